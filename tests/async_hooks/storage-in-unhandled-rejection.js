'use strict';
const assert = require('node:assert');
const { AsyncLocalStorage } = require('node:async_hooks');
const storage = new AsyncLocalStorage();
let seen;
process.on('unhandledRejection', () => { seen = storage.getStore(); });
storage.run('where', () => Promise.reject(new Error('x')));
process.on('exit', () => assert.strictEqual(seen, 'where'));
