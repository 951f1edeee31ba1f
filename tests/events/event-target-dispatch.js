'use strict';
const assert = require('node:assert');
const target = new EventTarget();
const log = [];
const event = new Event('x', { cancelable: true });
target.addEventListener('x', function(e) {
  assert.strictEqual(this, target);
  assert.strictEqual(e, event);
  assert.deepStrictEqual([e.target === target, e.currentTarget === target, e.eventPhase, e.composedPath()],
                         [true, true, 2, [target]]);
  assert.throws(() => target.dispatchEvent(e), { code: 'ERR_EVENT_RECURSION' });
  log.push('function');
  target.addEventListener('x', () => log.push('added'));
});
target.addEventListener('x', { handleEvent() { log.push(this.name); }, name: 'object' });
target.addEventListener('x', (e) => e.preventDefault(), { once: true });
const twice = () => log.push('twice');
target.addEventListener('x', twice);
target.addEventListener('x', twice);
target.addEventListener('x', twice, true);
assert.strictEqual(target.dispatchEvent(event), false);
// As in Node, and unlike in browsers, a listener that is added while others follow is called.
assert.deepStrictEqual(log, ['function', 'object', 'twice', 'twice', 'added']);
const last = new EventTarget();
last.addEventListener('l', () => last.addEventListener('l', () => assert.fail()), { once: true });
last.dispatchEvent(new Event('l'));
assert.deepStrictEqual([event.eventPhase, event.currentTarget, event.target === target], [0, null, true]);
const passive = new EventTarget();
passive.addEventListener('p', (e) => e.preventDefault(), { passive: true });
assert.strictEqual(passive.dispatchEvent(new Event('p', { cancelable: true })), true);
const stopping = new EventTarget();
stopping.addEventListener('s', (e) => e.stopImmediatePropagation());
stopping.addEventListener('s', () => assert.fail());
stopping.dispatchEvent(new Event('s'));
