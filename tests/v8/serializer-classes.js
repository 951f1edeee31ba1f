// v8.Serializer and v8.Deserializer: the parts that programs build formats of their own from.
const assert = require('node:assert');
const v8 = require('node:v8');

let writer = new v8.Serializer();
writer.writeUint32(300);
writer.writeUint64(1, 2);
writer.writeDouble(1.5);
writer.writeRawBytes(Buffer.from('ab'));
const bytes = writer.releaseBuffer();
assert.strictEqual(bytes.toString('hex'), 'ac028280808010000000000000f83f6162');
assert.strictEqual(writer.releaseBuffer().length, 0);
let reader = new v8.Deserializer(bytes);
assert.deepStrictEqual([reader.readUint32(), reader.readUint64(), reader.readDouble(), `${reader.readRawBytes(2)}`],
                       [300, [1, 2], 1.5, 'ab']);
assert.throws(() => reader.readUint32(), { message: 'ReadUint32() failed' });
assert.throws(() => reader.readUint64(), { message: 'ReadUint64() failed' });
assert.throws(() => reader.readDouble(), { message: 'ReadDouble() failed' });
assert.throws(() => reader.readRawBytes(1), { message: 'ReadRawBytes() failed' });

// Without a treatment of their own, views are written after their buffer.
writer = new v8.Serializer();
writer.writeHeader();
writer.writeValue(new Uint8Array([1, 2]));
assert.strictEqual(writer.releaseBuffer().toString('hex'), 'ff0f420201025642000200');

writer = new v8.Serializer();
const buffer = new ArrayBuffer(3);
writer.writeHeader();
writer.transferArrayBuffer(7, buffer);
writer.writeValue([buffer, new Uint8Array(buffer)]);
const transferred = writer.releaseBuffer();
assert.strictEqual(transferred.toString('hex'), 'ff0f410274075e015642000300240002');
reader = new v8.Deserializer(transferred);
reader.readHeader();
assert.strictEqual(reader.getWireFormatVersion(), 15);
reader.transferArrayBuffer(7, buffer);
const [same, view] = reader.readValue();
assert.ok(same === buffer && view.buffer === buffer);

writer = new v8.Serializer();
writer._getSharedArrayBufferId = () => 3;
writer.writeHeader();
writer.writeValue(new SharedArrayBuffer(1));
assert.strictEqual(writer.releaseBuffer().toString('hex'), 'ff0f7503');

class Mine extends v8.DefaultSerializer {
  _getDataCloneError = RangeError;
}
assert.throws(() => new Mine().writeValue(() => {}), RangeError);
assert.throws(() => new v8.Serializer().writeRawBytes('x'), { code: 'ERR_INVALID_ARG_TYPE', message: 'source must be a TypedArray or a DataView' });
assert.throws(() => new v8.Deserializer('x'), { code: 'ERR_INVALID_ARG_TYPE', message: 'buffer must be a TypedArray or a DataView' });
assert.throws(() => v8.Serializer(), TypeError);
