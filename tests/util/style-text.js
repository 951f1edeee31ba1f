'use strict';
// util.styleText: names, hex colours, nesting, and streams without colours.
const assert = require('node:assert');
const { styleText } = require('node:util');

const plain = { validateStream: false };
assert.strictEqual(styleText('red', 'x', plain), '\u001b[31mx\u001b[39m');
assert.strictEqual(styleText(['red', 'bold'], 'x', plain), '\u001b[31m\u001b[1mx\u001b[22m\u001b[39m');
assert.strictEqual(styleText('red', 'a\u001b[39mb', plain), '\u001b[31ma\u001b[31mb\u001b[39m');
assert.strictEqual(styleText('dim', 'a\u001b[22mb', plain), '\u001b[2ma\u001b[22m\u001b[2mb\u001b[22m');
assert.strictEqual(styleText('#ff0000', 'x', plain), '\u001b[38;2;255;0;0mx\u001b[39m');
assert.strictEqual(styleText(['#abc', 'underline'], 'x', plain), '\u001b[38;2;170;187;204m\u001b[4mx\u001b[24m\u001b[39m');
assert.strictEqual(styleText('none', 'x', plain), 'x');
assert.strictEqual(styleText('red', 'x', { stream: new (require('node:stream').Writable)() }), 'x');
assert.throws(() => styleText('nope', 'x'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => styleText('#ggg', 'x', plain), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => styleText('red', 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => styleText('red', 'x', { stream: {} }), { code: 'ERR_INVALID_ARG_TYPE' });
