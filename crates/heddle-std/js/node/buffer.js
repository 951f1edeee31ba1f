'use strict';
// node:buffer: the Buffer class. https://nodejs.org/api/buffer.html

const {
  ArrayIsArray,
  ArrayPrototypePush,
  MathFloor,
  MathTrunc,
  NumberIsInteger,
  NumberIsNaN,
  NumberMAX_SAFE_INTEGER,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectKeys,
  ObjectSetPrototypeOf,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringPrototypeSlice,
  StringPrototypeTrim,
  SymbolFor,
  SymbolSpecies,
  SymbolToPrimitive,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeSet,
  TypedArrayPrototypeSlice,
  TypedArrayPrototypeSubarray,
  Uint8Array,
} = primordials;
const {
  FastBuffer, DEFAULT_POOL_SIZE, state, allocPooled, fromStringWithId, fromArrayLike,
} = require('internal/buffer/alloc');
const { UTF8, HEX, encodingId, encodedLength } = require('internal/buffer/encodings');
const {
  isUint8Array, isTypedArray, isAnyArrayBuffer, isArrayBufferView,
} = require('internal/buffer/types');
const text = require('internal/buffer/text');
const {
  codes: {
    ERR_BUFFER_OUT_OF_BOUNDS,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_BUFFER_SIZE,
    ERR_OUT_OF_RANGE,
    ERR_UNKNOWN_ENCODING,
  },
} = require('internal/errors');
const { validateArray, validateInteger, validateNumber, validateString } = require('internal/validators');

const inspectCustom = SymbolFor('nodejs.util.inspect.custom');

// The engine's largest ArrayBuffer (ArrayBufferObject::ByteLengthLimit).
const kMaxLength = 2 ** 34;
const { kStringMaxLength } = text;
const constants = { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: kStringMaxLength };
let inspectMaxBytes = 50;

// The deprecated constructor, with and without `new`.
function Buffer(arg, encodingOrOffset, length) {
  warnConstructor();
  if (typeof arg === 'number') {
    if (typeof encodingOrOffset === 'string') throw new ERR_INVALID_ARG_TYPE('string', 'string', arg);
    return Buffer.alloc(arg);
  }
  return Buffer.from(arg, encodingOrOffset, length);
}

let constructorWarned = false;
let constructorCalls = 0;
function warnConstructor() {
  // Packages cannot be fixed by who sees the warning; after many silent calls it is not worth the stack walk.
  if (constructorWarned || ++constructorCalls > 10000 || calledFromNodeModules()) return;
  constructorWarned = true;
  globalThis.process.emitWarning(
    'Buffer() is deprecated due to security and usability issues. Please use the Buffer.alloc(), ' +
    'Buffer.allocUnsafe(), or Buffer.from() methods instead.', 'DeprecationWarning', 'DEP0005');
}

function calledFromNodeModules() {
  const { stack } = new primordials.Error();
  return typeof stack === 'string' && RegExpPrototypeExec(/[/\\]node_modules[/\\]/, stack) !== null;
}

function checkSize(size) {
  validateNumber(size, 'size');
  if (!(size >= 0 && size <= kMaxLength)) throw new ERR_OUT_OF_RANGE('size', `>= 0 && <= ${kMaxLength}`, size);
}

