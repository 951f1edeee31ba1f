'use strict';
// stream.duplexPair: two Duplexes, each reading what is written to the other.
// https://nodejs.org/api/stream.html#streamduplexpairoptions

const { Symbol } = primordials;
const { Duplex } = require('node/stream');
const { nextTick } = require('internal/ticks');

const kCallback = Symbol('Callback');
const kOther = Symbol('Other');
const kLink = Symbol('Link');

class DuplexSide extends Duplex {
  constructor(options) {
    super(options);
    this[kCallback] = null;
    this[kOther] = null;
  }

  [kLink](other) {
    this[kOther] = other;
  }

  _read() {
    const callback = this[kCallback];
    if (callback) {
      this[kCallback] = null;
      callback();
    }
  }

  // The write is done when the other side asks for more.
  _write(chunk, encoding, callback) {
    if (chunk.length === 0) {
      nextTick(callback);
    } else {
      this[kOther].push(chunk);
      this[kOther][kCallback] = callback;
    }
  }

  _final(callback) {
    this[kOther].on('end', callback);
    this[kOther].push(null);
  }
}

function duplexPair(options) {
  const first = new DuplexSide(options);
  const second = new DuplexSide(options);
  first[kLink](second);
  second[kLink](first);
  return [first, second];
}

module.exports = { duplexPair };
