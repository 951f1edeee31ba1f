// heddle-only
// Whatever a process worker writes on the descriptor and into the memory that it speaks to its parent by, the parent lives and
// ends a worker that sends what no worker sends.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { rawLink } from './fixtures/raw-link.mjs';

async function end(source, posts = 0) {
  const worker = new Worker(`
    ${rawLink};
    ${source};
    setInterval(() => {}, 1000);
  `, { eval: true, isolation: 'process' });
  worker.on('message', () => assert.fail('nothing of this is a message'));
  worker.on('error', (error) => { throw error; });
  for (let i = 0; i < posts; i++) worker.postMessage(i);
  // It looks at the ring although nobody wakes it.
  const turns = setInterval(() => {}, 5);
  const [code] = await once(worker, 'exit');
  clearInterval(turns);
  return [code, worker.exitReason];
}
const zeros = (count) => `Array(${count}).fill(0)`;
const misbehaved = [1, 'misbehaved'];
const before = process.memoryUsage().rss;
for (const source of [
  // On the socket
  'packet(9, 9)', // what is no packet
  'packet(1)', // cut off
  'packet(9, 0, 9)', // an unknown kind
  'packet(1, 1, 0); packet(2, 0, 0)', // the rest of another frame
  `packet(0xf1, ${zeros(80)})`, // the news of its own end, while it lives
  'packet(0xf1, 1)',
  'packet(0xf0, 65)',
  'packet(32, 0, 1, 0, 0, 0)', // another process as its own
  'again(100_000, 0xe0)', // waking one that did not ask for it
  'again(100_000, 0xe1)', // descriptors that are none
  // In the ring
  'frame(9, 9)', // an unknown kind
  'frame(1)', // cut off
  'frame(0xf1)',
  'frame(32, 1, 0, 0, 0)',
  'frame(35, 3)', // output on no stream
  'frame(40, 0, 0, 0, 0, 255, 0)', // an end for no reason
  `frame(1, ${zeros(16)}, 8, 0, 0, 0, 0, 8, ${zeros(7)}, 1, 2, 3, 4, 5, 6, 7, 8)`, // a message of garbage
  `frame(1, 7, ${zeros(15)}, 0, ${zeros(12)})`, // to a port that is not there
  `frame(2, ${zeros(8)}, Array(8).fill(255))`, // it has taken more than was sent
  `frame(41, ${zeros(4)}, 1)`, // an answer that nobody has asked for
  'put(33 | 1 << 8); publish()', // a descriptor that did not come
  'put(33 | 65535 << 8); publish()',
  'put(1 | 1 << 31, Array(8).fill(255)); publish()', // in memory that did not come
  'put(1, [], 1 << 30); publish()', // 1 GiB that is announced
  'put(1, [], 1 << 31 | 1 << 30); publish()', // and more to follow
  'put(1, [], 2 ** 31); publish()', // pieces of nothing
  'put(1, [1, 2, 3], 2 ** 31 + 3); put(2, [1]); publish()', // pieces of two frames
  'put(1, [1, 2, 3], 200); publish()', // longer than what is there
  'head += 1n << 40n; publish()',
  'head -= 8n; publish()',
  'head = -1n; publish()',
  'head += capacity + 8n; publish()',
]) assert.deepStrictEqual(await end(source), misbehaved, source);
// As one that reads where nothing was written.
for (const tail of ['1n << 40n', '-1n', '1n << 63n']) {
  assert.deepStrictEqual(await end(`set(ownTailAt, ${tail}); for (;;);`, 100_000), misbehaved, tail);
}
assert(process.memoryUsage().rss - before < 64 * 2 ** 20);

// It says that it ends, and stays: it is ended.
assert.deepStrictEqual(await end('frame(40, 5, 0, 0, 0, 0, 0)'), [5, 'finished']);
assert.deepStrictEqual(await end('fs.closeSync(3)'), [0, 'crashed']);
// Many frames, of which each is right.
assert.deepStrictEqual(await end('for (let i = 0; i < 8000; i++) put(33); frame(40, 2, 0, 0, 0, 0, 0)'), [2, 'finished']);
// A frame that is begun and never ended keeps nobody from anything.
assert.deepStrictEqual(await end('put(1, [1, 2, 3], 2 ** 31 + 3); publish(); process.kill(process.pid)'), [143, 'killed']);
