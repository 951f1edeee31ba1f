'use strict';
// flags: --no-deprecation
const assert = require('node:assert');
const punycode = require('punycode');
assert.strictEqual(punycode.encode('mañana'), 'maana-pta');
assert.strictEqual(punycode.decode('maana-pta'), 'mañana');
assert.strictEqual(punycode.encode('☃-⌘'), '--dqo34k');
assert.strictEqual(punycode.decode('--dqo34k'), '☃-⌘');
assert.strictEqual(punycode.toASCII('mañana.com'), 'xn--maana-pta.com');
assert.strictEqual(punycode.toUnicode('xn--maana-pta.com'), 'mañana.com');
assert.strictEqual(punycode.toASCII('джумла@джpумлатест.bрфa'), 'джумла@xn--p-8sbkgc5ag7bhce.xn--ba-lmcq');
assert.deepStrictEqual(punycode.ucs2.decode('a\ud834\udf06'), [97, 0x1d306]);
assert.strictEqual(punycode.ucs2.encode([0x61, 0x1d306]), 'a\ud834\udf06');
assert.throws(() => punycode.decode('\x80'), RangeError);
assert.throws(() => punycode.decode('é-'), RangeError);
