'use strict';
const assert = require('node:assert');
const one = setTimeout(() => assert.fail(), 1);
assert.strictEqual(typeof +one, 'number');
clearTimeout(+one);
const two = setTimeout(() => assert.fail(), 1);
clearTimeout(`${two}`);
assert.strictEqual(two._destroyed, true);
{
  const three = setInterval(() => assert.fail(), 1);
  three[Symbol.dispose]();
  const four = setImmediate(() => assert.fail());
  four[Symbol.dispose]();
}