function fromString(string, encoding) {
  if (typeof encoding !== 'string' || encoding.length === 0) return fromStringWithId(string, UTF8);
  const id = encodingId(encoding);
  if (id === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  return fromStringWithId(string, id);
}

function fromArrayBuffer(buffer, byteOffset, length) {
  byteOffset = byteOffset === undefined ? 0 : +byteOffset;
  if (NumberIsNaN(byteOffset)) byteOffset = 0;
  const maxLength = buffer.byteLength - byteOffset;
  if (maxLength < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (length === undefined) {
    length = maxLength;
  } else {
    length = +length;
    if (!(length > 0)) length = 0;
    else if (length > maxLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
  }
  return new FastBuffer(buffer, byteOffset, length);
}

function fromObject(object) {
  if (object.length !== undefined || isAnyArrayBuffer(object.buffer)) {
    if (typeof object.length !== 'number') return new FastBuffer();
    return fromArrayLike(object);
  }
  if (object.type === 'Buffer' && ArrayIsArray(object.data)) return fromArrayLike(object.data);
  return undefined;
}

const statics = {
  poolSize: DEFAULT_POOL_SIZE,

  from(value, encodingOrOffset, length) {
    if (typeof value === 'string') return fromString(value, encodingOrOffset);
    if (typeof value === 'object' && value !== null) {
      if (isUint8Array(value)) return fromArrayLike(value);
      if (isAnyArrayBuffer(value)) return fromArrayBuffer(value, encodingOrOffset, length);
      const plain = value.valueOf && value.valueOf();
      if (plain != null && plain !== value && (typeof plain === 'string' || typeof plain === 'object')) {
        return Buffer.from(plain, encodingOrOffset, length);
      }
      const buffer = fromObject(value);
      if (buffer !== undefined) return buffer;
      if (typeof value[SymbolToPrimitive] === 'function') {
        const primitive = value[SymbolToPrimitive]('string');
        if (typeof primitive === 'string') return fromString(primitive, encodingOrOffset);
      }
    }
    throw new ERR_INVALID_ARG_TYPE('first argument',
      ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'], value);
  },

  copyBytesFrom(view, offset, length) {
    if (!isTypedArray(view)) throw new ERR_INVALID_ARG_TYPE('view', ['TypedArray'], view);
    const viewLength = TypedArrayPrototypeGetLength(view);
    if (viewLength === 0) return new FastBuffer();
    let start = 0;
    if (offset !== undefined) {
      validateInteger(offset, 'offset', 0);
      if (offset >= viewLength) return new FastBuffer();
      start = offset;
    }
    let end = viewLength;
    if (length !== undefined) {
      validateInteger(length, 'length', 0);
      end = start + length;
    }
    const part = TypedArrayPrototypeSlice(view, start, end);
    return fromArrayLike(new Uint8Array(
      TypedArrayPrototypeGetBuffer(part), TypedArrayPrototypeGetByteOffset(part), TypedArrayPrototypeGetByteLength(part)));
  },

  of(...items) {
    const buffer = allocPooled(items.length);
    for (let i = 0; i < items.length; i++) buffer[i] = items[i];
    return buffer;
  },

  alloc(size, fill, encoding) {
    checkSize(size);
    const buffer = new FastBuffer(size);
    if (fill !== undefined && fill !== 0 && size > 0) {
      if (encoding !== undefined) validateString(encoding, 'encoding');
      return text.fillBuffer(buffer, fill, encoding);
    }
    return buffer;
  },

  // Cut from the pool when small. The memory is never another program's: large blocks are zeroed by the system.
  allocUnsafe(size) {
    checkSize(size);
    return allocPooled(MathTrunc(size));
  },

  allocUnsafeSlow(size) {
    checkSize(size);
    return new FastBuffer(size);
  },

  isBuffer(value) {
    return value instanceof Buffer;
  },

  compare(buf1, buf2) {
    if (!isUint8Array(buf1)) throw new ERR_INVALID_ARG_TYPE('buf1', ['Buffer', 'Uint8Array'], buf1);
    if (!isUint8Array(buf2)) throw new ERR_INVALID_ARG_TYPE('buf2', ['Buffer', 'Uint8Array'], buf2);
    if (buf1 === buf2) return 0;
    return compareRanges(buf1, buf2);
  },

  isEncoding(encoding) {
    return typeof encoding === 'string' && encoding.length !== 0 && encodingId(encoding) !== undefined;
  },

  concat(list, length) {
    validateArray(list, 'list');
    const count = list.length;
    if (count === 0) return new FastBuffer();
    if (length === undefined) {
      length = 0;
      for (let i = 0; i < count; i++) {
        checkItem(list[i], i);
        length += TypedArrayPrototypeGetByteLength(list[i]);
      }
      checkSize(length);
    } else {
      validateInteger(length, 'length', 0);
    }
    const buffer = allocPooled(length);
    let position = 0;
    for (let i = 0; i < count; i++) {
      const item = list[i];
      checkItem(item, i);
      const size = TypedArrayPrototypeGetByteLength(item);
      if (size > length - position) {
        TypedArrayPrototypeSet(buffer, TypedArrayPrototypeSubarray(item, 0, length - position), position);
        position = length;
        break;
      }
      TypedArrayPrototypeSet(buffer, item, position);
      position += size;
    }
    // The pool hands out used memory: the rest of a longer `length` must read as zeros.
    if (position < length) primordials.TypedArrayPrototypeFill(buffer, 0, position, length);
    return buffer;
  },

  byteLength(string, encoding) {
    if (typeof string !== 'string') {
      if (isArrayBufferView(string) || isAnyArrayBuffer(string)) return string.byteLength;
      throw new ERR_INVALID_ARG_TYPE('string', ['string', 'Buffer', 'ArrayBuffer'], string);
    }
    if (string.length === 0) return 0;
    const id = encoding ? encodingId(encoding) : UTF8;
    return encodedLength(string, id === undefined ? UTF8 : id);
  },
};

function checkItem(item, index) {
  if (!isUint8Array(item)) throw new ERR_INVALID_ARG_TYPE(`list[${index}]`, ['Buffer', 'Uint8Array'], item);
}

function compareRanges(a, b) {
  return ops.op_buffer_compare(a, b, 0, TypedArrayPrototypeGetByteLength(a), 0, TypedArrayPrototypeGetByteLength(b));
}

// An integer out of any argument; `fallback` for what is no number.
function toInteger(value, fallback) {
  value = +value;
  if (value >= -NumberMAX_SAFE_INTEGER && value <= NumberMAX_SAFE_INTEGER) return MathTrunc(value);
  if (NumberIsNaN(value)) return fallback;
  return value > 0 ? NumberMAX_SAFE_INTEGER : -NumberMAX_SAFE_INTEGER;
}

function rangeArgument(value, name, fallback, max) {
  if (value === undefined) return fallback;
  validateInteger(value, name, 0, max);
  return value;
}

const sliceBytes = (buffer, start, end) => {
  const length = TypedArrayPrototypeGetLength(buffer);
  start = clampIndex(start, length);
  end = end === undefined ? length : clampIndex(end, length);
  return new FastBuffer(TypedArrayPrototypeGetBuffer(buffer), TypedArrayPrototypeGetByteOffset(buffer) + start,
    end > start ? end - start : 0);
};

function clampIndex(index, length) {
  index = +index;
  if (index === 0 || NumberIsNaN(index)) return 0;
  if (index < 0) {
    index = MathTrunc(index) + length;
    return index > 0 ? index : 0;
  }
  return index < length ? MathTrunc(index) : length;
}

function makeSwap(size) {
  return function swap() {
    if (this.length % size !== 0) throw new ERR_INVALID_BUFFER_SIZE(`${size * 8}-bits`);
    ops.op_buffer_swap(this, size);
    return this;
  };
}

const methods = {
  copy(target, targetStart, sourceStart, sourceEnd) {
    if (!isUint8Array(this)) throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], this);
    if (!isArrayBufferView(target)) throw new ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);
    const length = TypedArrayPrototypeGetByteLength(this);
    if (targetStart === undefined) {
      targetStart = 0;
    } else {
      targetStart = NumberIsInteger(targetStart) ? targetStart : toInteger(targetStart, 0);
      if (targetStart < 0) throw new ERR_OUT_OF_RANGE('targetStart', '>= 0', targetStart);
    }
    if (sourceStart === undefined) {
      sourceStart = 0;
    } else {
      sourceStart = NumberIsInteger(sourceStart) ? sourceStart : toInteger(sourceStart, 0);
      if (sourceStart < 0 || sourceStart > length) {
        throw new ERR_OUT_OF_RANGE('sourceStart', `>= 0 && <= ${length}`, sourceStart);
      }
    }
    if (sourceEnd === undefined) {
      sourceEnd = length;
    } else {
      sourceEnd = NumberIsInteger(sourceEnd) ? sourceEnd : toInteger(sourceEnd, 0);
      if (sourceEnd < 0) throw new ERR_OUT_OF_RANGE('sourceEnd', '>= 0', sourceEnd);
      if (sourceEnd > length) sourceEnd = length;
    }
    const { byteLength } = target;
    if (targetStart >= byteLength || sourceStart >= sourceEnd) return 0;
    let count = sourceEnd - sourceStart;
    if (count > byteLength - targetStart) count = byteLength - targetStart;
    const bytes = isUint8Array(target) ? target : new Uint8Array(target.buffer, target.byteOffset, byteLength);
    // A plain view: `subarray` of a Buffer would go through the species constructor.
    const source = count === length ? this :
      new Uint8Array(TypedArrayPrototypeGetBuffer(this), TypedArrayPrototypeGetByteOffset(this) + sourceStart, count);
    TypedArrayPrototypeSet(bytes, source, targetStart);
    return count;
  },

  equals(otherBuffer) {
    if (!isUint8Array(otherBuffer)) throw new ERR_INVALID_ARG_TYPE('otherBuffer', ['Buffer', 'Uint8Array'], otherBuffer);
    if (this === otherBuffer) return true;
    if (TypedArrayPrototypeGetByteLength(this) !== TypedArrayPrototypeGetByteLength(otherBuffer)) return false;
    return compareRanges(this, otherBuffer) === 0;
  },

  compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
    if (!isUint8Array(target)) throw new ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);
    if (arguments.length === 1) return compareRanges(this, target);
    targetStart = rangeArgument(targetStart, 'targetStart', 0);
    targetEnd = rangeArgument(targetEnd, 'targetEnd', target.length, target.length);
    sourceStart = rangeArgument(sourceStart, 'sourceStart', 0);
    sourceEnd = rangeArgument(sourceEnd, 'sourceEnd', this.length, this.length);
    if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1;
    if (targetStart >= targetEnd) return 1;
    return ops.op_buffer_compare(this, target, sourceStart, sourceEnd, targetStart, targetEnd);
  },

  toJSON() {
    const data = [];
    for (let i = 0; i < this.length; i++) ArrayPrototypePush(data, this[i]);
    return { type: 'Buffer', data };
  },

  subarray(start, end) {
    return sliceBytes(this, start, end);
  },

  slice(start, end) {
    return sliceBytes(this, start, end);
  },

  swap16: makeSwap(2),
  swap32: makeSwap(4),
  swap64: makeSwap(8),

  // As `<Buffer 61 62 63>`, with own properties that are no indices.
  inspect(recurseTimes, ctx) {
    const shown = inspectMaxBytes < this.length ? inspectMaxBytes : this.length;
    let string = shown > 0 ? text.decode(this, 0, MathFloor(shown), HEX) : '';
    string = StringPrototypeTrim(RegExpPrototypeSymbolReplace(/(.{2})/g, string, '$1 '));
    const remaining = this.length - inspectMaxBytes;
    if (remaining > 0) string += ` ... ${remaining} more byte${remaining > 1 ? 's' : ''}`;
    if (ctx) {
      const extras = { __proto__: null };
      let any = false;
      const keys = ctx.showHidden ? primordials.ReflectOwnKeys(this) : ObjectKeys(this);
      for (let i = this.length; i < keys.length; i++) {
        extras[keys[i]] = this[keys[i]];
        any = true;
      }
      if (any) {
        if (this.length !== 0) string += ', ';
        const { inspect } = require('internal/util/inspect');
        // What is left between '[Object: null prototype] {' and '}'.
        string += StringPrototypeSlice(inspect(extras, { ...ctx, breakLength: Infinity, compact: true }), 27, -2);
      }
    }
    const name = this.constructor?.name || 'Buffer';
    return `<${name} ${string}>`;
  },
};

