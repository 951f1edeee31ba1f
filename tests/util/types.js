'use strict';
// util.types asks the engine, not the prototype chain.
const assert = require('node:assert');
const { types } = require('node:util');

assert.strictEqual(types, require('node:util/types'));
const forged = (proto) => Object.create(proto);
const cases = {
  isArgumentsObject: [(function() { return arguments; })(), []],
  isArrayBuffer: [new ArrayBuffer(1), new SharedArrayBuffer(1)],
  isSharedArrayBuffer: [new SharedArrayBuffer(1), new ArrayBuffer(1)],
  isAnyArrayBuffer: [new SharedArrayBuffer(1), new Uint8Array(1)],
  isArrayBufferView: [new DataView(new ArrayBuffer(1)), new ArrayBuffer(1)],
  isTypedArray: [new Float64Array(1), new DataView(new ArrayBuffer(1))],
  isUint8Array: [Buffer.from('a'), new Int8Array(1)],
  isBigInt64Array: [new BigInt64Array(1), new BigUint64Array(1)],
  isDataView: [new DataView(new ArrayBuffer(1)), new Uint8Array(1)],
  isAsyncFunction: [async () => {}, () => {}],
  isGeneratorFunction: [function* () {}, async () => {}],
  isGeneratorObject: [(function* () {})(), {}],
  isMap: [new (class extends Map {})(), forged(Map.prototype)],
  isSet: [new Set(), new Map()],
  isMapIterator: [new Map().keys(), new Set().keys()],
  isSetIterator: [new Set().keys(), [].keys()],
  isWeakMap: [new WeakMap(), new Map()],
  isWeakSet: [new WeakSet(), new Set()],
  isPromise: [Promise.resolve(), { then() {} }],
  isProxy: [new Proxy({}, {}), {}],
  isRegExp: [/a/, forged(RegExp.prototype)],
  isDate: [new Date(), forged(Date.prototype)],
  isNativeError: [new TypeError(), forged(Error.prototype)],
  isNumberObject: [Object(1), 1],
  isStringObject: [Object('a'), 'a'],
  isBooleanObject: [Object(true), true],
  isBigIntObject: [Object(1n), 1n],
  isSymbolObject: [Object(Symbol()), Symbol()],
  isBoxedPrimitive: [Object('a'), {}],
};
for (const [name, [yes, no]] of Object.entries(cases)) {
  assert.strictEqual(types[name](yes), true, name);
  assert.strictEqual(types[name](no), false, name);
  assert.strictEqual(types[name](new Proxy(yes, {})), name === 'isProxy', `${name} of a proxy`);
  for (const primitive of [undefined, null, 1, 'a']) assert.strictEqual(types[name](primitive), false, name);
}
assert.ok(types.isAsyncFunction(async function* () {}));
assert.ok(types.isAsyncFunction({ async m() {} }.m));
assert.ok(!types.isAsyncFunction({ async() {} }.async));
import('node:os').then((namespace) => assert.ok(types.isModuleNamespaceObject(namespace)));
