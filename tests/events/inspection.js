'use strict';
const assert = require('node:assert');
const { inspect } = require('node:util');
const EventEmitter = require('node:events');
assert.match(inspect(new Event('a')),
             /^Event \{\n  type: 'a',\n  defaultPrevented: false,\n  cancelable: false,\n  timeStamp: [\d.]+\n\}$/);
assert.strictEqual(inspect(new EventTarget()), 'EventTarget {}');
assert.strictEqual(inspect({ a: { b: { c: new EventTarget() } } }, { depth: 1 }), '{ a: { b: [Object] } }');
assert.strictEqual(inspect(new EventEmitter()), `EventEmitter {
  _events: [Object: null prototype] {},
  _eventsCount: 0,
  _maxListeners: undefined,
  Symbol(shapeMode): false,
  Symbol(kCapture): false
}`);
assert.strictEqual(inspect(new AbortController()), 'AbortController { signal: AbortSignal { aborted: false } }');
