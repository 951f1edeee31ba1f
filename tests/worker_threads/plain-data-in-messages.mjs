// env: JS_GC_ZEAL=14,3000
// Plain objects, arrays, strings and numbers in messages: every kind of value, order, identity, and what looks plain but is not.
import assert from 'node:assert';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
const send = (value) => {
  port1.postMessage(value);
  return receiveMessageOnPort(port2).message;
};
const check = (value) => assert.deepStrictEqual(send(value), value);

// Values and strings of all lengths, Latin-1 and not, ropes and slices.
check({ a: undefined, b: null, c: true, d: false, e: -1, f: 0.5, g: 'x', h: '', i: 2 ** 40, j: NaN, k: Infinity, l: 2 ** 31 });
assert.ok(Object.is(send([-0])[0], -0));
for (const length of [0, 1, 15, 255, 256, 257, 4095, 4096, 4097, 100_000]) {
  for (const char of ['a', 'é', 'ł', '😀']) {
    const text = char.repeat(length);
    check(text);
    check([text, { text: `<${text}>`, part: text.slice(1) }]);
  }
}
check('\ud800 alone');
check({ 'ключ': 1, é: 2, '': 3, 'a b': 4, __proto: 5 });

// Order of keys, numbers as keys, symbols and what is not enumerable.
const order = { z: 1, a: 2, 10: 3, 2: 4, m: 5 };
assert.deepStrictEqual(Object.keys(send(order)), ['2', '10', 'z', 'a', 'm']);
const partly = Object.defineProperty({ shown: 1, [Symbol('s')]: 2 }, 'hidden', { value: 3, enumerable: false });
assert.deepStrictEqual(Reflect.ownKeys(send(partly)), ['shown']);
assert.deepStrictEqual(Object.keys(send({ ['__proto__']: 1 })), ['__proto__']);
assert.strictEqual(Object.getPrototypeOf(send({ ['__proto__']: { x: 1 } })), Object.prototype);
const gone = { a: 1, b: 2, c: 3 };
delete gone.b;
check(gone);
const many = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`key${n}`, n]));
check(many);

// Prototypes do not travel, frozen and class instances arrive as ordinary objects.
class Point { x = 1; #y = 2; get y() { return this.#y; } }
const point = send(new Point());
assert.strictEqual(Object.getPrototypeOf(point), Object.prototype);
assert.deepStrictEqual(point, { x: 1 });
assert.strictEqual(Object.getPrototypeOf(send(Object.create(null, { a: { value: 1, enumerable: true } }))), Object.prototype);
const thawed = send(Object.freeze({ a: Object.freeze([1]) }));
thawed.a.push(2);
assert.deepStrictEqual(thawed, { a: [1, 2] });

// Arrays: holes, extra properties, lengths.
check([]);
check([[], [[]], {}]);
const holes = send([1, , 3]);
assert.deepStrictEqual([holes.length, 1 in holes, holes[2]], [3, false, 3]);
const long = send(new Array(5));
assert.deepStrictEqual([long.length, Object.keys(long).length], [5, 0]);
assert.strictEqual(send(Object.assign([1], { extra: 'e' })).extra, 'e');
check(Array.from({ length: 10_000 }, (_, n) => ({ n, s: `${n}`, list: [n] })));

// Identity and cycles.
const part = { p: 1 };
const twice = send({ a: part, b: [part, part], c: { d: part } });
assert.strictEqual(twice.a, twice.b[0]);
assert.strictEqual(twice.a, twice.b[1]);
assert.strictEqual(twice.a, twice.c.d);
const objects = Array.from({ length: 100 }, (_, n) => ({ n }));
const pairs = send([...objects, ...objects]);
for (let n = 0; n < 100; n++) assert.strictEqual(pairs[n], pairs[n + 100]);
assert.notStrictEqual(pairs[0], pairs[1]);
const ring = { list: [] };
ring.list.push({ ring });
const round = send(ring);
assert.strictEqual(round.list[0].ring, round);
let deep = { end: true };
for (let n = 0; n < 1000; n++) deep = { deep, n };
let at = send(deep);
for (let n = 999; n >= 0; n--) {
  assert.strictEqual(at.n, n);
  at = at.deep;
}
assert.deepStrictEqual(at, { end: true });

// What is not plain, anywhere; getters run once, and see and change nothing that was already taken.
const mixed = { list: [1, { date: new Date(5), big: 2n ** 70n, map: new Map([[part, part]]), re: /x/g }], part };
const got = send(mixed);
assert.deepStrictEqual(got, mixed);
assert.strictEqual(got.list[1].map.get(got.part), got.part);
let calls = 0;
assert.deepStrictEqual(send({ first: { a: 1 }, get second() { calls++; return [2]; } }), { first: { a: 1 }, second: [2] });
assert.strictEqual(calls, 1);
const proxied = new Proxy([1], {});
assert.throws(() => port1.postMessage({ ok: [1], proxied }), { name: 'DataCloneError' });
assert.throws(() => port1.postMessage({ a: 'x'.repeat(10_000), f() {} }), { name: 'DataCloneError' });
assert.throws(() => port1.postMessage([1, [Symbol('s')]]), { name: 'DataCloneError' });
assert.strictEqual(receiveMessageOnPort(port2), undefined);
port1.close();

// What is read is the receiver's own.
const source = { list: [1, { a: 'b' }] };
const copy = structuredClone(source);
assert.notStrictEqual(copy.list, source.list);
copy.list[1].a = 'c';
assert.strictEqual(source.list[1].a, 'b');
