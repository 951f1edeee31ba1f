// A port that was transferred can no longer be used here; a port cannot be sent over its own channel's source.
import assert from 'node:assert';
import { MessageChannel } from 'node:worker_threads';

const carrier = new MessageChannel();
const cargo = new MessageChannel();
carrier.port1.postMessage({ port: cargo.port1 }, [cargo.port1]);
assert.throws(() => carrier.port1.postMessage({ port: cargo.port1 }, [cargo.port1]), { name: 'DataCloneError' });
assert.throws(() => carrier.port1.postMessage(null, [carrier.port1]), { name: 'DataCloneError' });
const message = await new Promise((resolve) => carrier.port2.once('message', resolve));
cargo.port2.postMessage('through');
assert.strictEqual(await new Promise((resolve) => message.port.once('message', resolve)), 'through');
message.port.close();
carrier.port1.close();
