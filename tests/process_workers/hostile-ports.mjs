// heddle-only
// What a process worker says of ports is checked: numbers, ends that it has no right to, messages that never were, floods.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { rawLink } from './fixtures/raw-link.mjs';

// Nothing is closed because nobody holds it any more.
const kept = [];
async function run(source, use, unread = () => {}) {
  const worker = new Worker(`${source}; setInterval(() => {}, 1000);`, { eval: true, isolation: 'process' });
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
const end = (code, use = (value) => kept.push(value), unread) => run(`${rawLink}; ${code}`, use, unread);

// The frames are what the runtime's own are.
{
  const seen = [];
  assert.strictEqual(await end(`message(0, [[NEW, 3], [NEW, 5]]); plain(MESSAGE, 5); say(CLOSED, 3); sayText(0, 'done');`, ([one, two]) => {
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
  'frame(GROUP, u64(3), 0xff)', // a group of no name
  'frame(GROUP, u64(3), Array(1025).fill(65))',
  'frame(GROUP, u64(2), 65)',
  'frame(GROUP, u64(3), 65); frame(GROUP, u64(3), 65)',
  'frame(GROUP, 3)',
  'frame(MESSAGE, u64(0))', // cut off
  'frame(CLOSED, u64(0), 0)',
  'frame(CLOSED, [0])',
  // On the socket, where frames of ports do not go.
  'packet(MESSAGE, 0, u64(0), u64(0), 1, u32(0), u64(0))',
  'packet(CLOSED, 0, u64(0))',
]) assert.strictEqual(await end(code), 'misbehaved', code);

// A flood of ports, with and without closing: the parent does not grow without bound.
assert.strictEqual(await end(`
  for (let n = 3; n < 400_000; n += 2000) message(0, Array.from({ length: 1000 }, (_, i) => [NEW, n + 2 * i]));`), 'misbehaved');
// An honest one is told when it is too many.
{
  let most = 0;
  const held = [];
  await run(`
    const { MessageChannel, parentPort } = require('node:worker_threads');
    let sent = 0;
    try {
      for (;; sent += 1024) {
        const ports = Array.from({ length: 1024 }, () => new MessageChannel().port1);
        parentPort.postMessage({ ports }, ports);
      }
    } catch (error) {
      parentPort.postMessage({ sent, name: error.name, message: error.message });
    }
    parentPort.postMessage('done');`, ({ ports, sent, name, message }) => {
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
  const has = Promise.withResolvers();
  const fails = () => {
    failed++;
    has.resolve();
  };
  const lives = await end(`
    described('${kind}', 3);
    for (const junk of [[0, u32(0), u64(0)], [1, u32(0), u64(0)], [5, u32(0), u64(1), 65]]) {
      frame(MESSAGE, u64(3), u64(0), junk);
    }
    sayText(0, 'done');`, (value) => {
    kept.push(value);
    if (kind === 'ReadableStream') value.getReader().read().catch(fails);
    else if (kind === 'WritableStream') value.getWriter().closed.catch(fails);
    else has.resolve();
  }, fails);
  await has.promise;
  assert.strictEqual(lives, 'lives', kind);
  // A handle without a descriptor is a closed one.
  assert.strictEqual(failed, kind === 'FileHandle' ? 0 : 1, kind);
}
