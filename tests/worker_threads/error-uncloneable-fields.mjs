// An error with fields that cannot be cloned still arrives with class and message.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const error = new TypeError('has a function');
  error.callback = () => {};
  error.code = 'E_FUNCTION';
  throw error;
`, { eval: true });
const error = await new Promise((resolve) => worker.once('error', resolve));
assert.ok(error instanceof TypeError);
assert.strictEqual(error.message, 'has a function');
assert.match(error.stack, /has a function/);
