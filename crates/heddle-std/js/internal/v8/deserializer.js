// v8.Deserializer: values from bytes in V8's format. The bytes come from anywhere: lengths are checked before anything is
// made of them. https://nodejs.org/api/v8.html#class-v8deserializer
'use strict';

const {
  ArrayBuffer, BigInt, Date, Error, EvalError, Float64Array, Map, MapPrototypeSet, Number, Object, ObjectDefineProperty,
  RangeError, ReferenceError, RegExp, SafeMap, Set, SetPrototypeAdd, StringFromCharCode, SyntaxError, TypeError,
  TypedArrayPrototypeSet, TypedArrayPrototypeSubarray, URIError, Uint8Array,
} = primordials;
const { Buffer } = require('node/buffer');
const { bytesOf } = require('internal/v8/serializer');
const { subtags } = require('internal/v8/view_tags');

const OLDEST = 13;
const NEWEST = 15;

const scratch = new Float64Array(1);
const scratchBytes = new Uint8Array(scratch.buffer);

const views = { __proto__: null };
for (const name in subtags) views[subtags[name]] = primordials[name];
const errors = {
  __proto__: null, E: EvalError, R: RangeError, F: ReferenceError, S: SyntaxError, T: TypeError, U: URIError,
};
const flagLetters = 'gimyus';

function malformed() {
  return new Error('Unable to deserialize cloned data.');
}

class Deserializer {
  #bytes;
  #at = 0;
  #version = 0;
  #objects = [];
  #transferred = new SafeMap();
  buffer;

  constructor(buffer) {
    this.#bytes = bytesOf(buffer, 'buffer');
    this.buffer = buffer;
  }

  // ---- bytes -------------------------------------------------------------------------------------------------------

  #byte() {
    if (this.#at >= this.#bytes.length) throw malformed();
    return this.#bytes[this.#at++];
  }

