// heddle-only
// What a sandboxed worker writes arrives whole and in order, with what its creator writes, however it ends.
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import { asEachUser } from './fixtures/sandboxed.mjs';

const LINES = 500;
const LONG = 100_000;

// Its creator writes when a message tells it that the worker has written.
const program = `
  const { Worker } = require('worker_threads');
  const fs = require('fs');
  const start = (f, ...args) => new Promise((resolve) => {
    const worker = new Worker('(' + f + ')(' + args.join() + ')', { eval: true, isolation: 'process', sandbox: true });
    worker.on('message', (text) => (typeof text === 'number' ? fs.writeSync(1, 'creator ' + text + '\\n') : console.log(text)));
    worker.on('exit', (code) => resolve([code, worker.exitReason]));
  });
  (async () => {
    await start((lines) => {
      const { parentPort } = require('worker_threads');
      for (let i = 0; i < lines; i++) {
        if (i % 3 === 0) console.log('worker', i);
        else if (i % 3 === 1) require('fs').writeSync(1, 'worker ' + i + '\\n');
        else process.stdout.write('worker ' + i + '\\n');
        parentPort.postMessage(i);
      }
    }, ${LINES});
    console.log('exit 1');
    await start((long) => {
      process.stdout.write('o'.repeat(long) + '\\n');
      process.stderr.write('e'.repeat(long) + '\\n');
      process.exit(3);
    }, ${LONG});
    console.log('exit 2');
    await start((long) => {
      require('fs').writeSync(2, 'last\\n');
      process.kill(process.pid, 'SIGKILL');
    });
    console.error('exit 3');
  })();
`;

await asEachUser(import.meta.url, () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', maxBuffer: 1 << 24 });
  assert.strictEqual(status, 0, stderr);
  const lines = stdout.split('\n');
  // All that the worker wrote is in order, and nothing of its creator is before what that was told of.
  const end = lines.indexOf('exit 1');
  const written = lines.slice(0, end);
  assert.deepStrictEqual(written.filter((line) => line.startsWith('worker')), Array.from({ length: LINES }, (_, i) => `worker ${i}`));
  assert.deepStrictEqual(written.filter((line) => line.startsWith('creator')), Array.from({ length: LINES }, (_, i) => `creator ${i}`));
  for (let i = 0; i < LINES; i++) assert.ok(written.indexOf(`worker ${i}`) < written.indexOf(`creator ${i}`), `${i}`);
  assert.deepStrictEqual(lines.slice(end), ['exit 1', 'o'.repeat(LONG), 'exit 2', '']);
  assert.deepStrictEqual(stderr.split('\n'), ['e'.repeat(LONG), 'last', 'exit 3', '']);
});
