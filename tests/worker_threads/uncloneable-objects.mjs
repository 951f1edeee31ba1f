// Objects of built-in classes that cannot be cloned say so, rather than arrive as empty objects.
import assert from 'node:assert';

const refused = (value, message) => assert.throws(() => structuredClone(value), { name: 'DataCloneError', code: 25, message });
refused(new URL('http://x/y'), 'Cannot clone object of unsupported type.');
refused(new URLSearchParams('a=1'), 'Cannot clone object of unsupported type.');
refused(Promise.resolve(), '#<Promise> could not be cloned.');
refused(new WeakMap(), '#<WeakMap> could not be cloned.');
refused(new WeakRef({}), '#<WeakRef> could not be cloned.');
refused((function* () {})(), '[object Generator] could not be cloned.');
refused([].values(), '[object Array Iterator] could not be cloned.');
refused(new Proxy({}, {}), '#<Object> could not be cloned.');
refused(new Proxy([], {}), '[object Array] could not be cloned.');
refused(Object(Symbol('x')), '[object Symbol] could not be cloned.');
refused(() => {}, '() => {} could not be cloned.');
refused((() => {}).bind(), 'function () { [native code] } could not be cloned.');
refused(Math.max, 'function max() { [native code] } could not be cloned.');
refused(Symbol('x'), 'Symbol(x) could not be cloned.');
refused(new WebAssembly.Memory({ initial: 1 }), '#<Memory> could not be cloned.');

for (const value of [new URL('http://x'), {}, new Uint8Array(1), Promise.resolve(), new SharedArrayBuffer(1)]) {
  assert.throws(() => structuredClone(value, { transfer: [value] }), { name: 'DataCloneError', code: 25 });
}
