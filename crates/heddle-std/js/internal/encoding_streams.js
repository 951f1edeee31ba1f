'use strict';
// TextEncoderStream and TextDecoderStream. https://encoding.spec.whatwg.org/#interface-textdecoderstream

const {
  ObjectDefineProperties,
  StringPrototypeCharCodeAt,
  StringPrototypeSlice,
  SymbolFor,
  SymbolToStringTag,
} = primordials;
const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
const { TextDecoder, TextEncoder } = require('web/encoding');
const { TransformStream } = require('web/streams');

const inspectCustom = SymbolFor('nodejs.util.inspect.custom');
const enumerable = { __proto__: null, enumerable: true };

function show(self, fields, depth, options) {
  if (typeof depth === 'number' && depth < 0) return self;
  const { inspect } = require('internal/util/inspect');
  return `${self.constructor.name} ${inspect(fields, options)}`;
}

class TextEncoderStream {
  #transform;
  // A high surrogate that ended the last chunk and may find its partner in the next.
  #pending = '';

  constructor() {
    const encoder = new TextEncoder();
    this.#transform = new TransformStream({
      transform: (chunk, controller) => {
        let text = this.#pending + `${chunk}`;
        this.#pending = '';
        if (text.length === 0) return;
        const last = StringPrototypeCharCodeAt(text, text.length - 1);
        if (last >= 0xd800 && last <= 0xdbff) {
          this.#pending = StringPrototypeSlice(text, -1);
          text = StringPrototypeSlice(text, 0, -1);
        }
        if (text.length !== 0) controller.enqueue(encoder.encode(text));
      },
      flush: (controller) => {
        if (this.#pending !== '') controller.enqueue(encoder.encode(this.#pending));
      },
    });
  }

  get encoding() {
    if (!(#transform in this)) throw new ERR_INVALID_THIS('TextEncoderStream');
    return 'utf-8';
  }

  get readable() {
    if (!(#transform in this)) throw new ERR_INVALID_THIS('TextEncoderStream');
    return this.#transform.readable;
  }

  get writable() {
    if (!(#transform in this)) throw new ERR_INVALID_THIS('TextEncoderStream');
    return this.#transform.writable;
  }

  [inspectCustom](depth, options) {
    if (!(#transform in this)) throw new ERR_INVALID_THIS('TextEncoderStream');
    return show(this, { encoding: 'utf-8', readable: this.readable, writable: this.writable }, depth, options);
  }
}

class TextDecoderStream {
  #decoder;
  #transform;

  constructor(encoding = 'utf-8', options = undefined) {
    this.#decoder = new TextDecoder(encoding, options);
    this.#transform = new TransformStream({
      transform: (chunk, controller) => {
        // An undefined chunk is no BufferSource, though decode() takes it.
        const text = this.#decoder.decode(chunk === undefined ? null : chunk, { stream: true });
        if (text !== '') controller.enqueue(text);
      },
      flush: (controller) => {
        const text = this.#decoder.decode();
        if (text !== '') controller.enqueue(text);
      },
    });
  }

  get encoding() {
    if (!(#transform in this)) throw new ERR_INVALID_THIS('TextDecoderStream');
    return this.#decoder.encoding;
  }

  get fatal() {
    if (!(#transform in this)) throw new ERR_INVALID_THIS('TextDecoderStream');
    return this.#decoder.fatal;
  }

  get ignoreBOM() {
    if (!(#transform in this)) throw new ERR_INVALID_THIS('TextDecoderStream');
    return this.#decoder.ignoreBOM;
  }

  get readable() {
    if (!(#transform in this)) throw new ERR_INVALID_THIS('TextDecoderStream');
    return this.#transform.readable;
  }

  get writable() {
    if (!(#transform in this)) throw new ERR_INVALID_THIS('TextDecoderStream');
    return this.#transform.writable;
  }

  [inspectCustom](depth, options) {
    if (!(#transform in this)) throw new ERR_INVALID_THIS('TextDecoderStream');
    const { encoding, fatal, ignoreBOM } = this.#decoder;
    return show(this, { encoding, fatal, ignoreBOM, readable: this.readable, writable: this.writable }, depth, options);
  }
}

ObjectDefineProperties(TextEncoderStream.prototype, {
  encoding: enumerable,
  readable: enumerable,
  writable: enumerable,
  [inspectCustom]: { __proto__: null, enumerable: false },
  [SymbolToStringTag]: { __proto__: null, value: 'TextEncoderStream', configurable: true },
});
ObjectDefineProperties(TextDecoderStream.prototype, {
  encoding: enumerable,
  fatal: enumerable,
  ignoreBOM: enumerable,
  readable: enumerable,
  writable: enumerable,
  [inspectCustom]: { __proto__: null, enumerable: false },
  [SymbolToStringTag]: { __proto__: null, value: 'TextDecoderStream', configurable: true },
});

module.exports = { TextEncoderStream, TextDecoderStream };
