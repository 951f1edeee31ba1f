// input of the synchronous forms: text, bytes, views, of any size; the program need not read it.
const assert = require('node:assert');
const { execFileSync, execSync, spawnSync } = require('node:child_process');

const cat = (input, options) => execFileSync('cat', { input, maxBuffer: Infinity, ...options });
assert.strictEqual(cat('text ü', { encoding: 'utf8' }), 'text ü');
assert.strictEqual(cat('6869', { encoding: 'hex' }), '6869');
assert.deepStrictEqual(cat(Buffer.from('buffer')), Buffer.from('buffer'));
assert.deepStrictEqual(cat(new Uint16Array([0x4241, 0x4443])), Buffer.from('ABCD'));
assert.deepStrictEqual(cat(new DataView(new ArrayBuffer(4), 1, 2)), Buffer.alloc(2));
const large = Buffer.alloc(8 << 20, 'abc');
assert.ok(cat(large).equals(large));
assert.strictEqual(execSync('wc -c', { input: large, encoding: 'utf8' }).trim(), String(large.length));
for (const nothing of ['', undefined, null]) assert.strictEqual(String(spawnSync('cat', { input: nothing }).stdout), '');
// Nobody reads it, or not to the end.
assert.strictEqual(spawnSync('true', { input: large }).status, 0);
assert.strictEqual(String(spawnSync('head', ['-c', '3'], { input: large }).stdout), 'abc');
// Without a pipe there is nobody to have it.
for (const stdio of [['ignore', 'pipe', 'pipe'], ['inherit', 'pipe', 'pipe']]) {
  assert.strictEqual(String(spawnSync('true', { input: 'in', stdio }).stdout), '');
}
assert.strictEqual(String(spawnSync('cat', { input: 'in', stdio: ['ignore', 'pipe', 'pipe'] }).stdout), '');
for (const input of [1, {}, true, [], Symbol('x')]) assert.throws(() => spawnSync('cat', { input }), { code: 'ERR_INVALID_ARG_TYPE' });
