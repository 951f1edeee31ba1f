// heddle-only
// Whatever a process worker writes on the descriptor that it speaks to its parent by, the parent lives, stays responsive, and
// ends a worker that sends what no worker sends.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

async function end(source) {
  const worker = new Worker(`
    const fs = require('node:fs');
    const write = (...bytes) => fs.writeSync(3, Buffer.from(bytes.flat()));
    const again = (times, bytes) => {
      for (let i = 0; i < times; i++) {
        try { fs.writeSync(3, bytes); } catch (error) { if (error.code !== 'EAGAIN') throw error; }
      }
    };
    ${source};
    setInterval(() => {}, 1000);
  `, { eval: true, isolation: 'process' });
  worker.on('message', () => assert.fail('nothing of this is a message'));
  const [code] = await once(worker, 'exit');
  return [code, worker.exitReason];
}
const zeros = (count) => `Array(${count}).fill(0)`;
const misbehaved = [1, 'misbehaved'];
for (const source of [
  'write(9, 9, 9)', // an unknown kind
  'write(1)', // cut off
  `write(0xf1, ${zeros(80)})`, // the news of its own end, while it lives
  'write(0xf1, 1)',
  'write(0xf0, 65)',
  'write(32, 0, 1, 0, 0, 0)', // another process as its own
  'write(35, 0, 3)', // output on no stream
  'write(40, 0, 0, 0, 0, 0, 255, 0)', // an end for no reason
  `write(1, 0, ${zeros(16)}, 8, 0, 0, 0, 0, 8, ${zeros(7)}, 1, 2, 3, 4, 5, 6, 7, 8)`, // a message of garbage
  `write(1, 0, 7, ${zeros(15)}, 0, ${zeros(12)})`, // to a port that is not there
  `write(2, 0, ${zeros(8)}, Array(8).fill(255))`, // it has taken more than was sent
  `write(41, 0, ${zeros(4)}, 1)`, // an answer that nobody has asked for
  'write(1, 1, 0); write(2, 0, 0)', // the rest of another frame
]) assert.deepStrictEqual(await end(source), misbehaved, source);

// It says that it ends, and stays: it is ended.
assert.deepStrictEqual(await end('write(40, 0, 5, 0, 0, 0, 0, 0)'), [5, 'finished']);
assert.deepStrictEqual(await end('fs.closeSync(3)'), [0, 'crashed']);
// Many frames, of which each is right.
assert.deepStrictEqual(await end('again(100_000, Buffer.from([33, 0])); process.exit(2)'), [2, 'finished']);
