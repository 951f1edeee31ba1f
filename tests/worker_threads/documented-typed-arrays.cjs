// Typed arrays over the same buffer still share it after the message; shared ones share it with the sender.
'use strict';
const assert = require('node:assert');
const { MessageChannel, receiveMessageOnPort } = require('node:worker_threads');

const { port1, port2 } = new MessageChannel();
const buffer = new ArrayBuffer(8);
port1.postMessage({ bytes: new Uint8Array(buffer), words: new Uint16Array(buffer, 2, 2) });
const { bytes, words } = receiveMessageOnPort(port2).message;
assert.strictEqual(bytes.buffer, words.buffer);
assert.notStrictEqual(bytes.buffer, buffer);
assert.strictEqual(words.byteOffset, 2);
words[0] = 0x0101;
assert.strictEqual(bytes[2], 1);

const shared = new Int32Array(new SharedArrayBuffer(8));
port1.postMessage(shared);
const there = receiveMessageOnPort(port2).message;
there[1] = 7;
assert.strictEqual(shared[1], 7);
assert.ok(there.buffer instanceof SharedArrayBuffer);
