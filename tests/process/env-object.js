// process.env is an object of strings over the real environment.
const assert = require('node:assert');

const { env } = process;
assert.strictEqual(env.NODE_TEST_NOT_SET, undefined);
env.NODE_TEST_NUMBER = 1;
assert.strictEqual(env.NODE_TEST_NUMBER, '1');
env.NODE_TEST_NUMBER = undefined;
assert.strictEqual(env.NODE_TEST_NUMBER, 'undefined');
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(env, 'NODE_TEST_NUMBER'),
                       { value: 'undefined', writable: true, enumerable: true, configurable: true });
assert.ok('NODE_TEST_NUMBER' in env);
assert.ok(Object.keys(env).includes('NODE_TEST_NUMBER'));
assert.strictEqual({ ...env }.NODE_TEST_NUMBER, 'undefined');
assert.ok(require('node:util').inspect(env).includes('NODE_TEST_NUMBER'));
assert.strictEqual(delete env.NODE_TEST_NUMBER, true);
assert.strictEqual(delete env.NODE_TEST_NUMBER, true);
assert.strictEqual(env.NODE_TEST_NUMBER, undefined);
assert.ok(!('NODE_TEST_NUMBER' in env));
assert.ok('hasOwnProperty' in env);
assert.strictEqual(typeof env.toString, 'function');

assert.throws(() => { env.X = Symbol('x'); }, TypeError);
assert.throws(() => { env[Symbol('x')] = 1; }, TypeError);
assert.strictEqual(env[Symbol('x')], undefined);
assert.throws(() => Object.defineProperty(env, 'x', { value: 1 }), { code: 'ERR_INVALID_OBJECT_DEFINE_PROPERTY' });
assert.throws(() => Object.defineProperty(env, 'x', { get() {} }), { code: 'ERR_INVALID_OBJECT_DEFINE_PROPERTY' });
assert.throws(() => Object.freeze(env), TypeError);
