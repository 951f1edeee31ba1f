'use strict';
// MIMEType and MIMEParams.
const assert = require('node:assert');
const { MIMEParams, MIMEType } = require('node:util');

const check = (input, text, params) => {
  const type = new MIMEType(input);
  assert.strictEqual(String(type), text);
  assert.deepStrictEqual([...type.params], params);
};
check('text/html', 'text/html', []);
check('text/html; charset=utf-8; q="a b"', 'text/html;charset=utf-8;q="a b"', [ [ 'charset', 'utf-8' ], [ 'q', 'a b' ] ]);
check('TEXT/HTML;Charset=UTF-8', 'text/html;charset=UTF-8', [ [ 'charset', 'UTF-8' ] ]);
check('text/html;', 'text/html', []);
check('text/html;a', 'text/html', []);
check('text/html;a="b', 'text/html;a=b', [ [ 'a', 'b' ] ]);
check('text/html;a="b\\"c";d=e', 'text/html;a="b\\"c";d=e', [ [ 'a', 'b"c' ], [ 'd', 'e' ] ]);
check('a/b;c=d;c=e', 'a/b;c=d', [ [ 'c', 'd' ] ]);
check(' text/plain ', 'text/plain', []);
check('text/plain;a="";b=x', 'text/plain;a="";b=x', [ [ 'a', '' ], [ 'b', 'x' ] ]);
check('text/p;x=é', 'text/p;x="é"', [ [ 'x', 'é' ] ]);

for (const [input, part, at] of [['bad', 'type', ''], ['/x', 'type', ''], ['text/', 'subtype', ''], ['text/ht ml', 'subtype', ' at 2'], ['te:xt/a', 'type', ' at 2']]) {
  assert.throws(() => new MIMEType(input), {
    code: 'ERR_INVALID_MIME_SYNTAX', message: `The MIME syntax for a ${part} in "${input}" is invalid${at}`,
  });
}
const type = new MIMEType('a/b');
type.type = 'C';
type.subtype = 'D';
type.params.set('k', 'v w');
type.params.set('e', '');
assert.strictEqual(JSON.stringify(type), '"c/d;k=\\"v w\\";e=\\"\\""');
assert.strictEqual(type.essence, 'c/d');
assert.ok(type.params.has('k'));
type.params.delete('k');
assert.strictEqual(type.params.get('k'), null);
assert.deepStrictEqual([[...type.params.keys()], [...type.params.values()], [...type.params.entries()]], [['e'], [''], [['e', '']]]);
assert.throws(() => { type.type = ''; }, { code: 'ERR_INVALID_MIME_SYNTAX' });
assert.throws(() => new MIMEParams().set('a b', 'c'), { code: 'ERR_INVALID_MIME_SYNTAX' });
assert.throws(() => new MIMEParams().set('a', '\n'), { code: 'ERR_INVALID_MIME_SYNTAX' });
