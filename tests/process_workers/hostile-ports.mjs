// heddle-only
// What a process worker says of ports is checked: numbers, ends that it has no right to, messages that never were, floods.
import assert from 'node:assert';
import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';

// In a worker: `message(port, number, ...)` is a frame with an array of ports, each `[way, number]`.
const tools = `
  const fs = require('node:fs');
  const { parentPort } = require('node:worker_threads');
  const u32 = (n) => [n & 255, n >> 8 & 255, n >> 16 & 255, n >>> 24];
  const u64 = (n) => [...u32(n % 2 ** 32), ...u32(Math.floor(n / 2 ** 32))];
  const pair = (tag, data) => [...u32(data), ...u32(tag)];
  const text = (bytes) => [...u32(bytes.length), ...bytes];
  const [MESSAGE, TAKEN, RETURNED, CLOSED, ARRIVED, DONE] = [1, 2, 3, 4, 5, 6];
  const [NEW, BACK, BOTH] = [0, 1, 2];
  const sleep = new Int32Array(new SharedArrayBuffer(4));
  // As often as it takes: the socket may be full.
  function write(...parts) {
    const bytes = Buffer.from(parts.flat(Infinity));
    for (;;) {
      try { return fs.writeSync(3, bytes); } catch (error) { if (error.code !== 'EAGAIN') throw error; }
      Atomics.wait(sleep, 0, 0, 1);
    }
  }
  function value(ports, kind = 'MessagePort', extra = []) {
    const body = [pair(TAGS.HEADER, TAGS.OTHER_PROCESS), pair(TAGS.ARRAY, ports.length),
      ports.map((_, i) => [pair(TAGS.INT32, i), pair(TAGS.CLONED, i)]), pair(TAGS.END_OF_KEYS, 0)].flat(Infinity);
    return [8, u32(ports.length), u64(body.length), body,
      ports.map(([way, number, extra = []]) => [3, text(Buffer.from(kind)), text([way, u64(number), extra].flat()), 0, 0])];
  }
  const message = (number, ports, kind) => write(MESSAGE, 0, u64(number), u64(0), value(ports, kind));
  // A platform object that is nothing but a port.
  const described = (kind, number) => {
    const body = [pair(TAGS.HEADER, TAGS.OTHER_PROCESS), pair(TAGS.CLONED, 0)].flat();
    const part = (kind, bytes, ...rest) => [3, text(Buffer.from(kind)), text(bytes), 0, rest.length, rest];
    const one = (part) => [8, u32(1), u64(body.length), body, part];
    write(MESSAGE, 0, u64(0), u64(0), one(part(kind, [], one(part('MessagePort', [NEW, ...u64(number)])))));
  };
  const plain = (kind, number, taken = 0) => write(kind, 0, u64(number), u64(taken), 1, u32(0), u64(0));
  const say = (kind, number) => write(kind, 0, u64(number));
`.replaceAll(/TAGS\.(\w+)/g, (_, name) => ({
  HEADER: 0xfff10000, OTHER_PROCESS: 2, ARRAY: 0xffff0007, INT32: 0xffff0003, CLONED: 0xffff8001, END_OF_KEYS: 0xffff0013,
})[name]);

// Nothing is closed because nobody holds it any more.
const kept = [];
async function end(code, use = (value) => kept.push(value), unread = () => {}) {
  const worker = new Worker(`${tools}; (async () => { ${code} })().then(() => parentPort.postMessage('done'));
    setInterval(() => {}, 1000);`, { eval: true, isolation: 'process' });
  let done = false;
  worker.on('message', (message) => {
    if (message === 'done') {
      done = true;
      worker.terminate();
    } else {
      use(message, worker);
    }
  });
  worker.on('messageerror', (error) => unread(error, worker));
  await once(worker, 'exit');
  return done ? 'lives' : worker.exitReason;
}

