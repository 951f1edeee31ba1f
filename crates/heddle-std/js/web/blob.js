'use strict';
// Blob, File and object URLs. https://w3c.github.io/FileAPI/  https://nodejs.org/api/buffer.html#class-blob

const {
  DateNow,
  MathAbs,
  MathFloor,
  NumberIsNaN,
  ObjectDefineProperties,
  PromisePrototypeThen,
  PromiseReject,
  RegExpPrototypeExec,
  SafeMap,
  StringPrototypeSplit,
  StringPrototypeToLowerCase,
  StringPrototypeToWellFormed,
  SymbolFor,
  SymbolToStringTag,
  TypedArrayPrototypeGetBuffer,
} = primordials;
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_ARGS },
} = require('internal/errors');
const { validateDictionary } = require('internal/validators');
const { collect, memoryOf, piece, readAll, sizeOf, slicePieces, streamOf } = require('internal/blob_parts');
const { MarkedObject } = require('internal/worker/marked_object');
const { kClone, register } = require('internal/worker/platform');

const inspectCustom = SymbolFor('nodejs.util.inspect.custom');

// Types with other characters than printable ASCII count as none.
function normalType(type) {
  return RegExpPrototypeExec(/[^\u0020-\u007e]/, type) !== null ? '' : StringPrototypeToLowerCase(type);
}

// WebIDL's [Clamp] long long: the nearest integer, ties to even.
function clamp(value) {
  value = +value;
  if (NumberIsNaN(value)) return 0;
  if (value > 9007199254740991) return 9007199254740991;
  if (value < -9007199254740991) return -9007199254740991;
  const low = MathFloor(value);
  const rest = value - low;
  if (rest < 0.5 || (rest === 0.5 && MathAbs(low) % 2 === 0)) return low;
  return low + 1;
}

