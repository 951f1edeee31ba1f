'use strict';
// Labels of the Encoding Standard, in any case and with blanks around them.
const assert = require('node:assert');
const names = {
  'utf8': 'utf-8', ' UTF-8 ': 'utf-8', 'unicode-1-1-utf-8': 'utf-8', 'latin1': 'windows-1252', 'ascii': 'windows-1252',
  'utf-16': 'utf-16le', 'utf-16be': 'utf-16be', 'sjis': 'shift_jis', 'gb2312': 'gbk', 'gb18030': 'gb18030', 'big5': 'big5',
  'euc-kr': 'euc-kr', 'koi8-r': 'koi8-r', 'iso-8859-2': 'iso-8859-2', 'windows-1251': 'windows-1251', 'macintosh': 'macintosh',
  'x-user-defined': 'x-user-defined', 'iso-2022-jp': 'iso-2022-jp', 'euc-jp': 'euc-jp',
};
for (const [label, name] of Object.entries(names)) assert.strictEqual(new TextDecoder(label).encoding, name, label);
for (const label of ['nope', '', 'replacement', 'utf-7', null]) {
  assert.throws(() => new TextDecoder(label), {
    name: 'RangeError', code: 'ERR_ENCODING_NOT_SUPPORTED', message: `The "${label}" encoding is not supported`,
  });
}
const { fatal, ignoreBOM } = new TextDecoder('utf8', { fatal: 1, ignoreBOM: 'x' });
assert(fatal === true && ignoreBOM === true);
assert.throws(() => new TextDecoder('utf8', 5), { code: 'ERR_INVALID_ARG_TYPE' });
