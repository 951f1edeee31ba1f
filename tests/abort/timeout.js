'use strict';
const assert = require('node:assert');
let fired = 0;
{
  const signal = AbortSignal.timeout(5);
  signal.addEventListener('abort', () => {
    fired++;
    assert.deepStrictEqual([signal.reason.name, signal.reason.code, signal.reason.message],
                           ['TimeoutError', 23, 'The operation was aborted due to timeout']);
    clearTimeout(keep);
  });
}
// The signal's timer does not keep the process alive.
const keep = setTimeout(() => assert.fail(), 2 ** 30);
AbortSignal.timeout(2 ** 30).addEventListener('abort', () => assert.fail());
for (const bad of [undefined, 'a', -1, 1.5, 2 ** 32]) assert.throws(() => AbortSignal.timeout(bad), /ERR_/);
process.on('exit', () => assert.strictEqual(fired, 1));
