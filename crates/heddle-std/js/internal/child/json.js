// Messages as lines of JSON: how processes talk unless they ask for more.
// https://nodejs.org/api/child_process.html#advanced-serialization
'use strict';

const { ArrayPrototypePush, JSONParse, JSONStringify } = primordials;
const { Buffer } = require('node/buffer');

const NEWLINE = 10;
const SWITCH = 0xFF;

/** Cuts what arrives into lines. Every byte is looked at once, however many pieces a message comes in. */
class Reader {
  #parts = [];
  /** Whether a message has begun to arrive. */
  partial = false;

  /** `onSwitch(rest)` is called, and nothing more is read, where the other process leaves this wire for a ring. */
  feed(bytes, onMessage, onError, onSwitch) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); ; end = chunk.indexOf(NEWLINE, start)) {
      if (onSwitch !== undefined && this.#parts.length === 0 && chunk[start] === SWITCH) {
        this.partial = false;
        onSwitch(chunk.subarray(start + 1));
        return;
      }
      if (end === -1) break;
      let text;
      if (this.#parts.length === 0) {
        text = chunk.utf8Slice(start, end);
      } else {
        ArrayPrototypePush(this.#parts, chunk.subarray(start, end));
        text = Buffer.concat(this.#parts).utf8Slice();
        this.#parts = [];
      }
      start = end + 1;
      this.partial = start < chunk.length;
      let message;
      try {
        message = JSONParse(text);
      } catch (error) {
        onError(error);
        continue;
      }
      onMessage(message);
    }
    if (start < chunk.length) {
      ArrayPrototypePush(this.#parts, chunk.subarray(start));
      this.partial = true;
    }
  }
}

module.exports = {
  isJson: true,
  encode: (message) => `${JSONStringify(message)}\n`,
  reader: () => new Reader(),
};
