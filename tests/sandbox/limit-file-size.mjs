// heddle-only
// What a process worker writes beyond `limits.fileSizeMb` is an ordinary EFBIG; the process is not ended for it.
import assert from 'node:assert';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { asEachUser } from './fixtures/sandboxed.mjs';

const source = `
  const fs = require('fs');
  const { parentPort, workerData } = require('worker_threads');
  const code = (f) => { try { f(); return 'written'; } catch (error) { return error.code; } };
  const later = (promise) => promise.then(() => 'written', (error) => error.code);
  const mib = Buffer.alloc(1 << 20, 1);
  const name = (i) => workerData + '/' + i;
  (async () => {
    const answers = [
      code(() => fs.writeFileSync(name(0), mib)),
      code(() => fs.appendFileSync(name(0), 'x')),
      code(() => fs.writeFileSync(name(1), Buffer.concat([mib, mib]))),
      code(() => fs.ftruncateSync(fs.openSync(name(2), 'w'), 2 ** 40)),
      await later(fs.promises.writeFile(name(3), Buffer.concat([mib, mib]))),
      code(() => { const fd = fs.openSync(name(4), 'w'); for (;;) fs.writeSync(fd, mib); }),
      code(() => fs.writeFileSync(name(5), mib)),
    ];
    // Memory that is shared, or sent in one piece, is a file to the kernel.
    const refused = (value) => {
      try {
        parentPort.postMessage(value);
        return 'sent';
      } catch (error) {
        return error.name;
      }
    };
    parentPort.postMessage([answers, refused(new SharedArrayBuffer(4 << 20)), refused(new Uint8Array(4 << 20))]);
  })();
`;

await asEachUser(import.meta.url, async () => {
  for (const isSandboxed of [false, true]) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'limit-'));
    try {
      const sandbox = isSandboxed ? { write: [folder] } : undefined;
      const worker = new Worker(source,
        { eval: true, isolation: 'process', limits: { fileSizeMb: 1 }, workerData: folder, sandbox });
      const exit = new Promise((resolve) => { worker.on('exit', resolve); });
      const [answers, shared, large] = (await once(worker, 'message'))[0];
      assert.deepStrictEqual(answers, ['written', 'EFBIG', 'EFBIG', 'EFBIG', 'EFBIG', 'EFBIG', 'written']);
      assert.deepStrictEqual([shared, large], ['DataCloneError', 'DataCloneError']);
      assert.strictEqual(await exit, 0);
      assert.deepStrictEqual({ ...worker.limits.fileSizeMb }, { max: 1, by: ['rlimit'] });
      for (const file of fs.readdirSync(folder)) assert.ok(fs.statSync(path.join(folder, file)).size <= 1 << 20);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  }
});
