'use strict';
const assert = require('node:assert');
assert.throws(() => require('./fixtures/broken.js'), (error) => {
  assert.strictEqual(error.name, 'SyntaxError');
  assert.match(error.stack, new RegExp(`${__dirname}/fixtures/broken\\.js:1`));
  return true;
});
assert.throws(() => require('./fixtures/not-js.txt'), SyntaxError);
assert.throws(() => require('./fixtures/broken.json'), (error) => {
  assert.strictEqual(error.name, 'SyntaxError');
  assert.ok(error.message.startsWith(`${__dirname}/fixtures/broken.json: `), error.message);
  return true;
});
