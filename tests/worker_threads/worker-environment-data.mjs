// setEnvironmentData: what a thread sets, the workers that it makes later start with, as copies of their own.
import assert from 'node:assert';
import { once } from 'node:events';
import { getEnvironmentData, setEnvironmentData, Worker } from 'node:worker_threads';

const key = { any: 'object' };
setEnvironmentData('plain', { n: 1 });
setEnvironmentData(key, 'by object');
setEnvironmentData('gone', 1);
setEnvironmentData('gone', undefined);
assert.deepStrictEqual(getEnvironmentData('plain'), { n: 1 });
assert.strictEqual(getEnvironmentData(key), 'by object');
assert.strictEqual(getEnvironmentData('gone'), undefined);

const start = `
  const { getEnvironmentData, parentPort, setEnvironmentData, Worker } = require('node:worker_threads');
  const value = getEnvironmentData('plain');
  value.n++;
  setEnvironmentData('plain', value);
`;
const inner = `${start} parentPort.postMessage(value);`;
const outer = `${start}
  new Worker(${JSON.stringify(inner)}, { eval: true }).on('message', (deeper) => parentPort.postMessage([value, deeper]));
`;
const worker = new Worker(outer, { eval: true });
setEnvironmentData('plain', 'too late for that one');
assert.deepStrictEqual(await once(worker, 'message'), [[{ n: 2 }, { n: 3 }]]);

setEnvironmentData('bad', () => {});
assert.throws(() => new Worker('', { eval: true }), { name: 'DataCloneError' });
