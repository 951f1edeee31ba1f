// v8.Serializer: values as bytes, in the format of V8 (version 15), which Node's processes speak among themselves.
// https://nodejs.org/api/v8.html#class-v8serializer
'use strict';

const {
  ArrayBufferIsView, ArrayBufferPrototypeGetByteLength, ArrayBufferPrototypeGetMaxByteLength,
  ArrayBufferPrototypeGetResizable, ArrayBufferPrototypeResize, ArrayBufferPrototypeTransferToFixedLength, BigInt,
  BigIntPrototypeValueOf, Boolean, BooleanPrototypeValueOf, DataViewPrototypeGetByteLength, DatePrototypeGetTime, Error, ErrorPrototypeToString, Float64Array, FunctionPrototypeToString,
  MapPrototypeForEach, Number, NumberIsNaN, NumberPrototypeValueOf, ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf, ObjectIs, ObjectKeys, ObjectPrototype, RegExpPrototypeGetFlags, RegExpPrototypeGetSource,
  SafeMap, SetPrototypeForEach, String, StringPrototypeCharCodeAt, StringPrototypeValueOf, SymbolPrototypeToString,
  TypedArrayPrototypeIndexOf, TypedArrayPrototypeSet, TypedArrayPrototypeSubarray, Uint8Array,
} = primordials;
const { Buffer } = require('node/buffer');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { classOf } = require('internal/util/value_class');
const { subtags } = require('internal/v8/view_tags');

const VERSION = 15;
const { op_string_is_one_byte, op_value_class } = ops;

const scratch = new Float64Array(1);
const scratchBytes = new Uint8Array(scratch.buffer);

