// read() without a size gives one buffered chunk (Node 26), with a size exactly that many bytes.
const assert = require('node:assert');
const { Readable } = require('node:stream');

const r = new Readable({ read() {} });
r.push('aa');
r.push('bb');
r.push('cc');
assert.strictEqual(r.readableLength, 6);
assert.strictEqual(`${r.read()}`, 'aa');
assert.strictEqual(`${r.read(3)}`, 'bbc');
assert.strictEqual(`${r.read()}`, 'c');
assert.strictEqual(r.read(), null);

// Decoded strings are joined as ever.
const text = new Readable({ read() {}, encoding: 'utf8' });
text.push('aa');
text.push('bb');
assert.strictEqual(text.read(), 'aabb');

// One _read per read() at most.
let reads = 0;
const counted = new Readable({ highWaterMark: 4, read() { reads++; this.push('aa'); this.push('bb'); } });
assert.strictEqual(`${counted.read()}`, 'aa');
assert.strictEqual(reads, 1);
assert.strictEqual(counted.readableLength, 2);
