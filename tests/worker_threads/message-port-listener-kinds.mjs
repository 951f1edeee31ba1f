// Listeners of both kinds see each message in the order of adding: on() gives data, the others get events.
import assert from 'node:assert';
import { MessageChannel } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
const log = [];
port2.addEventListener('message', (event) => {
  log.push(['event', event.data, event instanceof MessageEvent, event.target === port2]);
});
await new Promise((resolve) => {
  port2.on('message', (data) => { log.push(['data', data]); resolve(); });
  port1.postMessage('a');
});
assert.deepStrictEqual(log, [['event', 'a', true, true], ['data', 'a']]);
assert.strictEqual(port2.listenerCount('message'), 2);
port2.removeAllListeners('message');
assert.strictEqual(port2.listenerCount('message'), 0);
port1.close();
