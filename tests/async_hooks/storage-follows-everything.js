'use strict';
const assert = require('node:assert');
const { AsyncLocalStorage } = require('node:async_hooks');
const fs = require('node:fs');
const storage = new AsyncLocalStorage();
const seen = [];
const note = (what) => seen.push(`${what} ${storage.getStore()}`);
async function asynchronous() {
  await 1;
  note('await');
  await new Promise((resolve) => setTimeout(resolve, 1));
  note('await timer');
}
for (const id of ['a', 'b']) {
  storage.run(id, () => {
    setTimeout(() => note('timeout'), 1);
    setImmediate(() => note('immediate'));
    process.nextTick(() => note('tick'));
    queueMicrotask(() => note('microtask'));
    Promise.resolve().then(() => note('promise'));
    Promise.reject(new Error('x')).catch(() => note('catch'));
    asynchronous();
    fs.stat(__filename, () => note('fs'));
    fs.promises.stat(__filename).then(() => note('fs promise'));
    let runs = 0;
    const interval = setInterval(() => {
      note('interval');
      if (++runs === 2) clearInterval(interval);
    }, 1);
  });
}
note('main');
setTimeout(() => note('outer timer'), 5);
process.on('exit', () => {
  const expected = ['main undefined', 'outer timer undefined'];
  for (const id of ['a', 'b']) {
    for (const what of ['timeout', 'immediate', 'tick', 'microtask', 'promise', 'catch', 'await', 'await timer', 'fs',
      'fs promise', 'interval', 'interval']) expected.push(`${what} ${id}`);
  }
  assert.deepStrictEqual(seen.sort(), expected.sort());
});