/** The bytes of a view or buffer; a Node error if it is neither. */
function bytesOf(source, name) {
  if (ArrayBufferIsView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  const error = new ERR_INVALID_ARG_TYPE(name, 'TypedArray', source);
  error.message = `${name} must be a TypedArray or a DataView`;
  throw error;
}

// What V8 calls an object in its messages.
function describe(value) {
  if (typeof value === 'function') return FunctionPrototypeToString(value);
  if (typeof value === 'symbol') return SymbolPrototypeToString(value);
  const kind = classOf(value);
  if (kind === 'Generator' || kind === 'AsyncGenerator' || kind === 'Symbol') return `[object ${kind}]`;
  if (kind === 'Proxy') return '#<Object>';
  if (kind === 'Error') return ErrorPrototypeToString(value);
  const name = value.constructor?.name;
  return typeof name === 'string' && name !== '' ? `#<${name}>` : '#<Object>';
}

// Objects that stand for something of the system: their properties are not what they are.
// Whether a view changes its length with its resizable buffer. The language tells it only by changing that, which nobody
// sees who could not see this function run: the length and what was cut off are put back.
function followsLength(view) {
  const { buffer } = view;
  const size = view.BYTES_PER_ELEMENT ?? 1;
  const length = ArrayBufferPrototypeGetByteLength(buffer);
  const most = ArrayBufferPrototypeGetMaxByteLength(buffer);
  const before = view.byteLength;
  // One of a fixed length ends where it ends, whatever the buffer does.
  if (view.byteOffset + before + size <= length) return false;
  if (view.byteOffset + before + size <= most) {
    ArrayBufferPrototypeResize(buffer, view.byteOffset + before + size);
    const follows = view.byteLength !== before;
    ArrayBufferPrototypeResize(buffer, length);
    return follows;
  }
  // At the end of what the buffer can hold an empty one stays empty, whichever it is.
  if (before === 0) return false;
  const end = view.byteOffset + before - 1;
  const cut = new Uint8Array(length - end);
  TypedArrayPrototypeSet(cut, new Uint8Array(buffer, end));
  ArrayBufferPrototypeResize(buffer, end);
  const follows = isInBounds(view);
  ArrayBufferPrototypeResize(buffer, length);
  TypedArrayPrototypeSet(new Uint8Array(buffer, end), cut);
  return follows;
}

function isInBounds(view) {
  try {
    if (classOf(view) === 'DataView') DataViewPrototypeGetByteLength(view);
    else TypedArrayPrototypeIndexOf(view, 0);
    return true;
  } catch {
    return false;
  }
}

function isHostObject(value) {
  const prototype = ObjectGetPrototypeOf(value);
  if (prototype === ObjectPrototype || prototype === null) return false;
  if (value instanceof Serializer || require.made('internal/worker/message_port')?.isPort(value)) return true;
  const handles = require.made('internal/net/handle');
  if (handles !== undefined && (value instanceof handles.TCP || value instanceof handles.Pipe)) return true;
  const { Deserializer } = require.made('internal/v8/deserializer') ?? {};
  return Deserializer !== undefined && value instanceof Deserializer;
}

const errorTags = {
  __proto__: null, EvalError: 'E', RangeError: 'R', ReferenceError: 'F', SyntaxError: 'S', TypeError: 'T', URIError: 'U',
};
const regExpFlags = { __proto__: null, g: 1, i: 2, m: 4, y: 8, u: 16, s: 32, d: 128, v: 256 };

function tag(letter) {
  return StringPrototypeCharCodeAt(letter, 0);
}

class Serializer {
  #bytes = Buffer.allocUnsafeSlow(128);
  #at = 0;
  #ids = new SafeMap();
  #transferred = new SafeMap();
  #viewsAreHostObjects = false;

  // ---- bytes -------------------------------------------------------------------------------------------------------

  #reserve(count) {
    const needed = this.#at + count;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(needed > this.#bytes.length * 2 ? needed : this.#bytes.length * 2);
    TypedArrayPrototypeSet(larger, TypedArrayPrototypeSubarray(this.#bytes, 0, this.#at), 0);
    this.#bytes = larger;
  }

  #byte(value) {
    if (this.#at === this.#bytes.length) this.#reserve(1);
    this.#bytes[this.#at++] = value;
  }

  #varint(value) {
    while (value >= 128) {
      this.#byte((value % 128) | 128);
      value = value < 0x80000000 ? value >>> 7 : (value - value % 128) / 128;
    }
    this.#byte(value);
  }

  #double(value) {
    this.#reserve(8);
    scratch[0] = NumberIsNaN(value) ? NaN : value;
    for (let i = 0; i < 8; i++) this.#bytes[this.#at + i] = scratchBytes[i];
    this.#at += 8;
  }

  #raw(bytes) {
    this.#reserve(bytes.length);
    TypedArrayPrototypeSet(this.#bytes, bytes, this.#at);
    this.#at += bytes.length;
  }

  #string(text) {
    const { length } = text;
    if (length < 24) {
      this.#reserve(length + 2);
      const start = this.#at;
      this.#bytes[start] = 0x22;
      this.#bytes[start + 1] = length;
      let i = 0;
      for (; i < length; i++) {
        const code = StringPrototypeCharCodeAt(text, i);
        if (code > 255) break;
        this.#bytes[start + 2 + i] = code;
      }
      if (i === length) {
        this.#at = start + 2 + length;
        return;
      }
    } else if (op_string_is_one_byte(text)) {
      this.#byte(0x22);
      this.#varint(length);
      this.#reserve(length);
      this.#bytes.latin1Write(text, this.#at, length);
      this.#at += length;
      return;
    }
    const size = length * 2;
    // Two-byte characters are aligned, by a byte that means nothing.
    let head = 2;
    for (let rest = size; rest >= 128; rest = (rest - rest % 128) / 128) head++;
    if ((this.#at + head) % 2 === 1) this.#byte(0);
    this.#byte(0x63);
    this.#varint(size);
    this.#reserve(size);
    this.#bytes.ucs2Write(text, this.#at, size);
    this.#at += size;
  }

  #bigint(value) {
    const negative = value < 0n;
    let digits = negative ? -value : value;
    const words = [];
    while (digits > 0n) {
      words.push(digits & 0xffffffffffffffffn);
      digits >>= 64n;
    }
    this.#varint(words.length * 16 + (negative ? 1 : 0));
    for (let i = 0; i < words.length; i++) {
      this.#reserve(8);
      this.#bytes.writeBigUInt64LE(words[i], this.#at);
      this.#at += 8;
    }
  }

  // ---- values ------------------------------------------------------------------------------------------------------

  #number(value) {
    if ((value | 0) === value && !ObjectIs(value, -0)) {
      this.#byte(0x49);
      this.#varint(((value << 1) ^ (value >> 31)) >>> 0);
    } else {
      this.#byte(0x4e);
      this.#double(value);
    }
  }

  #value(value) {
    switch (typeof value) {
      case 'undefined': this.#byte(0x5f); break;
      case 'boolean': this.#byte(value ? 0x54 : 0x46); break;
      case 'number': this.#number(value); break;
      case 'string': this.#string(value); break;
      case 'bigint':
        this.#byte(0x5a);
        this.#bigint(value);
        break;
      case 'object':
        if (value === null) this.#byte(0x30);
        else this.#object(value);
        break;
      default:
        this.#refuse(value);
    }
  }

  #refuse(value) {
    throw new (this._getDataCloneError)(`${describe(value)} could not be cloned.`);
  }

  #object(value) {
    const known = this.#ids.get(value);
    if (known !== undefined) {
      this.#byte(0x5e);
      this.#varint(known);
      return;
    }
    const isView = ArrayBufferIsView(value);
    if (isView && !this.#viewsAreHostObjects) this.#object(value.buffer);
    this.#ids.set(value, this.#ids.size);
    const kind = op_value_class(value);
    if (isHostObject(value)) this.#hostObject(value);
    else if (kind === 'Object') this.#properties(value);
    else if (kind === 'Array') this.#array(value);
    else if (!isView) this.#special(value, classOf(value));
    else if (this.#viewsAreHostObjects) this.#hostObject(value);
    else this.#view(value);
  }

  #key(key) {
    const first = StringPrototypeCharCodeAt(key, 0);
    if (first >= 48 && first <= 57) {
      const number = key >>> 0;
      if (number !== 0xffffffff && `${number}` === key) {
        this.#number(number);
        return;
      }
    }
    this.#string(key);
  }

  // The count of those written. One that a getter removed meanwhile is left out.
  #pairs(value, keys, start) {
    let count = 0;
    for (let i = start; i < keys.length; i++) {
      const key = keys[i];
      const property = value[key];
      if (property === undefined && !(key in value)) continue;
      this.#key(key);
      this.#value(property);
      count++;
    }
    return count;
  }

  #properties(value) {
    this.#byte(0x6f);
    const count = this.#pairs(value, ObjectKeys(value), 0);
    this.#byte(0x7b);
    this.#varint(count);
  }

  #array(value) {
    const { length } = value;
    const keys = ObjectKeys(value);
    // Keys that are indices come first and in order.
    const dense = keys.length >= length && (length === 0 || keys[length - 1] === `${length - 1}`);
    this.#byte(dense ? 0x41 : 0x61);
    this.#varint(length);
    let start = 0;
    if (dense) {
      for (let i = 0; i < length; i++) {
        if (i < value.length && (value[i] !== undefined || i in value)) this.#value(value[i]);
        else this.#byte(0x2d);
      }
      start = length;
    }
    const count = this.#pairs(value, keys, start);
    this.#byte(dense ? 0x24 : 0x40);
    this.#varint(count);
    this.#varint(length);
  }

  #special(value, kind) {
    switch (kind) {
      case 'Date':
        this.#byte(0x44);
        this.#double(DatePrototypeGetTime(value));
        break;
      case 'Boolean':
        this.#byte(BooleanPrototypeValueOf(value) ? 0x79 : 0x78);
        break;
      case 'Number':
        this.#byte(0x6e);
        this.#double(NumberPrototypeValueOf(value));
        break;
      case 'BigInt':
        this.#byte(0x7a);
        this.#bigint(BigIntPrototypeValueOf(value));
        break;
      case 'String':
        this.#byte(0x73);
        this.#string(StringPrototypeValueOf(value));
        break;
      case 'RegExp': {
        this.#byte(0x52);
        this.#string(RegExpPrototypeGetSource(value));
        const flags = RegExpPrototypeGetFlags(value);
        let bits = 0;
        for (let i = 0; i < flags.length; i++) bits |= regExpFlags[flags[i]];
        this.#varint(bits);
        break;
      }
      case 'Map': this.#map(value); break;
      case 'Set': this.#set(value); break;
      case 'Error': this.#error(value); break;
      case 'ArrayBuffer': this.#arrayBuffer(value); break;
      case 'SharedArrayBuffer': this.#shared(value); break;
      case 'Object': this.#properties(value); break;
      default: this.#refuse(value);
    }
  }

  // Copied first: writing them may run code of the program.
  #map(value) {
    const parts = [];
    MapPrototypeForEach(value, (item, key) => { parts[parts.length] = key; parts[parts.length] = item; });
    this.#byte(0x3b);
    for (let i = 0; i < parts.length; i++) this.#value(parts[i]);
    this.#byte(0x3a);
    this.#varint(parts.length);
  }

  #set(value) {
    const parts = [];
    SetPrototypeForEach(value, (item) => { parts[parts.length] = item; });
    this.#byte(0x27);
    for (let i = 0; i < parts.length; i++) this.#value(parts[i]);
    this.#byte(0x2c);
    this.#varint(parts.length);
  }

  #error(value) {
    const message = ObjectGetOwnPropertyDescriptor(value, 'message');
    const cause = ObjectGetOwnPropertyDescriptor(value, 'cause');
    const { name, stack } = value;
    this.#byte(0x72);
    const letter = errorTags[`${name}`];
    if (letter !== undefined) this.#byte(tag(letter));
    if (message !== undefined) {
      this.#byte(0x6d);
      this.#string(String('value' in message ? message.value : value.message));
    }
    if (typeof stack === 'string') {
      this.#byte(0x73);
      this.#string(stack);
    }
    if (cause !== undefined) {
      this.#byte(0x63);
      this.#value('value' in cause ? cause.value : value.cause);
    }
    this.#byte(0x2e);
  }

  #arrayBuffer(value) {
    const transferred = this.#transferred.get(value);
    if (transferred !== undefined) {
      this.#byte(0x74);
      this.#varint(transferred);
      return;
    }
    const bytes = new Uint8Array(value);
    if (ArrayBufferPrototypeGetResizable(value)) {
      this.#byte(0x7e);
      this.#varint(ArrayBufferPrototypeGetByteLength(value));
      this.#varint(ArrayBufferPrototypeGetMaxByteLength(value));
    } else {
      this.#byte(0x42);
      this.#varint(bytes.length);
    }
    this.#raw(bytes);
  }

  #shared(value) {
    if (typeof this._getSharedArrayBufferId !== 'function') this.#refuse(value);
    this.#byte(0x75);
    this.#varint(this._getSharedArrayBufferId(value) >>> 0);
  }

  #view(value) {
    this.#byte(0x56);
    this.#byte(tag(subtags[classOf(value)]));
    this.#varint(value.byteOffset);
    const resizable = classOf(value.buffer) === 'ArrayBuffer' && ArrayBufferPrototypeGetResizable(value.buffer);
    // One that follows the length of its buffer has none of its own.
    const follows = resizable && followsLength(value);
    this.#varint(follows ? 0 : value.byteLength);
    this.#varint(resizable ? (follows ? 3 : 2) : 0);
  }

  #hostObject(value) {
    if (typeof this._writeHostObject !== 'function') {
      throw new (this._getDataCloneError)(
        `${ArrayBufferIsView(value) ? `[object ${classOf(value)}]` : describe(value)} could not be cloned.`);
    }
    this.#byte(0x5c);
    this._writeHostObject(value);
  }

  // ---- for everybody -----------------------------------------------------------------------------------------------

  writeHeader() {
    this.#byte(0xff);
    this.#byte(VERSION);
  }

  writeValue(value) {
    this.#value(value);
    return true;
  }

  /** What was written, which this object then no longer has. */
  releaseBuffer() {
    const bytes = Buffer.from(ArrayBufferPrototypeTransferToFixedLength(this.#bytes.buffer, this.#at));
    this.#bytes = Buffer.allocUnsafeSlow(128);
    this.#at = 0;
    return bytes;
  }

  transferArrayBuffer(id, buffer) {
    this.#transferred.set(buffer, id >>> 0);
  }

  writeUint32(value) {
    this.#varint(value >>> 0);
  }

  writeUint64(high, low) {
    let rest = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
    while (rest >= 128n) {
      this.#byte(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    this.#byte(Number(rest));
  }

  writeDouble(value) {
    this.#double(+value);
  }

  writeRawBytes(source) {
    this.#raw(bytesOf(source, 'source'));
  }

  _setTreatArrayBufferViewsAsHostObjects(on) {
    this.#viewsAreHostObjects = Boolean(on);
  }
}
Serializer.prototype._getDataCloneError = Error;

module.exports = { bytesOf, Serializer };
