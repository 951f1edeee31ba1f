// node:util/types: what kind of object a value is, asked of the engine, not of the prototype chain.
// https://nodejs.org/api/util.html#utiltypes
'use strict';

const { ArrayBufferIsView, TypedArrayPrototypeGetSymbolToStringTag } = primordials;
const { classOf } = require('internal/util/value_class');

module.exports = {
  isArgumentsObject(value) { return classOf(value) === 'Arguments'; },
  isArrayBuffer(value) { return classOf(value) === 'ArrayBuffer'; },
  isAsyncFunction(value) {
    const kind = classOf(value);
    return kind === 'AsyncFunction' || kind === 'AsyncGeneratorFunction';
  },
  isBigIntObject(value) { return classOf(value) === 'BigInt'; },
  isBooleanObject(value) { return classOf(value) === 'Boolean'; },
  isDate(value) { return classOf(value) === 'Date'; },
  isExternal(value) { return classOf(value) === 'External'; },
  isGeneratorFunction(value) {
    const kind = classOf(value);
    return kind === 'GeneratorFunction' || kind === 'AsyncGeneratorFunction';
  },
  isGeneratorObject(value) {
    const kind = classOf(value);
    return kind === 'Generator' || kind === 'AsyncGenerator';
  },
  isMap(value) { return classOf(value) === 'Map'; },
  isMapIterator(value) { return classOf(value) === 'MapIterator'; },
  isModuleNamespaceObject(value) { return classOf(value) === 'ModuleNamespace'; },
  isNativeError(value) { return classOf(value) === 'Error'; },
  isNumberObject(value) { return classOf(value) === 'Number'; },
  isPromise(value) { return classOf(value) === 'Promise'; },
  isProxy(value) { return classOf(value) === 'Proxy'; },
  isRegExp(value) { return classOf(value) === 'RegExp'; },
  isSet(value) { return classOf(value) === 'Set'; },
  isSetIterator(value) { return classOf(value) === 'SetIterator'; },
  isSharedArrayBuffer(value) { return classOf(value) === 'SharedArrayBuffer'; },
  isStringObject(value) { return classOf(value) === 'String'; },
  isSymbolObject(value) { return classOf(value) === 'Symbol'; },
  isWeakMap(value) { return classOf(value) === 'WeakMap'; },
  isWeakSet(value) { return classOf(value) === 'WeakSet'; },
  isAnyArrayBuffer(value) {
    const kind = classOf(value);
    return kind === 'ArrayBuffer' || kind === 'SharedArrayBuffer';
  },
  isBoxedPrimitive(value) {
    const kind = classOf(value);
    return kind === 'Number' || kind === 'String' || kind === 'Boolean' || kind === 'BigInt' || kind === 'Symbol';
  },
  isArrayBufferView: ArrayBufferIsView,
  isDataView(value) { return classOf(value) === 'DataView'; },
  isTypedArray(value) { return TypedArrayPrototypeGetSymbolToStringTag(value) !== undefined; },
  isUint8Array(value) { return TypedArrayPrototypeGetSymbolToStringTag(value) === 'Uint8Array'; },
  isUint8ClampedArray(value) { return TypedArrayPrototypeGetSymbolToStringTag(value) === 'Uint8ClampedArray'; },
  isUint16Array(value) { return TypedArrayPrototypeGetSymbolToStringTag(value) === 'Uint16Array'; },
  isUint32Array(value) { return TypedArrayPrototypeGetSymbolToStringTag(value) === 'Uint32Array'; },
  isInt8Array(value) { return TypedArrayPrototypeGetSymbolToStringTag(value) === 'Int8Array'; },
  isInt16Array(value) { return TypedArrayPrototypeGetSymbolToStringTag(value) === 'Int16Array'; },
  isInt32Array(value) { return TypedArrayPrototypeGetSymbolToStringTag(value) === 'Int32Array'; },
  isFloat16Array(value) { return TypedArrayPrototypeGetSymbolToStringTag(value) === 'Float16Array'; },
  isFloat32Array(value) { return TypedArrayPrototypeGetSymbolToStringTag(value) === 'Float32Array'; },
  isFloat64Array(value) { return TypedArrayPrototypeGetSymbolToStringTag(value) === 'Float64Array'; },
  isBigInt64Array(value) { return TypedArrayPrototypeGetSymbolToStringTag(value) === 'BigInt64Array'; },
  isBigUint64Array(value) { return TypedArrayPrototypeGetSymbolToStringTag(value) === 'BigUint64Array'; },
  // node:crypto has no key objects yet, so nothing is one.
  isKeyObject() { return false; },
  isCryptoKey() { return false; },
};
