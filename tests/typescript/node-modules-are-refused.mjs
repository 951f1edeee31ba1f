import assert from 'node:assert';
import { load } from './fixtures/load.ts';
import { createRequire } from 'node:module';
const error = {
  code: 'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
  message: 'Stripping types is currently unsupported for files under node_modules, for ' +
    `"${import.meta.dirname}/fixtures/node_modules/typed/index.ts"`,
};
await assert.rejects(load('typed'), error);
assert.throws(() => createRequire(`${import.meta.dirname}/fixtures/x.js`)('typed'), error);