const { prototype } = FastBuffer;
Buffer.prototype = prototype;
ObjectDefineProperty(Buffer, 'prototype', { __proto__: null, writable: false, enumerable: false, configurable: false });
ObjectDefineProperty(prototype, 'constructor',
  { __proto__: null, value: Buffer, writable: true, enumerable: false, configurable: true });
ObjectSetPrototypeOf(Buffer, Uint8Array);
ObjectDefineProperty(Buffer, SymbolSpecies, {
  __proto__: null, configurable: true, enumerable: false, get() { return FastBuffer; },
});
state.owner = Buffer;

function addAll(target, source) {
  const names = ObjectKeys(source);
  for (let i = 0; i < names.length; i++) target[names[i]] = source[names[i]];
}
addAll(Buffer, statics);
const read = require('internal/buffer/read');
const write = require('internal/buffer/write');
addAll(prototype, read);
addAll(prototype, write);
addAll(prototype, text.methods);
addAll(prototype, methods);
addAll(prototype, require('internal/buffer/search'));
// `readUint8` beside `readUInt8`, and so on.
for (const source of [read, write]) {
  const names = ObjectKeys(source);
  for (let i = 0; i < names.length; i++) {
    const alias = RegExpPrototypeSymbolReplace(/UInt/, names[i], 'Uint');
    if (alias !== names[i]) prototype[alias] = source[names[i]];
  }
}
prototype.toLocaleString = prototype.toString;
prototype[inspectCustom] = prototype.inspect;
ObjectDefineProperties(prototype, {
  parent: { __proto__: null, enumerable: true, get() { return this instanceof Buffer ? this.buffer : undefined; } },
  offset: { __proto__: null, enumerable: true, get() { return this instanceof Buffer ? this.byteOffset : undefined; } },
});

module.exports = {
  Buffer,
  transcode: require('internal/buffer/transcode'),
  isUtf8: text.isUtf8,
  isAscii: text.isAscii,
  kMaxLength,
  kStringMaxLength,
  btoa: text.btoa,
  atob: text.atob,
};
function lazy(name) {
  return {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      const value = require('web/blob')[name];
      ObjectDefineProperty(module.exports, name,
        { __proto__: null, value, configurable: true, enumerable: true, writable: true });
      return value;
    },
    set(value) {
      ObjectDefineProperty(module.exports, name,
        { __proto__: null, value, configurable: true, enumerable: true, writable: true });
    },
  };
}
ObjectDefineProperties(module.exports, {
  constants: { __proto__: null, configurable: false, enumerable: true, value: constants },
  INSPECT_MAX_BYTES: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return inspectMaxBytes; },
    set(value) {
      validateNumber(value, 'INSPECT_MAX_BYTES', 0);
      inspectMaxBytes = value;
    },
  },
  Blob: lazy('Blob'),
  resolveObjectURL: lazy('resolveObjectURL'),
  File: lazy('File'),
});
