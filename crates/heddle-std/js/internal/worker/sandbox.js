// The option `sandbox` of process workers: what the worker may do. docs/security.md
'use strict';

const { ArrayIsArray, ArrayPrototypeIncludes, ArrayPrototypePush, ObjectFreeze, ObjectKeys } = primordials;
const { codes } = require('internal/errors');
const { validateBoolean, validateObject } = require('internal/validators');

const kMembers = ['read', 'write', 'net', 'spawn', 'env', 'bestEffort'];

function parsePaths(given, name) {
  const paths = [];
  if (given === undefined) return paths;
  if (!ArrayIsArray(given)) throw new codes.ERR_INVALID_ARG_TYPE(name, 'Array', given);
  for (let i = 0; i < given.length; i++) {
    const path = require('internal/fs/validate').toPathIfFileURL(given[i]);
    if (typeof path !== 'string') throw new codes.ERR_INVALID_ARG_TYPE(`${name}[${i}]`, ['string', 'URL'], given[i]);
    ArrayPrototypePush(paths, require('node/path').resolve(path));
  }
  return paths;
}

/** The grants: `{ read, write, env, bestEffort }`; undefined without a sandbox. Its environment is empty by default. */
function parse(options, isolation) {
  const { sandbox } = options;
  if (sandbox === false) return undefined;
  if (sandbox !== true) validateObject(sandbox, 'options.sandbox');
  if (isolation !== 'process') {
    throw new codes.ERR_INVALID_ARG_VALUE('options.sandbox', sandbox, "needs isolation: 'process'; for a thread there is the option 'permissions'");
  }
  const given = sandbox === true ? {} : sandbox;
  const names = ObjectKeys(given);
  for (let i = 0; i < names.length; i++) {
    if (!ArrayPrototypeIncludes(kMembers, names[i])) {
      throw new codes.ERR_INVALID_ARG_VALUE(`options.sandbox.${names[i]}`, given[names[i]], 'is not a grant');
    }
  }
  if (given.net !== undefined) throw new codes.ERR_PROCESS_WORKER_UNSUPPORTED('sandbox.net');
  if (given.spawn !== undefined) throw new codes.ERR_PROCESS_WORKER_UNSUPPORTED('sandbox.spawn');
  let { env } = given;
  if (env !== undefined && options.env !== undefined) {
    throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR('options.env', 'options.sandbox.env');
  }
  env ??= options.env;
  const ownEnv = env !== undefined && env !== null;
  env ??= {};
  validateObject(env, 'options.sandbox.env');
  const { bestEffort = false } = given;
  validateBoolean(bestEffort, 'options.sandbox.bestEffort');
  return {
    __proto__: null,
    read: parsePaths(given.read, 'options.sandbox.read'),
    write: parsePaths(given.write, 'options.sandbox.write'),
    env,
    // With an environment of its own its NODE_OPTIONS are read; else the options are those of its creator.
    ownEnv,
    bestEffort,
  };
}

/** `worker.sandbox`: what holds, as the worker's process found. */
function describe({ 0: landlock, 1: systemCalls, 2: namespaces }) {
  return ObjectFreeze({ __proto__: null, files: landlock > 0, landlock, systemCalls, namespaces: ObjectFreeze(namespaces) });
}

module.exports = { parse, describe };
