// heddle-only
// Streams of a process worker: captured output, a copy of what it prints, input from its parent, output larger than the link.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const text = async (stream) => (await stream.toArray()).join('');
const captured = new Worker(`
  process.stdout.write('x'.repeat(500_000));
  console.error('err');
  process.stdin.setEncoding('utf8').on('data', (chunk) => console.log('got ' + chunk));
`, { eval: true, isolation: 'process', stdin: true, stdout: true, stderr: true });
captured.stdin.end('input');
const [out, err] = await Promise.all([text(captured.stdout), text(captured.stderr)]);
assert.strictEqual(out, `${'x'.repeat(500_000)}got input\n`);
assert.strictEqual(err, 'err\n');

const copied = new Worker('process.stdout.write("")', { eval: true, isolation: 'process' });
copied.stdout.on('data', () => assert.fail('nothing was written'));
await once(copied, 'exit');
