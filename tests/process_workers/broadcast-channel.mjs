// heddle-only
// A BroadcastChannel reaches all others of its name: in this process, in those of its workers and their workers, each once.
import assert from 'node:assert';
import { once } from 'node:events';
import { BroadcastChannel, Worker, receiveMessageOnPort } from 'node:worker_threads';

const name = 'everywhere';
const source = `
  const { BroadcastChannel, Worker, parentPort, workerData } = require('node:worker_threads');
  const channel = new BroadcastChannel('${name}');
  const seen = [];
  channel.onmessage = ({ data }) => {
    seen.push(data);
    parentPort.postMessage({ id: workerData.id, data });
  };
  channel.onmessageerror = ({ data }) => parentPort.postMessage({ id: workerData.id, error: data.name });
  parentPort.on('message', (message) => {
    if (message.data) channel.postMessage(message.data);
    else process.kill(process.pid, 'SIGKILL');
  });
  if (workerData.nested) {
    const inner = new Worker(workerData.source, { eval: true, isolation: 'process', workerData: { id: 'inner' } });
    inner.on('message', (message) => parentPort.postMessage(message));
    parentPort.on('message', (message) => { if (message.inner) inner.postMessage({ data: message.inner }); });
  } else {
    parentPort.postMessage({ id: workerData.id, data: 'ready' });
  }
`.replace('else process', 'else if (message.kill) process');
const start = (id, isolation, nested) => {
  const worker = new Worker(source, { eval: true, isolation, workerData: { id, nested, source } });
  worker.on('message', note);
  return worker;
};
// Who has seen what, until all of `expected` have.
let seen = [];
let wake = () => {};
function note({ id, data, error }) {
  seen.push(`${id} ${error ?? data.text ?? data}`);
  wake();
}
async function until(...expected) {
  while (seen.length < expected.length) await new Promise((resolve) => { wake = resolve; });
  assert.deepStrictEqual(seen.sort(), expected.sort());
  seen = [];
}

const here = new BroadcastChannel(name);
here.onmessage = ({ data }) => note({ id: 'here', data });
const other = new BroadcastChannel('another name');
other.onmessage = () => assert.fail('not for this one');
const a = start('a', 'process');
await until('a ready');
const b = start('b', 'process');
await until('b ready');
const thread = start('thread', 'thread');
await until('thread ready');
const nest = start('nest', 'process', true);
await until('inner ready');

here.postMessage('one');
await until('a one', 'b one', 'thread one', 'nest one', 'inner one');
a.postMessage({ data: { text: 'two', bytes: new Uint8Array(100_000) } });
await until('here two', 'b two', 'thread two', 'nest two', 'inner two');
nest.postMessage({ inner: 'three' });
await until('here three', 'a three', 'b three', 'thread three', 'nest three');
thread.postMessage({ data: 'four' });
await until('here four', 'a four', 'b four', 'nest four', 'inner four');

// What a thread can have and another process cannot.
here.postMessage({ growing: new SharedArrayBuffer(8, { maxByteLength: 16 }), text: 'five' });
await until('thread five', ...['a', 'b', 'nest', 'inner'].map((id) => `${id} DataCloneError`));

// One of them dies: all others go on.
b.postMessage({ kill: true });
await once(b, 'exit');
here.close();
const waits = new BroadcastChannel(name);
a.postMessage({ data: 'six' });
let received;
while (received === undefined) received = receiveMessageOnPort(waits);
assert.deepStrictEqual(received, { message: 'six' });
await until('thread six', 'nest six', 'inner six');

// A name that is too long for other processes.
const long = new Worker(`
  const { BroadcastChannel, parentPort } = require('node:worker_threads');
  try { new BroadcastChannel('n'.repeat(1025)); } catch (error) { parentPort.postMessage(error.code); }
  const channel = new BroadcastChannel('n'.repeat(1024));
  channel.close();
`, { eval: true, isolation: 'process' });
assert.deepStrictEqual(await once(long, 'message'), ['ERR_PROCESS_WORKER_UNSUPPORTED']);
await once(long, 'exit');
waits.close();
other.close();
for (const worker of [a, thread, nest]) worker.terminate();
