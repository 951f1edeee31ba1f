// heddle-only
// Ports go to process workers, from one to another, and back; nothing that was sent is lost or overtaken on the way.
import assert from 'node:assert';
import { once } from 'node:events';
import { MessageChannel, MessagePort, Worker, receiveMessageOnPort } from 'node:worker_threads';

// Each does what it is told on its parent's port, and answers when it has.
const source = `
  const { MessageChannel, MessagePort, parentPort, receiveMessageOnPort, workerData } = require('node:worker_threads');
  const kept = {};
  if (workerData?.port) workerData.port.postMessage('from workerData');
  parentPort.on('message', async ({ code, value }) => {
    const run = new (async () => {}).constructor('kept', 'value', 'MessageChannel', 'MessagePort', 'receiveMessageOnPort', code);
    const result = await run(kept, value, MessageChannel, MessagePort, receiveMessageOnPort) ?? {};
    parentPort.postMessage(result, result.transfer ?? []);
  });
`;
const start = (options) => new Worker(source, { eval: true, isolation: 'process', ...options });
async function tell(worker, code, value, transfer = []) {
  worker.postMessage({ code, value }, transfer);
  return (await once(worker, 'message'))[0];
}
// All messages until one is 'end'.
const all = (port) => new Promise((resolve) => {
  const seen = [];
  port.on('message', (message) => (message === 'end' ? resolve(seen) : seen.push(message)));
});
const numbers = (from, to) => Array.from({ length: to - from }, (_, index) => from + index);

// In workerData, and back in an answer.
const first = new MessageChannel();
const a = start({ workerData: { port: first.port2 }, transferList: [first.port2] });
assert.deepStrictEqual(await once(first.port1, 'message'), ['from workerData']);
const b = start();

// What waits goes along and what is sent later follows; sent on from one process to the other.
{
  const { port1, port2 } = new MessageChannel();
  for (const n of numbers(0, 10)) port1.postMessage(n);
  a.postMessage({ code: 'return { port: value, transfer: [value] }', value: port2 }, [port2]);
  for (const n of numbers(10, 1000)) port1.postMessage({ n });
  const { port } = (await once(a, 'message'))[0];
  for (const n of numbers(1000, 1100)) port1.postMessage(n);
  assert(port instanceof MessagePort);
  b.postMessage({ code: `
    return await new Promise((resolve) => {
      const seen = [];
      value.on('message', (m) => (m === 'end' ? resolve({ seen }) : seen.push(m.n ?? m)));
    });`, value: port }, [port]);
  for (const n of numbers(1100, 1200)) port1.postMessage(n);
  port1.postMessage('end');
  assert.deepStrictEqual((await once(b, 'message'))[0].seen, numbers(0, 1200));
  port1.close();
}

// Made in one process, used by two others; both ends go through this one.
{
  const { ports } = await tell(a, `
    const { port1, port2 } = new MessageChannel();
    port1.postMessage('early');
    return { ports: [port1, port2], transfer: [port1, port2] };`);
  const ready = tell(a, 'kept.port = value; value.on("message", (m) => value.postMessage(m + 1));', ports[0], [ports[0]]);
  await ready;
  const { seen } = await tell(b, `
    return await new Promise((resolve) => {
      const seen = [];
      value.on('message', (m) => {
        seen.push(m);
        if (m === 100) { value.close(); resolve({ seen }); } else value.postMessage(m === 'early' ? 0 : m);
      });
    });`, ports[1], [ports[1]]);
  assert.deepStrictEqual(seen, ['early', ...numbers(1, 101)]);
}

