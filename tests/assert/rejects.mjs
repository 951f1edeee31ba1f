// assert.rejects and doesNotReject.
import assert from 'node:assert';

const failure = async (promise) => {
  try {
    await promise;
  } catch (error) {
    return { message: error.message, code: error.code, operator: error.operator };
  }
  return undefined;
};

assert.strictEqual(await failure(assert.rejects(Promise.reject(new Error('x')))), undefined);
assert.strictEqual(await failure(assert.rejects(async () => { throw new Error('x'); }, /x/)), undefined);
assert.strictEqual(await failure(assert.doesNotReject(Promise.resolve(1))), undefined);
assert.deepStrictEqual(await failure(assert.rejects(Promise.resolve(1))),
  { message: 'Missing expected rejection.', code: 'ERR_ASSERTION', operator: 'rejects' });
assert.deepStrictEqual(await failure(assert.rejects(async () => {}, TypeError, 'why')),
  { message: 'Missing expected rejection (TypeError): why', code: 'ERR_ASSERTION', operator: 'rejects' });
assert.deepStrictEqual(await failure(assert.rejects(() => 1)), {
  message: 'Expected instance of Promise to be returned from the "promiseFn" function but got type number (1).',
  code: 'ERR_INVALID_RETURN_VALUE',
  operator: undefined,
});
assert.deepStrictEqual(await failure(assert.rejects(5)), {
  message: 'The "promiseFn" argument must be of type function or an instance of Promise. Received type number (5)',
  code: 'ERR_INVALID_ARG_TYPE',
  operator: undefined,
});
assert.deepStrictEqual(await failure(assert.rejects(() => { throw new Error('sync'); })),
  { message: 'sync', code: undefined, operator: undefined });
assert.deepStrictEqual(await failure(assert.doesNotReject(Promise.reject(new Error('x')))),
  { message: 'Got unwanted rejection.\nActual message: "x"', code: 'ERR_ASSERTION', operator: 'doesNotReject' });
