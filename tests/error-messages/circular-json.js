// Circular structures in JSON.stringify: the message shows the path.
'use strict';
const assert = require('node:assert');
function message(value) {
  try {
    JSON.stringify(value);
  } catch (error) {
    assert.ok(error instanceof TypeError);
    return error.message;
  }
  assert.fail('no error');
}
const head = 'Converting circular structure to JSON\n    --> starting at object with constructor ';
const self = {};
self.o = self;
assert.strictEqual(message(self), `${head}'Object'\n    --- property 'o' closes the circle`);
const list = [0];
list.push(list);
assert.strictEqual(message(list), `${head}'Array'\n    --- index 1 closes the circle`);
class Foo {
  constructor() {
    this.x = { y: this };
  }
}
assert.strictEqual(message({ before: 1, foo: new Foo() }),
  `${head}'Foo'\n    |     property 'x' -> object with constructor 'Object'\n    --- property 'y' closes the circle`);
const deep = { a: { b: {} } };
deep.a.b.c = deep;
assert.strictEqual(message(deep), `${head}'Object'\n    |     property 'a' -> object with constructor 'Object'
    |     property 'b' -> object with constructor 'Object'\n    --- property 'c' closes the circle`);
const long = {};
long.x = [{ y: { z: [long] } }];
assert.strictEqual(message(long), `${head}'Object'\n    |     property 'x' -> object with constructor 'Array'
    |     index 0 -> object with constructor 'Object'\n    |     ...
    |     property 'z' -> object with constructor 'Array'\n    --- index 0 closes the circle`);
