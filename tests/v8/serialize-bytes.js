// v8.serialize writes the very bytes that Node writes, and v8.deserialize reads them.
const assert = require('node:assert');
const v8 = require('node:v8');

const cases = [
  [() => (undefined), 'ff0f5f'],
  [() => (null), 'ff0f30'],
  [() => (true), 'ff0f54'],
  [() => (false), 'ff0f46'],
  [() => (5), 'ff0f490a'],
  [() => (-7), 'ff0f490d'],
  [() => (2 ** 30), 'ff0f498080808008'],
  [() => (2 ** 31), 'ff0f4e000000000000e041'],
  [() => (1.5), 'ff0f4e000000000000f83f'],
  [() => (-0), 'ff0f4e0000000000000080'],
  [() => (NaN), 'ff0f4e000000000000f87f'],
  [() => (10n), 'ff0f5a100a00000000000000'],
  [() => (-(2n ** 70n)), 'ff0f5a2100000000000000004000000000000000'],
  [() => (0n), 'ff0f5a00'],
  [() => ('abc'), 'ff0f2203616263'],
  [() => ('é'), 'ff0f2201e9'],
  [() => ('a\u0100'), 'ff0f630461000001'],
  [() => ('ab\u0100'), 'ff0f6306610062000001'],
  [() => (''), 'ff0f2200'],
  [() => (new Date(5)), 'ff0f440000000000001440'],
  [() => ([1, , 3]), 'ff0f61034900490249044906400203'],
  [() => (Object.assign([], { length: 1001, 1000: 1 })), 'ff0f61e90749d00f49024001e907'],
  [() => (Object.assign([1, 2], { x: 3 })), 'ff0f4102490249042201784906240102'],
  [() => ([1.5, 2.5]), 'ff0f41024e000000000000f83f4e0000000000000440240002'],
  [() => ([1, 'a', {}]), 'ff0f410349022201616f7b00240003'],
  [() => (/a\/b/giy), 'ff0f522204615c2f620b'],
  [() => (new Map([[1, { a: 2 }], ['k', new Map()]])), 'ff0f3b49026f22016149047b0122016b3b3a003a04'],
  [() => (new Set([1, 'x'])), 'ff0f2749022201782c02'],
  [() => (new Uint8Array([1, 2, 3]).buffer), 'ff0f4203010203'],
  [() => (new Uint8Array([1, 2, 3])), 'ff0f5c0103010203'],
  [() => (new Uint16Array([1, 2])), 'ff0f5c040401000200'],
  [() => (new DataView(new ArrayBuffer(4), 1, 2)), 'ff0f5c09020000'],
  [() => (Buffer.from('hey')), 'ff0f5c0a03686579'],
  [() => (new Float32Array([1])), 'ff0f5c07040000803f'],
  [() => (new BigInt64Array([1n])), 'ff0f5c0b080100000000000000'],
  [() => (new Float16Array([1])), 'ff0f5c0d02003c'],
  [() => (Object.assign(new RangeError('m', { cause: 5 }), { stack: 'st' })), 'ff0f72526d22016d732202737463490a2e'],
  [() => (Object.assign(new Error('x'), { name: 'Foo', stack: 'k', extra: 1 })), 'ff0f726d2201787322016b2e'],
  [() => (Object(true)), 'ff0f79'],
  [() => (Object(5)), 'ff0f6e0000000000001440'],
  [() => (Object('s')), 'ff0f73220173'],
  [() => (Object(5n)), 'ff0f7a100500000000000000'],
  [() => ({ 1: 1, b: 2, 0: 3 }), 'ff0f6f490049064902490222016249047b03'],
  [() => ({ [Symbol('x')]: 1, a: 2 }), 'ff0f6f22016149047b01'],
  [() => (new ArrayBuffer(2, { maxByteLength: 5 })), 'ff0f7e02050000'],
  [() => ([[[]]]), 'ff0f410141014100240000240001240001'],
  [() => ([undefined, null]), 'ff0f41025f30240002'],
  [() => ([,]), 'ff0f6101400001'],
  [() => (new Uint8Array(new ArrayBuffer(10), 2, 3)), 'ff0f5c0103000000'],
  [() => (new URL('http://a/')), 'ff0f6f7b00'],
  [() => ({ get a() { return 1; } }), 'ff0f6f22016149027b01'],
];
for (const [make, hex] of cases) {
  const value = make();
  const bytes = v8.serialize(value);
  assert.strictEqual(bytes.toString('hex'), hex, String(make));
  assert.strictEqual(bytes.buffer.byteLength, bytes.length);
  const read = v8.deserialize(bytes);
  if (!(value instanceof Error) && !(value instanceof URL) && Object.getOwnPropertySymbols(value ?? 0).length === 0) assert.deepStrictEqual(read, value, String(make));
}

// Identity, and what is too long for one byte of length.
const object = { list: [] };
object.list.push(object, object.list, 'x'.repeat(1000), '\u0100'.repeat(1000), 'é'.repeat(100));
const read = v8.deserialize(v8.serialize(object));
assert.ok(read.list[0] === read && read.list[1] === read.list);
assert.deepStrictEqual(read.list.slice(2), object.list.slice(2));

const error = v8.deserialize(v8.serialize(new TypeError('q', { cause: { a: 1 } })));
assert.ok(error instanceof TypeError);
assert.deepStrictEqual([error.message, error.cause], ['q', { a: 1 }]);
assert.deepStrictEqual(Object.keys(error), []);

const { port1, port2 } = new MessageChannel();
for (const [value, message] of [
  [() => {}, '() => {} could not be cloned.'],
  [Symbol('q'), 'Symbol(q) could not be cloned.'],
  [new WeakMap(), '#<WeakMap> could not be cloned.'],
  [Promise.resolve(), '#<Promise> could not be cloned.'],
  [new Proxy({}, {}), '#<Object> could not be cloned.'],
  [new SharedArrayBuffer(1), '#<SharedArrayBuffer> could not be cloned.'],
  [port1, /^Unserializable host object: MessagePort/],
  [{ get a() { throw new Error('boom'); } }, 'boom'],
]) assert.throws(() => v8.serialize(value), { name: 'Error', message });
port2.close();