// The frames are what the runtime's own are.
{
  const seen = [];
  assert.strictEqual(await end('message(0, [[NEW, 3], [NEW, 5]]); plain(MESSAGE, 5); say(CLOSED, 3);', ([one, two]) => {
    seen.push(once(one, 'close'), once(two, 'message'));
    one.ref();
    two.start();
  }), 'lives');
  assert.deepStrictEqual((await Promise.all(seen)).length, 2);
}
for (const code of [
  'message(0, [[NEW, 0]])', // there from the start
  'message(0, [[NEW, 1]])',
  'message(0, [[NEW, 4]])', // a number for this process to choose
  'message(0, [[NEW, 3], [NEW, 3]])', // twice
  'message(0, [[NEW, 3]]); message(0, [[NEW, 3]])',
  'message(0, [[BACK, 9]])', // of a port that is not there
  'message(0, [[3, 3]])', // in no way
  'message(0, [[NEW, 3, [0]]])', // too long
  'message(0, [[NEW, 3]], "NoSuchThing")',
  'message(0, [[NEW, 3]], "Descriptor")', // without a descriptor
  'message(0, [[NEW, 3]], "FileHandle")', // without a message
  'plain(MESSAGE, 3)',
  'say(CLOSED, 3)',
  'say(ARRIVED, 0)', // nothing went there
  'say(DONE, 0)',
  'plain(RETURNED, 0)',
  'message(0, [[NEW, 3]]); plain(MESSAGE, 3, 1)', // taken what was not sent
  'message(0, [[NEW, 3], [BACK, 3]]); plain(RETURNED, 3)', // returned what was not sent
  'message(0, [[NEW, 3], [BACK, 3], [BACK, 3]])', // back twice
  'message(0, [[NEW, 3], [BACK, 3]]); say(CLOSED, 3)',
  'message(0, [[NEW, 3]]); say(CLOSED, 3); say(CLOSED, 3); say(CLOSED, 3)',
  'message(0, [[BACK, 0]]); say(CLOSED, 0)', // it has no end any more
  'write(7, 0, u64(3), 0xff)', // a group of no name
  'write(7, 0, u64(3), Array(1025).fill(65))',
  'write(7, 0, u64(2), 65)',
  'write(7, 0, u64(3), 65); write(7, 0, u64(3), 65)',
  'write(7, 0, 3)',
  'write(MESSAGE, 0, u64(0))', // cut off
  'write(CLOSED, 0, u64(0), 0)',
  'write(CLOSED, 0, [0])',
]) assert.strictEqual(await end(`${code}; await new Promise(() => {})`), 'misbehaved', code);

// A flood of ports, with and without closing: the parent does not grow without bound.
assert.strictEqual(await end(`
  for (let n = 3; n < 400_000; n += 2000) message(0, Array.from({ length: 1000 }, (_, i) => [NEW, n + 2 * i]));
  await new Promise(() => {});`), 'misbehaved');
// An honest one is told when it is too many.
{
  let most = 0;
  const held = [];
  await end(`
    const { MessageChannel } = require('node:worker_threads');
    let sent = 0;
    try {
      for (;; sent += 1024) {
        const ports = Array.from({ length: 1024 }, () => new MessageChannel().port1);
        parentPort.postMessage({ ports }, ports);
      }
    } catch (error) {
      parentPort.postMessage({ sent, name: error.name, message: error.message });
    }`, ({ ports, sent, name, message }) => {
    if (ports) {
      held.push(...ports);
      return;
    }
    most = sent;
    assert.match(`${name}: ${message}`, /^DataCloneError: .*too many ports/);
  });
  assert.strictEqual(most, 65_536);
  assert.strictEqual(held.length, most);
}

// What comes over the port of a stream or a signal is whatever the other process likes.
for (const kind of ['ReadableStream', 'WritableStream', 'TransformStream', 'AbortSignal', 'FileHandle', 'Blob']) {
  let failed = 0;
  const lives = await end(`
    described('${kind}', 3);
    for (const junk of [[0, u32(0), u64(0)], [1, u32(0), u64(0)], [5, u32(0), u64(1), 65]]) {
      write(MESSAGE, 0, u64(3), u64(0), junk);
    }
    await new Promise((resolve) => parentPort.once('message', resolve));`, (value, worker) => {
    if (kind === 'ReadableStream') {
      value.getReader().read().catch(() => {
        failed++;
        worker.postMessage('end');
      });
    } else if (kind === 'WritableStream') {
      value.getWriter().closed.catch(() => {
        failed++;
        worker.postMessage('end');
      });
    } else {
      worker.postMessage('end');
    }
  }, (error, worker) => {
    failed++;
    worker.postMessage('end');
  });
  assert.strictEqual(lives, 'lives', kind);
  // A handle without a descriptor is a closed one.
  assert.strictEqual(failed, kind === 'FileHandle' ? 0 : 1, kind);
}
