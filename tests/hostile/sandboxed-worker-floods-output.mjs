// heddle-only
// A sandboxed worker that writes without end to an output that nobody reads stops only itself: its creator goes on, does not
// grow, and ends it.
import assert from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const program = `
  const { Worker } = require('worker_threads');
  const start = (source) => new Worker(source, { eval: true, isolation: 'process', sandbox: true });
  const flood = start(\`
    require('worker_threads').parentPort.postMessage('starts');
    for (;;) require('fs').writeSync(1, Buffer.alloc(1 << 20, 'x'));
  \`);
  const other = start("require('worker_threads').parentPort.on('message', (i) => require('worker_threads').parentPort.postMessage(i))");
  flood.once('message', () => {
    // Its creator has not lost its loop, its other workers, nor its standard error.
    const before = process.memoryUsage().rss;
    other.postMessage(0);
    other.on('message', async (i) => {
      if (i < 2000) return other.postMessage(i + 1);
      const grown = process.memoryUsage().rss - before;
      console.error(JSON.stringify({ grown }));
      await other.terminate();
      await flood.terminate();
      console.error(JSON.stringify({ reason: flood.exitReason }));
      process.exit(0);
    });
  });
`;
const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'pipe'] });
// Its output is not read before it is over.
let told = '';
child.stderr.setEncoding('utf8').on('data', (text) => { told += text; });
const [[code]] = await Promise.all([once(child, 'exit'), once(child.stderr, 'end')]);
assert.strictEqual(code, 0, told);
const [{ grown }, { reason }] = told.trim().split('\n').map((line) => JSON.parse(line));
assert.ok(grown < 64 << 20, `${grown}`);
assert.strictEqual(reason, 'terminated');
child.stdout.resume();
