// stdout: true and stderr: true give the worker's output as streams and keep it out of ours.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker('console.log("out", { a: 1 }); process.stdout.write("raw"); console.error("err")', {
  eval: true, stdout: true, stderr: true,
});
const collect = async (stream) => {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += chunk;
  return text;
};
const [out, err] = await Promise.all([collect(worker.stdout), collect(worker.stderr), once(worker, 'exit')]);
assert.strictEqual(out, 'out { a: 1 }\nraw');
assert.strictEqual(err, 'err\n');
