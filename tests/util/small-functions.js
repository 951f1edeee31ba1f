'use strict';
// inherits, diff, parseEnv, system error names, toUSVString, stripVTControlCharacters, getCallSites, debuglog.
const assert = require('node:assert');
const util = require('node:util');

function A() {}
function B() {}
util.inherits(A, B);
assert.strictEqual(A.super_, B);
assert.ok(new A() instanceof B);
assert.throws(() => util.inherits(A, null), { code: 'ERR_INVALID_ARG_TYPE' });

assert.deepStrictEqual(util.diff('abc', 'abd'), [[0, 'a'], [0, 'b'], [1, 'c'], [-1, 'd']]);
assert.deepStrictEqual(util.diff(['a'], ['b', 'a']), [[-1, 'b'], [0, 'a']]);
assert.deepStrictEqual(util.diff('a', 'a'), []);
assert.throws(() => util.diff([1], ['a']), { message: 'The "actual[0]" argument must be of type string. Received type number (1)' });

assert.deepStrictEqual({ ...util.parseEnv('A=1\nB="x y"\n#c\nexport C=\'q\'\nD=a # com\nE="l1\\nl2"\nF=`z`\n G = 5 \nH\nI=') },
  { A: '1', B: 'x y', C: 'q', D: 'a', E: 'l1\nl2', F: 'z', G: '5', I: '' });

assert.strictEqual(util.getSystemErrorName(-2), 'ENOENT');
assert.deepStrictEqual(util.getSystemErrorMap().get(-2), ['ENOENT', 'no such file or directory']);
assert.strictEqual(util.getSystemErrorMessage(-13), 'permission denied');
assert.throws(() => util.getSystemErrorName(2), { message: 'The value of "err" is out of range. It must be a negative integer. Received 2' });

assert.strictEqual(util.toUSVString('a\ud800b'), 'a\ufffdb');
assert.strictEqual(util.stripVTControlCharacters('\u001b[31mx\u001b[39m\u001b]8;;http://x\u0007l\u001b]8;;\u0007'), 'xl');
assert.strictEqual(util.convertProcessSignalToExitCode('SIGTERM'), 143);
assert.ok(util.isDeepStrictEqual({ a: [1] }, { a: [1] }));
assert.ok(!util.isDeepStrictEqual({ a: 1 }, { a: '1' }));

const logger = util.debuglog('nothing-names-this');
assert.strictEqual(logger.enabled, false);
logger('not seen');
assert.strictEqual(util.debug, util.debuglog);

class Shown {
  [util.inspect.custom](depth, options, inspect) {
    return `${depth} ${typeof options.stylize} ${inspect === util.inspect} ${options.own}`;
  }
}
assert.strictEqual(util.inspect({ a: new Shown() }, { own: 5 }), '{ a: 1 function true 5 }');
