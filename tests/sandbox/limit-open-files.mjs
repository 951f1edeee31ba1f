// heddle-only
// A process worker whose `limits.openFiles` are used up gets an ordinary error, and goes on when it has closed some.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { asEachUser } from './fixtures/sandboxed.mjs';

const source = `
  const fs = require('fs');
  const { parentPort } = require('worker_threads');
  const open = [];
  const errors = new Set();
  const until = (f) => {
    try {
      for (;;) open.push(f());
    } catch (error) {
      errors.add(error.code);
    }
  };
  until(() => fs.openSync('/dev/null'));
  until(() => fs.openSync('/dev/null'));
  const most = Math.max(...open);
  open.splice(0).forEach((fd) => fs.closeSync(fd));
  parentPort.postMessage([[...errors], most, fs.readFileSync('/dev/null').length]);
  parentPort.on('message', (value) => {
    parentPort.postMessage(value);
    parentPort.close();
  });
`;

await asEachUser(import.meta.url, async () => {
  for (const sandbox of [undefined, { read: ['/dev/null'] }]) {
    const worker = new Worker(source, { eval: true, isolation: 'process', limits: { openFiles: 40 }, sandbox });
    const exit = new Promise((resolve) => { worker.on('exit', resolve); });
    const [answer] = await once(worker, 'message');
    assert.deepStrictEqual(answer, [['EMFILE'], 39, 0]);
    assert.deepStrictEqual({ ...worker.limits.openFiles }, { max: 40, by: ['rlimit'] });
    // Its link still works.
    worker.postMessage(new SharedArrayBuffer(8));
    assert.ok((await once(worker, 'message'))[0] instanceof SharedArrayBuffer);
    assert.strictEqual(await exit, 0);
  }
});
