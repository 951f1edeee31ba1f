// heddle-only
// A program that breaks every built-in it can reach does not break the runtime's own code.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  const boom = () => { throw new Error('user tampering reached the runtime'); };
  const { ownKeys, defineProperty, getOwnPropertyDescriptor } = Reflect;
  const protos = [Array.prototype, Map.prototype, Set.prototype, String.prototype, Promise.prototype];
  for (let i = 0; i < 5; i++) {
    const keys = ownKeys(protos[i]);
    for (let k = 0; k < keys.length; k++) {
      const descriptor = getOwnPropertyDescriptor(protos[i], keys[k]);
      if (keys[k] === 'constructor' || typeof descriptor.value !== 'function') continue;
      descriptor.value = boom;
      defineProperty(protos[i], keys[k], descriptor);
    }
  }
  setTimeout(() => parentPort.postMessage('timer works'), 1);
  parentPort.on('message', (m) => { parentPort.postMessage(m); parentPort.close(); });
`, { eval: true });
const seen = [];
worker.on('message', (m) => { seen.push(m); if (seen.length === 1) worker.postMessage('echo works'); });
assert.deepStrictEqual(await once(worker, 'exit'), [0]);
assert.deepStrictEqual(seen, ['timer works', 'echo works']);
