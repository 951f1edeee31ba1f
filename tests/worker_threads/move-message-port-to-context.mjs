// heddle-only: There are no contexts to move a port to; the error says so.
import assert from 'node:assert';
import { moveMessagePortToContext } from 'node:worker_threads';

const { port1 } = new MessageChannel();
const type = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' };
assert.throws(() => moveMessagePortToContext(), { ...type, message: 'The "port" argument must be a MessagePort instance' });
assert.throws(() => moveMessagePortToContext({}, {}), type);
assert.throws(() => moveMessagePortToContext(port1, 5), { ...type, message: 'Invalid context argument' });
assert.throws(() => moveMessagePortToContext(port1, {}), { code: 'ERR_METHOD_NOT_IMPLEMENTED', message: /node:vm/ });
port1.postMessage('still in order');
port1.close();
