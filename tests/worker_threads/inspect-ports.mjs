// util.inspect of a port shows whether it is open and keeps the loop alive.
import assert from 'node:assert';
import { inspect } from 'node:util';
import { MessageChannel } from 'node:worker_threads';
import * as namespace from 'node:path';

const { port1 } = new MessageChannel();
assert.match(inspect(port1), /^MessagePort [^]*active: true,\s+refed: false/);
port1.on('message', () => {});
assert.match(inspect(port1), /active: true,\s+refed: true/);
port1.own = 1;
assert.match(inspect(port1), /own: 1/);
port1.close();

// Errors of clones show values as well; module namespaces are none of the proxies of which they show the target.
assert.throws(() => structuredClone(namespace), { name: 'DataCloneError', message: '[object Module] could not be cloned.' });

// A port that is sent through its own channel: the message counts as sent.
process.removeAllListeners('warning');
process.on('warning', () => {});
const lost = new MessageChannel();
assert.strictEqual(lost.port1.postMessage(lost.port2, [lost.port2]), true);
