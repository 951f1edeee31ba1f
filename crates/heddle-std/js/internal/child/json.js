// Messages as lines of JSON: how processes talk unless they ask for more.
// https://nodejs.org/api/child_process.html#advanced-serialization
'use strict';

const { ArrayPrototypePush, JSONParse, JSONStringify } = primordials;
const { Buffer } = require('node/buffer');

const NEWLINE = 10;

/** Cuts what arrives into lines. Every byte is looked at once, however many pieces a message comes in. */
class Reader {
  #parts = [];
  /** Whether a message has begun to arrive. */
  partial = false;

  feed(bytes, onMessage, onError) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
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
  encode: (message) => `${JSONStringify(message)}\n`,
  reader: () => new Reader(),
};