function show(name, fields, depth, options) {
  const { inspect } = require('internal/util/inspect');
  return `${name} ${inspect(fields, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
}

// The way in for this module's functions and other built-ins.
let piecesOf;
let adopt;

class Blob extends MarkedObject {
  #pieces;
  #size;
  #type;

  static {
    piecesOf = (value) => (typeof value === 'object' && value !== null && #pieces in value ? value.#pieces : undefined);
    adopt = (blob, pieces, type) => {
      blob.#pieces = pieces;
      blob.#size = sizeOf(pieces);
      blob.#type = type;
      return blob;
    };
  }

  constructor(sources = [], options = undefined) {
    if (options !== undefined) validateDictionary(options, 'options');
    const endings = options?.endings === undefined ? 'transparent' : `${options.endings}`;
    if (endings !== 'transparent' && endings !== 'native') {
      throw new ERR_INVALID_ARG_VALUE('options.endings', endings);
    }
    const type = options?.type === undefined ? '' : `${options.type}`;
    super();
    adopt(this, collect(sources, endings === 'native', piecesOf), normalType(type));
  }

  get type() {
    if (!(#pieces in this)) throw new ERR_INVALID_THIS('Blob');
    return this.#type;
  }

  get size() {
    if (!(#pieces in this)) throw new ERR_INVALID_THIS('Blob');
    return this.#size;
  }

  slice(start = 0, end = undefined, contentType = '') {
    if (typeof this !== 'object' || this === null || !(#pieces in this)) throw new ERR_INVALID_THIS('Blob');
    const size = this.#size;
    start = clamp(start);
    end = end === undefined ? size : clamp(end);
    if (start < 0) start = start + size > 0 ? start + size : 0;
    if (end < 0) end = end + size > 0 ? end + size : 0;
    if (start > size) start = size;
    if (end > size) end = size;
    return createBlob(end > start ? slicePieces(this.#pieces, start, end) : [], normalType(`${contentType}`));
  }

  arrayBuffer() {
    if (typeof this !== 'object' || this === null || !(#pieces in this)) return PromiseReject(new ERR_INVALID_THIS('Blob'));
    return PromisePrototypeThen(readAll(this.#pieces), (bytes) => TypedArrayPrototypeGetBuffer(bytes));
  }

  text() {
    if (typeof this !== 'object' || this === null || !(#pieces in this)) return PromiseReject(new ERR_INVALID_THIS('Blob'));
    return PromisePrototypeThen(readAll(this.#pieces), (bytes) => ops.op_encoding_decode_utf8(bytes, false, false));
  }

  bytes() {
    if (typeof this !== 'object' || this === null || !(#pieces in this)) return PromiseReject(new ERR_INVALID_THIS('Blob'));
    return readAll(this.#pieces);
  }

  stream() {
    if (typeof this !== 'object' || this === null || !(#pieces in this)) throw new ERR_INVALID_THIS('Blob');
    return streamOf(this.#pieces);
  }

  textStream() {
    if (typeof this !== 'object' || this === null || !(#pieces in this)) throw new ERR_INVALID_THIS('Blob');
    const { TextDecoderStream } = require('web/encoding');
    return streamOf(this.#pieces).pipeThrough(new TextDecoderStream());
  }

  [inspectCustom](depth, options) {
    if (!(#pieces in this)) throw new ERR_INVALID_THIS('Blob');
    if (typeof depth === 'number' && depth < 0) return this;
    return show('Blob', { size: this.#size, type: this.#type }, depth, options);
  }

  [kClone]() {
    const parts = memoryOf(this.#pieces);
    return parts === undefined ? undefined : ['Blob', { parts, type: this.#type }, []];
  }
}

class File extends Blob {
  #name;
  #lastModified;

  constructor(fileBits, fileName, options = undefined) {
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('fileBits', 'fileName');
    super(fileBits, options);
    let lastModified = options?.lastModified;
    if (lastModified === undefined) lastModified = DateNow();
    else lastModified = +lastModified;
    this.#name = StringPrototypeToWellFormed(`${fileName}`);
    this.#lastModified = NumberIsNaN(lastModified) ? 0 : lastModified;
  }

  get name() {
    if (!(#name in this)) throw new ERR_INVALID_THIS('File');
    return this.#name;
  }

  get lastModified() {
    if (!(#name in this)) throw new ERR_INVALID_THIS('File');
    return this.#lastModified;
  }

  [inspectCustom](depth, options) {
    if (!(#name in this)) throw new ERR_INVALID_THIS('File');
    if (typeof depth === 'number' && depth < 0) return this;
    const { size, type } = this;
    return show('File', { size, type, name: this.#name, lastModified: this.#lastModified }, depth, options);
  }

  [kClone]() {
    const parts = memoryOf(piecesOf(this));
    return parts === undefined ? undefined :
      ['File', { parts, type: this.type, name: this.#name, lastModified: this.#lastModified }, []];
  }
}

const enumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(Blob.prototype, {
  type: enumerable,
  size: enumerable,
  slice: enumerable,
  arrayBuffer: enumerable,
  text: enumerable,
  bytes: enumerable,
  stream: enumerable,
  textStream: enumerable,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'Blob' },
});
ObjectDefineProperties(File.prototype, {
  name: enumerable,
  lastModified: enumerable,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'File' },
});

// A Blob over pieces that are known to be its own.
function createBlob(pieces, type) {
  return adopt(new Blob(), pieces, type);
}

function piecesOfParts(parts) {
  const pieces = [];
  for (let i = 0; i < parts.length; i++) pieces[i] = piece(parts[i]);
  return pieces;
}
register('Blob', ({ parts, type }) => createBlob(piecesOfParts(parts), type));
register('File', ({ parts, type, name, lastModified }) =>
  adopt(new File([], name, { lastModified }), piecesOfParts(parts), type));

// A Blob over something that is read on demand: { size, read(start, end) -> Promise<Uint8Array> }; for fs.openAsBlob().
function createBlobFromSource(source, type = '') {
  return createBlob(source.size > 0 ? [piece(source)] : [], normalType(type));
}

// Object URLs live as long as the isolate, or until they are revoked. https://w3c.github.io/FileAPI/#url
const objectUrls = new SafeMap();

function createObjectURL(blob) {
  if (piecesOf(blob) === undefined) throw new ERR_INVALID_ARG_TYPE('obj', 'Blob', blob);
  const id = require('web/crypto').nextUuid();
  objectUrls.set(id, blob);
  return `blob:nodedata:${id}`;
}

function idOf(url) {
  const { URL } = require('web/url');
  const parsed = URL.parse(url);
  if (parsed === null || parsed.protocol !== 'blob:') return undefined;
  const { 0: kind, 1: id, length } = StringPrototypeSplit(parsed.pathname, ':');
  return length === 2 && kind === 'nodedata' ? id : undefined;
}

function revokeObjectURL(url) {
  const id = idOf(url);
  if (id !== undefined) objectUrls.delete(id);
}

// https://nodejs.org/api/buffer.html#bufferresolveobjecturlid
function resolveObjectURL(url) {
  const id = idOf(`${url}`);
  if (id === undefined) return undefined;
  const blob = objectUrls.get(id);
  // A view of its own, as a File resolves to a Blob too.
  return blob === undefined ? undefined : createBlob(piecesOf(blob), blob.type);
}

const isBlob = (value) => piecesOf(value) !== undefined;

module.exports = {
  Blob,
  File,
  createBlob,
  createBlobFromSource,
  createObjectURL,
  isBlob,
  piecesOf,
  resolveObjectURL,
  revokeObjectURL,
};
