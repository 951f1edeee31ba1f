'use strict';
const assert = require('node:assert');
const controller = new AbortController();
const { signal } = controller;
assert.strictEqual(controller.signal, signal);
assert.deepStrictEqual([signal.aborted, signal.reason, signal.onabort], [false, undefined, null]);
signal.throwIfAborted();
const log = [];
signal.onabort = function(event) {
  log.push([event.type, event.isTrusted, this === signal, event.target === signal]);
};
signal.addEventListener('abort', () => log.push('listener'));
controller.abort();
controller.abort('again');
assert.deepStrictEqual(log, [['abort', true, true, true], 'listener']);
assert.ok(signal.reason instanceof DOMException);
assert.deepStrictEqual([signal.aborted, signal.reason.name, signal.reason.code, signal.reason.message],
                       [true, 'AbortError', 20, 'This operation was aborted']);
assert.throws(() => signal.throwIfAborted(), (error) => error === signal.reason);
assert.throws(() => new AbortSignal(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
assert.throws(() => AbortSignal.prototype.aborted, { code: 'ERR_INVALID_THIS' });
const other = new AbortController();
other.abort(null);
assert.strictEqual(other.signal.reason, null);
assert.strictEqual(AbortSignal.abort('r').reason, 'r');
