// The event loop of a worker has the same order as the main one's.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  const log = [];
  setImmediate(() => {
    setTimeout(() => { log.push('timeout'); parentPort.postMessage(log); }, 0);
    setImmediate(() => log.push('immediate'));
    queueMicrotask(() => log.push('microtask'));
    process.nextTick(() => log.push('tick'));
    Promise.resolve().then(() => log.push('promise'));
    log.push('sync');
  });
`, { eval: true });
const [log] = await once(worker, 'message');
assert.deepStrictEqual(log.slice(0, 4), ['sync', 'tick', 'microtask', 'promise']);
assert.deepStrictEqual(log.slice(4).sort(), log.length === 6 ? ['immediate', 'timeout'] : ['timeout']);