// Home again: the channel no longer depends on the process that it has visited.
{
  const visited = start();
  const { port1, port2 } = new MessageChannel();
  port1.postMessage('sent before');
  const { port } = await tell(visited, 'return { port: value, transfer: [value] }', port2, [port2]);
  const made = (await tell(visited, `
    const { port1, port2 } = new MessageChannel();
    port2.postMessage('waits');
    return { ports: [port1, port2], transfer: [port1, port2] };`)).ports;
  // By then it has sent what waited.
  await tell(visited, '');
  visited.terminate();
  await once(visited, 'exit');
  for (const [one, other, expected] of [[port1, port, 'sent before'], [made[1], made[0], 'waits']]) {
    const seen = all(other);
    one.postMessage('afterwards');
    one.postMessage('end');
    assert.deepStrictEqual(await seen, [expected, 'afterwards']);
    one.close();
    await once(other, 'close');
  }
}

// There and back many times, while the other end sends.
{
  const { port1, port2 } = new MessageChannel();
  let port = port2;
  let sent = 0;
  for (let round = 0; round < 50; round++) {
    const worker = round % 3 ? a : b;
    for (let i = 0; i < 7; i++) port1.postMessage(sent++);
    const back = tell(worker, 'return { port: value, transfer: [value] }', port, [port]);
    for (let i = 0; i < 7; i++) port1.postMessage(sent++);
    ({ port } = await back);
  }
  const seen = all(port);
  port1.postMessage('end');
  assert.deepStrictEqual(await seen, numbers(0, sent));
  port1.close();
}

// Ports in the queues of ports in the queues of ports.
{
  let inner = new MessageChannel();
  inner.port1.postMessage('innermost');
  const keep = [inner.port1];
  for (let depth = 0; depth < 2000; depth++) {
    const outer = new MessageChannel();
    outer.port1.postMessage(inner.port2, [inner.port2]);
    keep.push(outer.port1);
    inner = outer;
  }
  const { depth } = await tell(a, `
    let depth = 0;
    for (let port = value; ; depth++) {
      const next = await new Promise((resolve) => port.once('message', resolve));
      if (next === 'innermost') return { depth };
      port = next;
    }`, inner.port2, [inner.port2]);
  assert.strictEqual(depth, 2000);
  keep.forEach((port) => port.close());
}

// Flow control counts to the end of the way.
{
  const { port1, port2 } = new MessageChannel();
  const { port: relayed } = await tell(a, `
    kept.far = new MessageChannel();
    return { port: kept.far.port1, transfer: [kept.far.port1] };`);
  await tell(b, 'kept.relayed = value;', relayed, [relayed]);
  await tell(b, 'for (let i = 0; i < 3; i++) kept.relayed.postMessage({ i });');
  const { queued } = await tell(b, 'return { queued: kept.relayed.queued }');
  assert.strictEqual(queued.messages, 3);
  await tell(a, 'await new Promise((r) => { let n = 0; kept.far.port2.on("message", () => { if (++n === 3) r(); }); });');
  await tell(b, 'await kept.relayed.postMessageAsync("x"); while (kept.relayed.queued.messages) await new Promise(setImmediate);');
  await tell(a, 'kept.port = value; value.start();', port2, [port2]);
  for (let i = 0; i < 100; i++) await port1.postMessageAsync(new Uint8Array(50_000));
  port1.close();
}

// Synchronously, here and there.
{
  const { port1, port2 } = new MessageChannel();
  const flag = new Int32Array(new SharedArrayBuffer(8));
  a.postMessage({ code: `
    value.port.postMessage('question');
    Atomics.store(value.flag, 0, 1);
    Atomics.notify(value.flag, 0);
    Atomics.wait(value.flag, 1, 0);
    let answer;
    while (answer === undefined) answer = receiveMessageOnPort(value.port);
    return answer;`, value: { port: port2, flag } }, [port2]);
  Atomics.wait(flag, 0, 0);
  let question;
  while (question === undefined) question = receiveMessageOnPort(port1);
  assert.deepStrictEqual(question, { message: 'question' });
  port1.postMessage('answer');
  Atomics.store(flag, 1, 1);
  Atomics.notify(flag, 1);
  assert.deepStrictEqual(await once(a, 'message'), [{ message: 'answer' }]);
  port1.close();
}

a.postMessage({ code: 'process.exit(3)' });
assert.deepStrictEqual(await once(a, 'exit'), [3]);
b.terminate();
