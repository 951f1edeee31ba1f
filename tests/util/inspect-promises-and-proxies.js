'use strict';
// util.inspect of promises and proxies runs no user code.
const assert = require('node:assert');
const util = require('node:util');
const { inspect } = util;
const rejected = Promise.reject(3);
rejected.catch(() => {});
class P extends Promise {}
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
const hostile = new Proxy({ a: 1 }, { get() { throw new Error('trap'); }, ownKeys() { throw new Error('trap'); } });

assert.strictEqual(inspect(Promise.resolve({ a: 1 })), 'Promise { { a: 1 } }');
assert.strictEqual(inspect(new Promise(() => {})), 'Promise { <pending> }');
assert.strictEqual(inspect(rejected), 'Promise { <rejected> 3 }');
assert.strictEqual(inspect(P.resolve(1)), 'P [Promise] { 1 }');
assert.strictEqual(inspect(Object.assign(Promise.resolve(4), { x: 1 })), 'Promise { 4, x: 1 }');
assert.strictEqual(inspect(new Proxy({ a: 1 }, {})), 'Proxy({ a: 1 })');
assert.strictEqual(inspect(new Proxy({ a: 1 }, { get() {} }), { showProxy: true }), 'Proxy [ { a: 1 }, { get: [Function: get] } ]');
assert.strictEqual(inspect(new Proxy([1, 2], {})), 'Proxy([ 1, 2 ])');
assert.strictEqual(inspect(new Proxy(new Proxy({}, {}), {})), 'Proxy(Proxy({}))');
assert.strictEqual(inspect(new Proxy(function f() {}, {})), 'Proxy([Function: f])');
assert.strictEqual(inspect(revoked), '<Revoked Proxy>');
assert.strictEqual(inspect(revoked, { showProxy: true }), '<Revoked Proxy>');
assert.strictEqual(inspect(hostile), 'Proxy({ a: 1 })');
assert.strictEqual(inspect({ a: { b: { c: new Proxy({}, {}) } } }, { showProxy: true }), '{ a: { b: { c: Proxy [Array] } } }');
