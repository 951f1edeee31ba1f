const assert = require('node:assert');
const fs = require('node:fs');
const { folder, at } = require('./_temp.js');

for (const data of [1, {}, ['a'], null, undefined, true, { toString() { return 'a'; } }]) {
  assert.throws(() => fs.writeFileSync(at('f'), data), {
    code: 'ERR_INVALID_ARG_TYPE', message: /^The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView\./,
  });
}
assert.strictEqual(fs.existsSync(at('f')), false);
assert.throws(() => fs.writeFileSync(folder, 'x'), { code: 'EISDIR', syscall: 'open', path: folder });
assert.throws(() => fs.writeFileSync(at('no/f'), 'x'), { code: 'ENOENT', syscall: 'open', path: at('no/f') });
assert.throws(() => fs.writeFileSync(at('f'), 'x', { mode: 'q' }), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The argument 'mode' must be a 32-bit unsigned integer or an octal string. Received 'q'",
});
assert.throws(() => fs.writeFileSync(at('f'), 'x', { flush: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.writeFileSync(at('f\0g'), 'x'), {
  code: 'ERR_INVALID_ARG_VALUE', message: /must be a string, Uint8Array, or URL without null bytes/,
});
assert.throws(() => fs.writeFile(at('f'), 'x'), { code: 'ERR_INVALID_ARG_TYPE', message: /"cb"/ });
assert.rejects(fs.promises.writeFile(at('f'), {}), { code: 'ERR_INVALID_ARG_TYPE' });
