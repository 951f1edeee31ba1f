// v8.serialize and v8.deserialize, with the treatment of buffers that Node adds to V8's format.
// https://nodejs.org/api/v8.html#serialization-api
'use strict';

const { Error, TypedArrayPrototypeSet, Uint8Array } = primordials;
const { Buffer } = require('node/buffer');
const { classOf } = require('internal/util/value_class');
const { Serializer } = require('internal/v8/serializer');
const { Deserializer } = require('internal/v8/deserializer');
const { indices } = require('internal/v8/view_tags');

const BUFFER = 10;

function indexOf(view) {
  if (Buffer.isBuffer(view)) return BUFFER;
  const kind = classOf(view);
  for (let i = 0; i < indices.length; i++) if (indices[i] === kind) return i;
  return -1;
}

/** https://nodejs.org/api/v8.html#class-v8defaultserializer */
class DefaultSerializer extends Serializer {
  constructor() {
    super();
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }

  _writeHostObject(view) {
    const index = indexOf(view);
    if (index === -1) {
      throw new (this._getDataCloneError)(`Unserializable host object: ${require('node/util').inspect(view)}`);
    }
    this.writeUint32(index);
    this.writeUint32(view.byteLength);
    this.writeRawBytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }
}

/** https://nodejs.org/api/v8.html#class-v8defaultdeserializer */
class DefaultDeserializer extends Deserializer {
  _readHostObject() {
    const index = this.readUint32();
    const name = indices[index];
    if (name === undefined) throw new Error('Unable to deserialize cloned data.');
    const View = name === 'Buffer' ? Buffer : primordials[name];
    const length = this.readUint32();
    const offset = this.buffer.byteOffset + this._readRawBytes(length);
    const size = name === 'Buffer' ? 1 : View.BYTES_PER_ELEMENT ?? 1;
    if (name === 'Buffer') return Buffer.from(this.buffer.buffer, offset, length);
    // The bytes stay where they are unless they are not aligned there.
    if (offset % size === 0) return new View(this.buffer.buffer, offset, length / size);
    const copy = new Uint8Array(length);
    TypedArrayPrototypeSet(copy, new Uint8Array(this.buffer.buffer, offset, length), 0);
    return new View(copy.buffer, 0, length / size);
  }
}

/** What a new serializer makes of a value, after the header. */
function write(serializer, value) {
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

/** The value of a new deserializer's bytes, which begin with the header. */
function read(deserializer) {
  deserializer.readHeader();
  return deserializer.readValue();
}

/** https://nodejs.org/api/v8.html#v8serializevalue */
function serialize(value) {
  return write(new DefaultSerializer(), value);
}

/** https://nodejs.org/api/v8.html#v8deserializebuffer */
function deserialize(buffer) {
  return read(new DefaultDeserializer(buffer));
}

module.exports = {
  DefaultDeserializer, DefaultSerializer, Deserializer, Serializer, deserialize, read, serialize, write,
};
