'use strict';
const assert = require('node:assert');
const event = new Event('a', { bubbles: 1, cancelable: true, composed: {} });
assert.deepStrictEqual([event.type, event.bubbles, event.cancelable, event.composed, event.defaultPrevented, event.isTrusted,
  event.eventPhase, event.target, event.currentTarget, event.returnValue, event.cancelBubble],
                       ['a', true, true, true, false, false, 0, null, null, true, false]);
event.preventDefault();
assert.strictEqual(event.defaultPrevented, true);
event.cancelBubble = true;
assert.strictEqual(event.cancelBubble, true);
assert.strictEqual(String(event), '[object Event]');
assert.ok(event.timeStamp > 0 && event.timeStamp <= performance.now());
assert.throws(() => new Event(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => new Event('a', 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => Event.prototype.type, { code: 'ERR_INVALID_THIS' });
assert.deepStrictEqual([Event.NONE, Event.CAPTURING_PHASE, Event.AT_TARGET, Event.BUBBLING_PHASE], [0, 1, 2, 3]);
assert.strictEqual(new CustomEvent('c', { detail: 5 }).detail, 5);
assert.strictEqual(new CustomEvent('c').detail, null);
const message = new MessageEvent('m', { data: 1, origin: 2, lastEventId: 3 });
assert.deepStrictEqual([message.data, message.origin, message.lastEventId, message.source, message.ports], [1, '2', '3', null, []]);
const close = new CloseEvent('c', { wasClean: 1, code: 1000, reason: 'r' });
assert.deepStrictEqual([close.wasClean, close.code, close.reason], [true, 1000, 'r']);
