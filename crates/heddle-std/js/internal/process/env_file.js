'use strict';
// .env files: process.loadEnvFile and util.parseEnv.
// https://nodejs.org/api/process.html#processloadenvfilepath

const { ObjectKeys } = primordials;

/** Variables of a .env file's text. */
function parseEnv(content) {
  const result = {};
  const words = ops.op_env_file_parse(content);
  for (let i = 0; i < words.length; i += 2) result[words[i]] = words[i + 1];
  return result;
}

function toFileName(path) {
  if (typeof path === 'string') return path;
  const { Buffer } = require('node/buffer');
  if (Buffer.isBuffer(path)) return path.toString();
  const { URL, fileURLToPath } = require('node/url');
  if (path instanceof URL) return fileURLToPath(path);
  const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
  throw new ERR_INVALID_ARG_TYPE('path', ['string', 'Buffer', 'URL'], path);
}

/** process.loadEnvFile([path]): variables that are set already keep their value. */
function loadEnvFile(path = undefined) {
  const { env } = require('node/process');
  const name = toFileName(path ?? '.env');
  const variables = parseEnv(require('node/fs').readFileSync(name, 'utf8'));
  const names = ObjectKeys(variables);
  for (let i = 0; i < names.length; i++) env[names[i]] ??= variables[names[i]];
}

module.exports = { parseEnv, loadEnvFile };
