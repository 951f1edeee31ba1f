const assert = require('node:assert');
const fs = require('node:fs');

const cases = [
  [[1], 'ERR_INVALID_ARG_TYPE', /"path"/],
  [['f', 1], 'ERR_INVALID_ARG_TYPE', /The "options" argument must be one of type string or object\. Received type number \(1\)/],
  [['f', 'bad'], 'ERR_INVALID_ARG_VALUE', /encoding/],
  [['f', { start: 'a' }], 'ERR_INVALID_ARG_TYPE', /"start"/],
  [['f', { start: -1 }], 'ERR_OUT_OF_RANGE', /"start"/],
  [['f', { start: 5, end: 2 }], 'ERR_OUT_OF_RANGE', /The value of "start" is out of range\. It must be <= "end" \(here: 2\)\. Received 5/],
  [['f', { end: 1.5 }], 'ERR_OUT_OF_RANGE', /"end"/],
  [['f', { fd: 'x' }], 'ERR_INVALID_ARG_TYPE', /The "options\.fd" property must be of type number or an instance of FileHandle/],
  [['f', { fd: -1 }], 'ERR_OUT_OF_RANGE', /"fd"/],
  [['f', { fs: {} }], 'ERR_INVALID_ARG_TYPE', /"options\.fs\.open"/],
];
for (const [args, code, message] of cases) assert.throws(() => fs.createReadStream(...args), { code, message });
assert.throws(() => fs.createWriteStream('f', { flush: 1 }), { code: 'ERR_INVALID_ARG_TYPE', message: /"options\.flush"/ });
assert.throws(() => fs.createWriteStream('f', { start: 'z' }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.createWriteStream('f', { fs: { open() {}, close() {} } }), { code: 'ERR_INVALID_ARG_TYPE', message: /"options\.fs\.write"/ });