  #varint() {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.#byte();
      // What is beyond 32 bits is cut off, as V8 does.
      if (factor < 0x100000000) value += (byte & 127) * factor;
      if (byte < 128) return value % 0x100000000;
      factor *= 128;
    }
  }

  #double() {
    if (this.#bytes.length - this.#at < 8) throw malformed();
    for (let i = 0; i < 8; i++) scratchBytes[i] = this.#bytes[this.#at + i];
    this.#at += 8;
    return scratch[0];
  }

  // The next bytes, which stay where they are.
  #take(length) {
    if (length > this.#bytes.length - this.#at) throw malformed();
    const taken = TypedArrayPrototypeSubarray(this.#bytes, this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }

  #text(length, encoding) {
    const bytes = this.#take(length);
    if (length < 16 && encoding === 'latin1') {
      let text = '';
      for (let i = 0; i < length; i++) text += StringFromCharCode(bytes[i]);
      return text;
    }
    return Buffer.from(bytes.buffer, bytes.byteOffset, length).toString(encoding);
  }

  #tag() {
    let letter;
    do letter = this.#byte(); while (letter === 0);
    return StringFromCharCode(letter);
  }

  #peek() {
    let at = this.#at;
    while (at < this.#bytes.length && this.#bytes[at] === 0) at++;
    return at < this.#bytes.length ? StringFromCharCode(this.#bytes[at]) : '';
  }

  #string() {
    const letter = this.#tag();
    if (letter !== '"' && letter !== 'c' && letter !== 'S') throw malformed();
    return this.#stringOf(letter);
  }

  #stringOf(letter) {
    const length = this.#varint();
    if (letter === '"') return this.#text(length, 'latin1');
    if (letter === 'S') return this.#text(length, 'utf8');
    if (length % 2 !== 0) throw malformed();
    return this.#text(length, 'utf16le');
  }

  #bigint() {
    const bits = this.#varint();
    const length = (bits >>> 1) & 0x3fffffff;
    const bytes = this.#take(length);
    let value = 0n;
    if (length > 0) {
      const digits = Buffer.from(bytes).reverse();
      value = BigInt(`0x${digits.toString('hex')}`);
    }
    return bits & 1 ? -value : value;
  }

  // ---- values ------------------------------------------------------------------------------------------------------

  #value() {
    const letter = this.#tag();
    switch (letter) {
      case '_': return undefined;
      case '0': return null;
      case 'T': return true;
      case 'F': return false;
      case 'I': {
        const bits = this.#varint();
        return (bits >>> 1) ^ -(bits & 1);
      }
      case 'U': return this.#varint();
      case 'N': return this.#double();
      case 'Z': return this.#bigint();
      case '"':
      case 'c':
      case 'S':
        return this.#stringOf(letter);
      case '?':
        // An older count of what has been verified, of no use.
        this.#varint();
        return this.#value();
      case '^': {
        const id = this.#varint();
        if (id >= this.#objects.length || this.#objects[id] === undefined) throw malformed();
        return this.#viewOf(this.#objects[id]);
      }
      default:
        return this.#viewOf(this.#object(letter));
    }
  }

  #add(object) {
    this.#objects[this.#objects.length] = object;
    return object;
  }

  #object(letter) {
    switch (letter) {
      case 'o': return this.#properties(this.#add({}), '{');
      case 'A': return this.#denseArray();
      case 'a': {
        const array = [];
        array.length = this.#varint();
        this.#properties(this.#add(array), '@');
        if (this.#varint() !== array.length) throw malformed();
        return array;
      }
      case 'D': return this.#add(new Date(this.#double()));
      case 'y': return this.#add(Object(true));
      case 'x': return this.#add(Object(false));
      case 'n': return this.#add(Object(this.#double()));
      case 'z': return this.#add(Object(this.#bigint()));
      case 's': return this.#add(Object(this.#string()));
      case 'R': return this.#regExp();
      case ';': return this.#map();
      case "'": return this.#set();
      case 'B': return this.#arrayBuffer(false);
      case '~': return this.#arrayBuffer(true);
      case 't':
      case 'u': {
        const buffer = this.#transferred.get(this.#varint());
        if (buffer === undefined) throw malformed();
        return this.#add(buffer);
      }
      case 'r': return this.#error();
      case '\\': return this.#hostObject();
      default: throw malformed();
    }
  }

  // Properties up to the end; their number is told there.
  #properties(object, end) {
    let count = 0;
    while (this.#peek() !== end) {
      const key = this.#value();
      if (typeof key !== 'string' && typeof key !== 'number') throw malformed();
      const value = this.#value();
      ObjectDefineProperty(object, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
      count++;
    }
    this.#tag();
    if (this.#varint() !== count) throw malformed();
    return object;
  }

  #denseArray() {
    const length = this.#varint();
    // Each takes a byte at least.
    if (length > this.#bytes.length - this.#at) throw malformed();
    const array = this.#add([]);
    array.length = length;
    for (let i = 0; i < length; i++) {
      if (this.#peek() === '-') {
        this.#tag();
        continue;
      }
      ObjectDefineProperty(array, i, {
        __proto__: null, value: this.#value(), writable: true, enumerable: true, configurable: true,
      });
    }
    this.#properties(array, '$');
    if (this.#varint() !== length) throw malformed();
    return array;
  }

  #regExp() {
    const id = this.#objects.length;
    this.#add(undefined);
    const source = this.#string();
    const bits = this.#varint();
    let flags = '';
    for (let i = 0; i < flagLetters.length; i++) if (bits & (1 << i)) flags += flagLetters[i];
    if (bits & 128) flags += 'd';
    if (bits & 256) flags += 'v';
    if (bits & ~0b110111111) throw malformed();
    try {
      return this.#objects[id] = new RegExp(source, flags);
    } catch {
      throw malformed();
    }
  }

  #map() {
    const map = this.#add(new Map());
    let count = 0;
    while (this.#peek() !== ':') {
      const key = this.#value();
      MapPrototypeSet(map, key, this.#value());
      count += 2;
    }
    this.#tag();
    if (this.#varint() !== count) throw malformed();
    return map;
  }

  #set() {
    const set = this.#add(new Set());
    let count = 0;
    while (this.#peek() !== ',') {
      SetPrototypeAdd(set, this.#value());
      count++;
    }
    this.#tag();
    if (this.#varint() !== count) throw malformed();
    return set;
  }

  #arrayBuffer(resizable) {
    const length = this.#varint();
    const most = resizable ? this.#varint() : length;
    if (most < length) throw malformed();
    const bytes = this.#take(length);
    const buffer = resizable ? new ArrayBuffer(length, { maxByteLength: most }) : new ArrayBuffer(length);
    TypedArrayPrototypeSet(new Uint8Array(buffer), bytes, 0);
    return this.#add(buffer);
  }

  // A view follows the buffer that it is of.
  #viewOf(object) {
    if (this.#peek() !== 'V' || !isBuffer(object)) return object;
    this.#tag();
    const View = views[this.#tag()];
    const offset = this.#varint();
    const length = this.#varint();
    const flags = this.#version >= 14 ? this.#varint() : 0;
    if (View === undefined || offset + length > object.byteLength) throw malformed();
    const size = View.BYTES_PER_ELEMENT ?? 1;
    if (offset % size !== 0 || length % size !== 0) throw malformed();
    return this.#add(flags & 1 ? new View(object, offset) : new View(object, offset, length / size));
  }

  #error() {
    const id = this.#objects.length;
    this.#add(undefined);
    let Class = Error;
    let message;
    let stack;
    let cause;
    let hasCause = false;
    for (let letter = this.#tag(); letter !== '.'; letter = this.#tag()) {
      if (letter === 'm') message = this.#string();
      else if (letter === 's') stack = this.#string();
      else if (letter === 'c') {
        cause = this.#value();
        hasCause = true;
      } else if (errors[letter] !== undefined) Class = errors[letter];
      else throw malformed();
    }
    const error = message === undefined ? new Class() : new Class(message);
    hidden(error, 'stack', stack);
    if (hasCause) hidden(error, 'cause', cause);
    return this.#objects[id] = error;
  }

  #hostObject() {
    if (typeof this._readHostObject !== 'function') throw malformed();
    const id = this.#objects.length;
    this.#add(undefined);
    const object = this._readHostObject();
    if (object === null || (typeof object !== 'object' && typeof object !== 'function')) {
      throw new TypeError('readHostObject must return an object');
    }
    return this.#objects[id] = object;
  }

  // ---- for everybody -----------------------------------------------------------------------------------------------

  readHeader() {
    const unsupported = () => new Error('Unable to deserialize cloned data due to invalid or unsupported version.');
    const bytes = this.#bytes;
    if (bytes.length - this.#at < 2 || bytes[this.#at] !== 0xff) throw unsupported();
    this.#at++;
    const version = this.#varint();
    if (version < OLDEST || version > NEWEST) throw unsupported();
    this.#version = version;
    return true;
  }

  readValue() {
    return this.#value();
  }

  getWireFormatVersion() {
    return this.#version;
  }

  transferArrayBuffer(id, buffer) {
    this.#transferred.set(id >>> 0, buffer);
  }

  #attempt(name, read) {
    const start = this.#at;
    try {
      return read();
    } catch {
      this.#at = start;
      throw new Error(`${name}() failed`);
    }
  }

  readUint32() {
    return this.#attempt('ReadUint32', () => this.#varint());
  }

  readUint64() {
    return this.#attempt('ReadUint64', () => {
      let value = 0n;
      for (let shift = 0n; ; shift += 7n) {
        const byte = this.#byte();
        if (shift < 64n) value |= BigInt(byte & 127) << shift;
        if (byte < 128) break;
      }
      return [Number((value >> 32n) & 0xffffffffn), Number(value & 0xffffffffn)];
    });
  }

  readDouble() {
    return this.#attempt('ReadDouble', () => this.#double());
  }

  /** Where the next bytes are in `buffer`. */
  _readRawBytes(length) {
    return this.#attempt('ReadRawBytes', () => this.#take(+length).byteOffset - this.#bytes.byteOffset);
  }

  readRawBytes(length) {
    const offset = this._readRawBytes(length);
    return Buffer.from(this.buffer.buffer, this.buffer.byteOffset + offset, length);
  }
}

function isBuffer(object) {
  const kind = ops.op_value_class(object);
  return kind === 'ArrayBuffer' || kind === 'SharedArrayBuffer';
}

function hidden(object, name, value) {
  ObjectDefineProperty(object, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

module.exports = { Deserializer };
