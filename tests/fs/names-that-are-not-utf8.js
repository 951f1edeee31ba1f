const assert = require('node:assert');
const fs = require('node:fs');
const { folder } = require('./_temp.js');

const name = Buffer.from([0x61, 0xff, 0xfe]);
const path = Buffer.concat([Buffer.from(`${folder}/`), name]);
fs.writeFileSync(path, 'content');
assert.strictEqual(fs.readFileSync(path, 'utf8'), 'content');
assert.deepStrictEqual(fs.readdirSync(folder, 'buffer'), [name]);
assert.deepStrictEqual(fs.readdirSync(folder), ['a\ufffd\ufffd']);
const link = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xfd])]);
fs.symlinkSync(name, link);
assert.deepStrictEqual(fs.readlinkSync(link, 'buffer'), name);
assert.deepStrictEqual(fs.realpathSync.native(link, 'buffer').subarray(-3), name);
assert.strictEqual(fs.statSync(link).size, 7);
fs.renameSync(path, `${folder}/plain`);
fs.unlinkSync(link);
assert.deepStrictEqual(fs.readdirSync(folder), ['plain']);
