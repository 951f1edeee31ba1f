// An uncaught error arrives with class, message, stack, cause and own fields.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  function deep() {
    const error = new RangeError('too far', { cause: new TypeError('root') });
    error.code = 'E_FAR';
    error.detail = { list: [1, 2], when: new Date(0) };
    throw error;
  }
  deep();
`, { eval: true });
const [error] = await once(worker, 'error');
assert.ok(error instanceof RangeError);
assert.strictEqual(error.name, 'RangeError');
assert.strictEqual(error.message, 'too far');
assert.match(error.stack, /^RangeError: too far\n\s+at deep/m);
assert.ok(error.cause instanceof TypeError);
assert.strictEqual(error.cause.message, 'root');
assert.strictEqual(error.code, 'E_FAR');
assert.deepStrictEqual(error.detail, { list: [1, 2], when: new Date(0) });
