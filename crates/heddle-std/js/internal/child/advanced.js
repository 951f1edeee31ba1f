// Messages in V8's format, each after its length: `serialization: 'advanced'`.
// https://nodejs.org/api/child_process.html#advanced-serialization
'use strict';

const { ArrayBufferIsView, ArrayPrototypePush, Error } = primordials;
const { Buffer } = require('node/buffer');
const { DefaultDeserializer, DefaultSerializer, read, write } = require('internal/v8/serdes');

const VIEW = 0;
const OTHER = 1;
const SWITCH = 0xFF;

class MessageSerializer extends DefaultSerializer {
  _writeHostObject(object) {
    if (ArrayBufferIsView(object)) {
      this.writeUint32(VIEW);
      return super._writeHostObject(object);
    }
    this.writeUint32(OTHER);
    return this.writeValue({ ...object });
  }
}

class MessageDeserializer extends DefaultDeserializer {
  _readHostObject() {
    const kind = this.readUint32();
    if (kind === VIEW) return super._readHostObject();
    if (kind !== OTHER) throw new Error('Unable to deserialize cloned data.');
    return this.readValue();
  }
}

/** The bytes of a message alone. */
function serialize(message) {
  return write(new MessageSerializer(), message);
}

function deserialize(bytes) {
  return read(new MessageDeserializer(bytes));
}

function encode(message) {
  const serializer = new MessageSerializer();
  // Room for the length.
  serializer.writeRawBytes(Buffer.alloc(4));
  const bytes = write(serializer, message);
  bytes.writeUInt32BE(bytes.length - 4, 0);
  return bytes;
}

/** Puts messages together. Pieces are joined when one is complete, and not before. */
class Reader {
  #parts = [];
  #length = 0;
  #needed = 4;
  /** Whether a message has begun to arrive. */
  partial = false;

  /** `onSwitch(rest)` is called, and nothing more is read, where the other process leaves this wire for a ring. */
  feed(bytes, onMessage, onError, onSwitch) {
    ArrayPrototypePush(this.#parts, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    this.#length += bytes.byteLength;
    while (this.#length > 0) {
      // The first part is what is left of the one before, and may be empty.
      const first = this.#parts[0].length > 0 ? this.#parts[0] : this.#parts[1];
      if (onSwitch !== undefined && first[0] === SWITCH) {
        this.partial = false;
        onSwitch(first.subarray(1));
        return;
      }
      if (this.#length < this.#needed) break;
      const all = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts, this.#length);
      const end = 4 + all.readUInt32BE(0);
      this.#parts = [all];
      if (this.#length < end) {
        this.#needed = end;
        break;
      }
      this.#parts = [all.subarray(end)];
      this.#length -= end;
      this.#needed = 4;
      this.partial = this.#length > 0;
      let message;
      try {
        message = deserialize(all.subarray(4, end));
      } catch (error) {
        onError(error);
        continue;
      }
      onMessage(message);
    }
    this.partial = this.#length > 0;
  }
}

module.exports = { isJson: false, encode, serialize, deserialize, reader: () => new Reader() };
