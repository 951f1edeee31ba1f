'use strict';
// Strings that were put together arrive whole, whatever they are made of and however long they are.
const assert = require('node:assert');
const { MessageChannel, receiveMessageOnPort } = require('node:worker_threads');

const { port1, port2 } = new MessageChannel();
function roundTrip(value) {
  port1.postMessage(value);
  const { message } = receiveMessageOnPort(port2);
  assert.deepStrictEqual(message, value);
  assert.deepStrictEqual(structuredClone(value), value);
}

// From parts of every width; anew each time, as comparing a string makes one of its parts.
const lengths = [0, 1, 23, 24, 25, 100, 255, 256, 257, 960, 4094, 4095, 4096, 4097, 10_000];
const parts = [(n) => String.fromCharCode(97 + n % 26), (n) => `<${n}>`, (n) => '\u00e9'.repeat(n % 40), (n) => '\u20ac' + n];
for (const length of lengths) {
  for (let kinds = 1; kinds <= parts.length; kinds++) {
    const left = () => { let s = ''; for (let n = 0; s.length < length; n++) s += parts[n % kinds](n); return s; };
    const right = () => { let s = ''; for (let n = 0; s.length < length; n++) s = parts[n % kinds](n) + s; return s; };
    roundTrip(left());
    roundTrip({ text: right() });
    roundTrip([left(), right(), { [left()]: right() + left().slice(3, -3) + right() }]);
  }
}
const doubled = (n) => { let s = 'ab'; for (let i = 0; i < n; i++) s = s + s; return s; };
roundTrip(doubled(10));
roundTrip({ text: doubled(11), same: doubled(12), wide: doubled(9) + '\u{1f600}' + doubled(9) });
// One of the parts is itself sent, before and after.
const part = 'x'.repeat(300);
const whole = part + 'y'.repeat(300) + part;
roundTrip([part, whole, part, whole]);
roundTrip(whole.slice(100, 500));
port1.close();
