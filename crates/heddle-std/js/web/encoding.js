'use strict';
// TextEncoder and TextDecoder. https://encoding.spec.whatwg.org/

const {
  ObjectDefineProperties,
  ObjectDefineProperty,
  SymbolFor,
  SymbolToStringTag,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeSet,
  TypedArrayPrototypeSubarray,
  Uint32Array,
  Uint8Array,
} = primordials;
const { isUint8Array, isAnyArrayBuffer, isArrayBufferView } = require('internal/buffer/types');
const {
  codes: {
    ERR_ENCODING_INVALID_ENCODED_DATA,
    ERR_ENCODING_NOT_SUPPORTED,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_THIS,
  },
} = require('internal/errors');
const { validateString } = require('internal/validators');

const inspectCustom = SymbolFor('nodejs.util.inspect.custom');
const enumerable = { __proto__: null, enumerable: true };

// What op_encoding_encode_into reports: code units read, bytes written.
const progress = new Uint32Array(2);

// https://encoding.spec.whatwg.org/#interface-textencoder
class TextEncoder {
  #brand = true;

  get encoding() {
    if (!(#brand in this)) throw new ERR_INVALID_THIS('TextEncoder');
    return 'utf-8';
  }

  encode(input = '') {
    if (!(#brand in this)) throw new ERR_INVALID_THIS('TextEncoder');
    return ops.op_encoding_encode(`${input}`);
  }

  encodeInto(src, dest) {
    if (!(#brand in this)) throw new ERR_INVALID_THIS('TextEncoder');
    validateString(src, 'src');
    if (!isUint8Array(dest)) throw new ERR_INVALID_ARG_TYPE('dest', 'Uint8Array', dest);
    if (!ops.op_encoding_encode_into(src, dest, progress)) {
      // Shared memory: nothing but the text's bytes may be written.
      const bound = src.length * 3;
      const size = TypedArrayPrototypeGetByteLength(dest);
      const copy = new Uint8Array(size < bound ? size : bound);
      ops.op_encoding_encode_into(src, copy, progress);
      TypedArrayPrototypeSet(dest, TypedArrayPrototypeSubarray(copy, 0, progress[1]));
    }
    return { read: progress[0], written: progress[1] };
  }

  [inspectCustom](depth, options) {
    if (!(#brand in this)) throw new ERR_INVALID_THIS('TextEncoder');
    if (typeof depth === 'number' && depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    return inspect({ encoding: 'utf-8' }, options);
  }
}
ObjectDefineProperties(TextEncoder.prototype, {
  encoding: enumerable,
  encode: enumerable,
  encodeInto: enumerable,
  [inspectCustom]: { __proto__: null, enumerable: false },
  [SymbolToStringTag]: { __proto__: null, value: 'TextEncoder', configurable: true },
});

function bytesOf(input) {
  if (isUint8Array(input)) return input;
  if (isArrayBufferView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (isAnyArrayBuffer(input)) return new Uint8Array(input);
  const error = new primordials.TypeError(
    'The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.');
  error.code = 'ERR_INVALID_ARG_TYPE';
  throw error;
}

function dictionary(options, name) {
  if (options === undefined || options === null) return undefined;
  if (typeof options !== 'object' && typeof options !== 'function') throw new ERR_INVALID_ARG_TYPE(name, 'object', options);
  return options;
}

// https://encoding.spec.whatwg.org/#interface-textdecoder
class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  // The native decoder between decode(…, { stream: true }) and the end of the stream.
  #stream = undefined;

  constructor(encoding = 'utf-8', options = undefined) {
    const label = `${encoding}`;
    options = dictionary(options, 'options');
    const name = label === 'utf-8' || label === 'utf8' ? 'utf-8' : ops.op_encoding_name(label);
    if (name === undefined) throw new ERR_ENCODING_NOT_SUPPORTED(label);
    this.#encoding = name;
    this.#fatal = options !== undefined && !!options.fatal;
    this.#ignoreBOM = options !== undefined && !!options.ignoreBOM;
  }

  decode(input = undefined, options = undefined) {
    if (!(#encoding in this)) throw new ERR_INVALID_THIS('TextDecoder');
    const bytes = input === undefined ? new Uint8Array() : bytesOf(input);
    options = dictionary(options, 'options');
    const more = options !== undefined && !!options.stream;
    let text;
    if (!more && this.#stream === undefined) {
      text = this.#encoding === 'utf-8' ? ops.op_encoding_decode_utf8(bytes, this.#fatal, this.#ignoreBOM) :
        ops.op_encoding_decode(this.#encoding, bytes, this.#fatal, this.#ignoreBOM);
    } else {
      this.#stream ??= ops.op_encoding_decoder_create(this.#encoding, this.#fatal, this.#ignoreBOM);
      text = ops.op_encoding_decoder_decode(this.#stream, bytes, !more);
      // A failed decoder starts afresh too.
      if (!more || text === undefined) this.#stream = undefined;
    }
    if (text === undefined) throw new ERR_ENCODING_INVALID_ENCODED_DATA(this.#encoding, undefined);
    return text;
  }

  get encoding() {
    if (!(#encoding in this)) throw new ERR_INVALID_THIS('TextDecoder');
    return this.#encoding;
  }

  get fatal() {
    if (!(#encoding in this)) throw new ERR_INVALID_THIS('TextDecoder');
    return this.#fatal;
  }

  get ignoreBOM() {
    if (!(#encoding in this)) throw new ERR_INVALID_THIS('TextDecoder');
    return this.#ignoreBOM;
  }

  [inspectCustom](depth, options) {
    if (!(#encoding in this)) throw new ERR_INVALID_THIS('TextDecoder');
    if (typeof depth === 'number' && depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const shown = { encoding: this.#encoding, fatal: this.#fatal, ignoreBOM: this.#ignoreBOM };
    return `${this.constructor.name} ${inspect(shown, options)}`;
  }
}
ObjectDefineProperties(TextDecoder.prototype, {
  decode: enumerable,
  encoding: enumerable,
  fatal: enumerable,
  ignoreBOM: enumerable,
  [inspectCustom]: { __proto__: null, enumerable: false },
  [SymbolToStringTag]: { __proto__: null, value: 'TextDecoder', configurable: true },
});

module.exports = { TextEncoder, TextDecoder };
// The stream classes pull web streams in: only when somebody wants them.
for (const name of ['TextEncoderStream', 'TextDecoderStream']) {
  ObjectDefineProperty(module.exports, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return require('internal/encoding_streams')[name]; },
  });
}
