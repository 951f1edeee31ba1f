// A MessagePort has the methods of an EventEmitter and those of an EventTarget.
import assert from 'node:assert';
import { MessageChannel } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
const seen = [];
const removed = () => seen.push('removed');
assert.strictEqual(port2.on('message', removed), port2);
assert.strictEqual(port2.off('message', removed), port2);
port2.once('message', (value) => seen.push(`once ${value}`));
port2.addListener('message', (value) => seen.push(`on ${value}`));
port2.addEventListener('message', (event) => seen.push(`event ${event.data} ${event.type}`));
port2.onmessage = (event) => seen.push(`property ${event.data}`);
assert.strictEqual(port2.listenerCount('message'), 4);
assert(port2.eventNames().includes('message'));
port2.on('own', (value) => seen.push(`own ${value}`));
assert.strictEqual(port2.emit('own', 5), true);
assert.strictEqual(port2.emit('nobody'), false);
assert.strictEqual(port2.setMaxListeners(20), undefined);
assert.strictEqual(port2.getMaxListeners(), 20);
port1.postMessage('a');
port1.postMessage('b');
port2.on('close', () => {
  assert.deepStrictEqual(seen, [
    'own 5', 'once a', 'on a', 'event a message', 'property a', 'on b', 'event b message', 'property b',
  ]);
  port2.removeAllListeners('own');
  assert.strictEqual(port2.listenerCount('own'), 0);
  port2.removeAllListeners();
  assert(!port2.eventNames().includes('message'));
});
port2.on('message', (value) => { if (value === 'b') port1.close(); });
