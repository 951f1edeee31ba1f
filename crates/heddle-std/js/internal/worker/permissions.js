// The option `permissions` of thread workers: what the worker may do by the runtime's own API. docs/security.md
'use strict';

const {
  ArrayIsArray, ArrayPrototypeIncludes, ArrayPrototypePush, ObjectKeys, RegExpPrototypeExec, StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
} = primordials;
const { codes } = require('internal/errors');
const { validateObject, validateString } = require('internal/validators');

const kMembers = ['read', 'write', 'net', 'spawn', 'env'];

// `true`: everything. Else a list, whose members `parse` reads.
function parseList(given, name, parse) {
  if (given === true) return true;
  const list = [];
  if (given === undefined || given === false) return list;
  if (!ArrayIsArray(given)) throw new codes.ERR_INVALID_ARG_TYPE(name, ['boolean', 'Array'], given);
  for (let i = 0; i < given.length; i++) ArrayPrototypePush(list, parse(given[i], `${name}[${i}]`));
  return list;
}

function parsePath(given, name) {
  const path = require('internal/fs/validate').toPathIfFileURL(given);
  if (typeof path !== 'string') throw new codes.ERR_INVALID_ARG_TYPE(name, ['string', 'URL'], given);
  return require('node/path').resolve(path);
}

// `host:port`, `[address]:port`, each of which may be `*`, or the path of a local socket.
function parseAddress(given, name) {
  validateString(given, name);
  if (StringPrototypeStartsWith(given, '/')) return given;
  const parts = RegExpPrototypeExec(/^(?:\[([^\]]+)\]|([^:/]+)):(\*|\d{1,5})$/, given);
  if (parts === null || +parts[3] > 65535) {
    throw new codes.ERR_INVALID_ARG_VALUE(name, given, "must be 'host:port' or the path of a socket");
  }
  return `${StringPrototypeToLowerCase(parts[1] ?? parts[2])}:${parts[3]}`;
}

function parseProgram(given, name) {
  if (typeof given === 'string' && given !== '' && RegExpPrototypeExec(/[\\/]/, given) === null) return given;
  return parsePath(given, name);
}

/** `{ read, write, net, spawn, env, ownEnv }`; the first four are `true` or lists. The environment is empty by default. */
function parse(options, isolation) {
  const given = options.permissions;
  validateObject(given, 'options.permissions');
  if (isolation !== 'thread') {
    throw new codes.ERR_INVALID_ARG_VALUE('options.permissions', given,
                                          "is for threads; for a process there is the option 'sandbox'");
  }
  const names = ObjectKeys(given);
  for (let i = 0; i < names.length; i++) {
    if (!ArrayPrototypeIncludes(kMembers, names[i])) {
      throw new codes.ERR_INVALID_ARG_VALUE(`options.permissions.${names[i]}`, given[names[i]], 'is not a permission');
    }
  }
  let { env } = given;
  if (env !== undefined && options.env !== undefined) {
    throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR('options.env', 'options.permissions.env');
  }
  env ??= options.env;
  const ownEnv = env !== undefined && env !== null;
  env ??= {};
  validateObject(env, 'options.permissions.env');
  return {
    __proto__: null,
    read: parseList(given.read, 'options.permissions.read', parsePath),
    write: parseList(given.write, 'options.permissions.write', parsePath),
    net: parseList(given.net, 'options.permissions.net', parseAddress),
    spawn: parseList(given.spawn, 'options.permissions.spawn', parseProgram),
    env,
    ownEnv,
  };
}

module.exports = { parse };
