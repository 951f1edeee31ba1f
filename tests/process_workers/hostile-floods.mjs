// heddle-only
// However much a process worker sends that is right and that nobody takes, its parent keeps only so much of it; what is taken
// later is whole. docs/process-workers.md names the numbers.
import assert from 'node:assert';
import { once } from 'node:events';
import { receiveMessageOnPort, Worker } from 'node:worker_threads';
import { rawLink } from './fixtures/raw-link.mjs';

const MiB = 2 ** 20;
// What may wait, what each thing counts besides its bytes, and a ring with room for what is about to be written.
const [most, overhead, ring] = [64 * MiB, 256, 2 * MiB];
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

// In the worker: `flood(times, words, make)` writes that often the frames with these kinds that `make(i)` gives the bodies of, and
// counts them in `written`.
const floods = `
  const { workerData: written } = require('node:worker_threads');
  function flood(times, kinds, make, batch = 64) {
    for (let i = 0; i < times; i += batch) {
      const frames = [];
      for (let j = i; j < i + batch; j++) make(j).forEach((body, k) => frames.push(pieceOf(kinds[k], body)));
      const bytes = Buffer.concat(frames);
      waitForRoom(bytes.length);
      copy(bytes);
      publish();
      Atomics.add(written, 0, batch);
    }
  }
  const number = (n, ...rest) => {
    const bytes = Buffer.alloc(8 + rest.length);
    bytes.writeUInt32LE(n);
    bytes.set(rest, 8);
    return bytes;
  };
`;

function start(source, options) {
  const written = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(`${source}; setInterval(() => {}, 1000);`, {
    eval: true, isolation: 'process', workerData: written, ...options,
  });
  return { worker, written };
}

// Runs turns of the loop until so many things were written, and then some more: never more than `limit` are, and the parent grows by
// no more than what may wait, as the allocator keeps it.
async function stays(written, count, limit, from) {
  let highest = 0;
  for (let more = 0; more < 300; ) {
    await nextTurn();
    highest = Math.max(highest, process.memoryUsage().rss - from);
    const now = Atomics.load(written, 0);
    assert(now <= limit, `${now} of at most ${limit}`);
    if (now >= count) more++;
  }
  assert(highest < 128 * MiB, `grew by ${highest} bytes`);
}

// Large messages and small ones to a port that nobody has started.
for (const size of [16 * 1024, 1]) {
  const { worker, written } = start(`${rawLink}; ${floods};
    message(0, [[NEW, 3]]);
    const body = (i) => {
      const bytes = Buffer.alloc(8 + 8 + 13 + ${size}, 0x61);
      bytes.fill(0, 0, 29);
      bytes[0] = 3;
      bytes[16] = 5;
      bytes.writeUInt32LE(${size}, 21);
      if (${size} > 8) bytes.write(String(i), 29);
      return [bytes];
    };
    flood(1 << 20, [MESSAGE], body, ${size > 1 ? 4 : 64});
  `);
  const from = process.memoryUsage().rss;
  const [[port]] = await once(worker, 'message');
  const cost = overhead + 13 + size;
  const [count, limit] = [most / cost, (most + ring) / cost + ring / (16 + size) + 256];
  await stays(written, Math.floor(count - 64), limit, from);
  // They are all there, and when they are taken the next ones come.
  let taken = 0;
  port.on('message', (text) => {
    assert.strictEqual(text.length, size);
    if (size > 8) assert.strictEqual(parseInt(text, 10), taken);
    if (++taken === Math.ceil(limit) + 1000) worker.terminate();
  });
  await once(worker, 'exit');
  assert(taken > limit);
}

// Answers that it does not read: it joins groups and leaves them.
{
  const from = process.memoryUsage().rss;
  const { worker, written } = start(`${rawLink}; ${floods};
    flood(1 << 20, [GROUP, CLOSED], (i) => [number(2 * i + 3, 65), number(2 * i + 3)]);`);
  await stays(written, most / overhead - 64, most / overhead + ring / 16 + ring / 32, from);
  await worker.terminate();
}

// Output that nobody reads, of a worker that does not wait until more is wanted.
{
  const from = process.memoryUsage().rss;
  const size = 16 * 1024;
  const { worker, written } = start(`${rawLink}; ${floods};
    const output = Buffer.alloc(${size}, 0x61);
    output[0] = 1;
    flood(1 << 20, [35], () => [output], 4);`, { stdout: true });
  const limit = (most + ring) / (overhead + size) + ring / size + 64;
  await stays(written, Math.floor(most / (overhead + size)) - 64, limit, from);
  let length = 0;
  worker.stdout.on('data', (bytes) => {
    if ((length += bytes.length) > 3 * most) worker.terminate();
  });
  await once(worker, 'exit');
  assert(length > 3 * most);
}

// Reports while the parent takes messages and does not come to its loop.
{
  const { worker, written } = start(`${rawLink}; ${floods};
    message(0, [[NEW, 3]]);
    flood(1 << 22, [33], () => [Buffer.alloc(0)]);`);
  const [[port]] = await once(worker, 'message');
  const limit = most / overhead + ring / 8 + 256;
  for (let more = 0; more < 300; ) {
    receiveMessageOnPort(port);
    const now = Atomics.load(written, 0);
    assert(now <= limit, `${now} of at most ${limit}`);
    if (now >= most / overhead - 64) more++;
  }
  await worker.terminate();
}

// One message in pieces that has no end.
{
  const from = process.memoryUsage().rss;
  const { worker } = start(`${rawLink};
    const piece = Buffer.alloc(32 * 1024);
    for (;;) {
      waitForRoom(2 * piece.length);
      put(1, piece, 2 ** 31 + piece.length);
      publish();
    }`);
  const [code] = await once(worker, 'exit');
  assert.deepStrictEqual([code, worker.exitReason], [1, 'misbehaved']);
  assert(process.memoryUsage().rss - from < 192 * MiB);
}

// An honest one: what it posts waits on its own side, and everything arrives in order, also over another port.
{
  const messages = 2500, size = 64 * 1024;
  const { worker } = start(`
    const { MessageChannel, parentPort } = require('node:worker_threads');
    const { port1, port2 } = new MessageChannel();
    parentPort.postMessage([port1], [port1]);
    for (let i = 0; i < ${messages}; i++) port2.postMessage(String(i).padEnd(${size}));
    parentPort.postMessage('last');`);
  const from = process.memoryUsage().rss;
  const [[port]] = await once(worker, 'message');
  let highest = 0;
  for (let turns = 0; turns < 300; turns++) {
    await nextTurn();
    highest = Math.max(highest, process.memoryUsage().rss - from);
  }
  assert(highest < 128 * MiB, `grew by ${highest} bytes`);
  const last = once(worker, 'message');
  let taken = 0;
  port.on('message', (text) => {
    assert.deepStrictEqual([text.length, parseInt(text, 10)], [size, taken]);
    taken++;
  });
  assert.deepStrictEqual(await last, ['last']);
  while (taken < messages) await nextTurn();
  await worker.terminate();
}
