// Cloning drops prototypes, accessors, private fields and non-enumerable properties; Buffers become Uint8Arrays.
'use strict';
const assert = require('node:assert');
const { MessageChannel, receiveMessageOnPort } = require('node:worker_threads');

class Foo {
  #hidden = 1;
  constructor() { this.c = 3; }
  get b() { return this.#hidden + 1; }
}
const { port1, port2 } = new MessageChannel();
port1.postMessage(new Foo());
const foo = receiveMessageOnPort(port2).message;
assert.strictEqual(Object.getPrototypeOf(foo), Object.prototype);
assert.deepStrictEqual(foo, { c: 3 });

port1.postMessage(Buffer.from('some bytes'));
const bytes = receiveMessageOnPort(port2).message;
assert.strictEqual(Buffer.isBuffer(bytes), false);
assert.strictEqual(Object.getPrototypeOf(bytes), Uint8Array.prototype);
assert.strictEqual(Buffer.from(bytes).toString(), 'some bytes');

port1.postMessage(new URLSearchParams('a=1').toString());
assert.strictEqual(receiveMessageOnPort(port2).message, 'a=1');
