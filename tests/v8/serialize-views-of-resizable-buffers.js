// A view that follows the length of its resizable buffer does so on the other side too; the buffer is as it was.
const assert = require('node:assert');
const v8 = require('node:v8');

function write(view) {
  const writer = new v8.Serializer();
  writer.writeHeader();
  writer.writeValue(view);
  return writer.releaseBuffer();
}

function copy(view) {
  const reader = new v8.Deserializer(write(view));
  reader.readHeader();
  return reader.readValue();
}

const resizable = (length, maxByteLength) => {
  const buffer = new ArrayBuffer(length, { maxByteLength });
  new Uint8Array(buffer).forEach((_, i, bytes) => { bytes[i] = i + 1; });
  return buffer;
};
assert.strictEqual(write(new Uint8Array(resizable(2, 4), 1)).toString('hex'), 'ff0f7e02040102' + '5642010003');
assert.strictEqual(write(new Uint8Array(resizable(2, 4), 1, 1)).toString('hex'), 'ff0f7e02040102' + '5642010102');

// [length, most, class, offset, elements]
const cases = [
  [8, 16, Uint8Array, 0], [8, 16, Uint8Array, 2], [8, 16, Uint8Array, 2, 6], [8, 16, Uint8Array, 0, 4], [8, 9, Uint32Array, 4],
  [8, 8, Uint8Array, 0], [8, 8, Uint8Array, 7], [8, 8, Uint8Array, 7, 1], [8, 8, Uint8Array, 0, 8], [8, 8, Float64Array, 0],
  [8, 8, Float64Array, 0, 1], [11, 13, Uint32Array, 4], [8, 16, DataView, 1], [8, 8, DataView, 1], [8, 8, DataView, 1, 7],
];
for (const [length, most, View, offset, ...elements] of cases) {
  const buffer = resizable(length, most);
  const view = new View(buffer, offset, ...elements);
  const other = copy(view);
  assert.deepStrictEqual([buffer.byteLength, buffer.maxByteLength], [length, most]);
  assert.deepStrictEqual(buffer, resizable(length, most));
  assert.strictEqual(other.constructor, View);
  for (const size of [length, most, length - 1, offset, most]) {
    for (const one of [view, other]) one.buffer.resize(size);
    const lengthOf = (one) => {
      try {
        return one.byteLength;
      } catch {
        return 'out of bounds';
      }
    };
    assert.strictEqual(lengthOf(other), lengthOf(view), `${[length, most, View.name, offset, ...elements]} at ${size}`);
  }
}
