// heddle-only
// A process worker that the kernel kills because its control group has no more memory is an `exit` that says so; the program
// in the same group goes on, and so do its other workers.
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { Worker } from 'node:worker_threads';
import { smallGroup } from '../child_process/fixtures/small-group.mjs';

async function program() {
  const start = (source) => new Worker(source, { eval: true, isolation: 'process', limits: { externalMb: 4096 } });
  const other = start("const { parentPort } = require('worker_threads'); parentPort.on('message', (n) => parentPort.postMessage(n + 1))");
  const ask = async (n) => {
    other.postMessage(n);
    return (await once(other, 'message'))[0];
  };
  console.log(await ask(1));
  const hungry = start('Buffer.alloc(2 ** 30, 1)');
  hungry.on('error', (error) => console.log(error));
  let served = 2;
  let ended = false;
  hungry.once('exit', (code) => {
    ended = true;
    console.log(code, hungry.exitReason);
  });
  while (!ended) served = await ask(served);
  console.log(await ask(served) === served + 1);
  await other.terminate();
}

const group = process.argv[2] === 'program' ? await program() : smallGroup('worker', 160);
if (group !== undefined) {
  try {
    const command = `echo $$ > ${group}/cgroup.procs && exec "$0" "$1" program`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath, import.meta.filename], { encoding: 'utf8' });
    assert.deepStrictEqual([stdout, stderr], ['2\n137 out-of-memory\ntrue\n', '']);
  } finally {
    // The last process in it may still be about to end.
    for (;;) {
      try {
        fs.rmdirSync(group);
        break;
      } catch (error) {
        assert.strictEqual(error.code, 'EBUSY');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  }
}
