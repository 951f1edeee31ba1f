// The built-in class of an object as the engine knows it, whatever its prototype says, under the names that
// util.inspect, util.types and deep equality use.
'use strict';

const {
  FunctionPrototypeToString,
  RegExpPrototypeExec,
  StringPrototypeEndsWith,
} = primordials;
const { op_iterator_preview, op_proxy_details, op_value_class } = ops;

const known = { __proto__: null };
const names = [
  'Arguments', 'Array', 'ArrayBuffer', 'AsyncGenerator', 'BigInt', 'BigInt64Array', 'BigUint64Array', 'Boolean', 'DataView', 'Date',
  'Error', 'External', 'Float16Array', 'Float32Array', 'Float64Array', 'Generator', 'Int16Array', 'Int32Array', 'Int8Array', 'Map',
  'MapIterator', 'ModuleNamespace', 'Number', 'Object', 'Promise', 'RegExp', 'Set', 'SetIterator', 'SharedArrayBuffer', 'String',
  'Symbol', 'Uint16Array', 'Uint32Array', 'Uint8Array', 'Uint8ClampedArray', 'WeakMap', 'WeakRef', 'WeakSet',
];
for (let i = 0; i < names.length; i++) known[names[i]] = names[i];

// A method may be named "async", so a parenthesis must not follow, unless an arrow comes after it.
const asyncSource = /^async(?:\s+|\/\*[\s\S]*?\*\/)*(?:function\b|[\w$[*"'`\\\u0080-\uffff]|\((?:[^()]|\([^()]*\))*\)\s*=>)/;
const generatorSource = /^(?:async(?:\s+|\/\*[\s\S]*?\*\/)*)?(?:function(?:\s+|\/\*[\s\S]*?\*\/)*)?\*/;

function functionClass(value) {
  // The engine has one class for all functions; the source says which kind it is.
  const source = FunctionPrototypeToString(value);
  const first = source[0];
  if (first !== 'a' && first !== 'f' && first !== '*') return 'Function';
  const isAsync = first === 'a' && RegExpPrototypeExec(asyncSource, source) !== null;
  const isGenerator = RegExpPrototypeExec(generatorSource, source) !== null;
  if (isAsync) return isGenerator ? 'AsyncGeneratorFunction' : 'AsyncFunction';
  return isGenerator ? 'GeneratorFunction' : 'Function';
}

/** [target, handler] of a proxy (nulls when revoked); undefined for everything else. */
function proxyDetails(value) {
  const details = op_proxy_details(value);
  // The engine implements module namespaces as proxies without a handler.
  if (details !== undefined && details[1] === null && details[0] !== null) return undefined;
  return details;
}

/** The class of an object or function; undefined for primitives. */
function classOf(value) {
  if (value === null) return undefined;
  if (typeof value === 'function') return proxyDetails(value) === undefined ? functionClass(value) : 'Proxy';
  if (typeof value !== 'object') return undefined;
  const name = op_value_class(value);
  const mapped = known[name];
  if (mapped !== undefined) return mapped;
  if (name === 'Proxy') return proxyDetails(value) === undefined ? 'ModuleNamespace' : 'Proxy';
  // TypeError, AggregateError … each have a class of their own.
  return StringPrototypeEndsWith(name, 'Error') ? 'Error' : 'Object';
}

/**
 * [entries, isKeyValue] of what a Map or Set iterator still has, without moving it, or of a weak collection; undefined if the
 * engine cannot tell.
 */
function iteratorPreview(iterator) {
  return op_iterator_preview(iterator);
}

module.exports = { classOf, iteratorPreview, proxyDetails };
