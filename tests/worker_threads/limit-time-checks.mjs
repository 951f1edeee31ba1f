// heddle-only
// The limits of time are checked like the others, and infinite ones are none.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

for (const name of ['cpuMs', 'wallMs']) {
  const make = (value) => () => new Worker('', { eval: true, limits: { [name]: value } });
  assert.throws(make('1'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(make(0), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(make(-1), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(make(NaN), { code: 'ERR_OUT_OF_RANGE' });
  assert.deepStrictEqual(await once(make(Infinity)(), 'exit'), [0]);
  assert.deepStrictEqual(await once(make(undefined)(), 'exit'), [0]);
}
