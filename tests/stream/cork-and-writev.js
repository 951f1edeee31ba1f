const assert = require('node:assert');
const { Writable } = require('node:stream');

const calls = [];
const w = new Writable({
  write(chunk, encoding, callback) { calls.push(`${chunk}`); callback(); },
  writev(chunks, callback) { calls.push(chunks.map(({ chunk }) => `${chunk}`)); callback(); },
});
w.cork();
w.write('a');
w.write('b');
assert.strictEqual(w.writableCorked, 1);
assert.deepStrictEqual(calls, []);
w.uncork();
w.write('c');
w.end();
process.on('exit', () => assert.deepStrictEqual(calls, [['a', 'b'], 'c']));
