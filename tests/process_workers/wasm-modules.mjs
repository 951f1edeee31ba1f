// heddle-only
// A WebAssembly.Module goes to a process worker, and comes from one, by the bytes that it was compiled from, however it was made.
import assert from 'node:assert';
import { once } from 'node:events';
import { BroadcastChannel, MessageChannel, setEnvironmentData, Worker } from 'node:worker_threads';
import { rawLink } from './fixtures/raw-link.mjs';

const text = (string) => [string.length, ...Buffer.from(string)];
const section = (id, ...bytes) => {
  const content = bytes.flat(Infinity);
  const length = [];
  for (let rest = content.length; ; rest >>= 7) {
    length.push(rest & 0x7f | (rest > 0x7f ? 0x80 : 0));
    if (rest <= 0x7f) return [id, ...length, ...content];
  }
};
const head = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
// A function that adds, a memory of which two bytes are set, and a section with a name of the program's.
const large = Array.from({ length: 100_000 }, (_, i) => i & 0xff);
const adder = (note) => new Uint8Array([
  head,
  section(1, 1, 0x60, 2, 0x7f, 0x7f, 1, 0x7f),
  section(3, 1, 0),
  section(5, 1, 0, 1),
  section(7, 2, text('add'), 0, 0, text('memory'), 2, 0),
  section(10, 1, 7, 0, 0x20, 0, 0x20, 1, 0x6a, 0x0b),
  section(11, 1, 0, 0x41, 4, 0x0b, 2, 0x2a, 0x2b),
  section(0, text('note'), note),
].flat(Infinity));

function check(module, note) {
  assert(module instanceof WebAssembly.Module);
  assert.deepStrictEqual(WebAssembly.Module.exports(module), [
    { name: 'add', kind: 'function' }, { name: 'memory', kind: 'memory' }]);
  assert.deepStrictEqual(WebAssembly.Module.imports(module), []);
  assert.deepStrictEqual([...new Uint8Array(WebAssembly.Module.customSections(module, 'note')[0])], note);
  const { exports } = new WebAssembly.Instance(module);
  assert.strictEqual(exports.add(2, 3), 5);
  assert.deepStrictEqual([...new Uint8Array(exports.memory.buffer, 3, 4)], [0, 0x2a, 0x2b, 0]);
}

const source = `
  const assert = require('node:assert');
  const { BroadcastChannel, getEnvironmentData, parentPort, workerData } = require('node:worker_threads');
  ${check};
`;
const start = (code, workerData) => new Worker(`${source}; ${code}`, { eval: true, isolation: 'process', workerData });

// As data, environment data and messages, there and back; the same one twice is one.
const note = [1, 2, 3];
{
  const module = new WebAssembly.Module(adder(note));
  setEnvironmentData('module', module);
  const worker = start(`
    check(workerData.module, [1, 2, 3]);
    assert.strictEqual(workerData.again, workerData.module);
    check(getEnvironmentData('module'), [1, 2, 3]);
    parentPort.on('message', ({ module, after }) => {
      assert.strictEqual(after, 'after');
      const section = new Uint8Array(WebAssembly.Module.customSections(module, 'note')[0]);
      check(module, [...section]);
      parentPort.postMessage([module, 'between', module]);
    });
  `, { module, again: module });
  setEnvironmentData('module', undefined);
  const made = {
    constructor: new WebAssembly.Module(adder(note)),
    compile: await WebAssembly.compile(adder(note)),
    instantiate: (await WebAssembly.instantiate(adder(note))).module,
    large: new WebAssembly.Module(adder(large)),
    'large, compiled elsewhere': await WebAssembly.compile(adder(large)),
  };
  for (const [how, module] of Object.entries(made)) {
    worker.postMessage({ module, after: 'after' });
    const [[back, between, same]] = await once(worker, 'message');
    assert.strictEqual(between, 'between', how);
    assert.strictEqual(same, back);
    check(back, how.startsWith('large') ? large : note);
    // One that came goes, too.
    worker.postMessage({ module: back, after: 'after' });
    check((await once(worker, 'message'))[0][0], how.startsWith('large') ? large : note);
  }
  await worker.terminate();
}

// The least there is, and the bytes are those of the time when it was compiled.
{
  const bytes = new Uint8Array(head);
  const module = new WebAssembly.Module(bytes);
  bytes.fill(0);
  const worker = start('parentPort.postMessage(WebAssembly.Module.exports(workerData))', module);
  assert.deepStrictEqual(await once(worker, 'message'), [[]]);
}

// What it was compiled with goes with it.
{
  const bytes = new Uint8Array([
    head,
    section(1, 1, 0x60, 1, 0x6f, 1, 0x7f),
    section(2, 2, text('wasm:js-string'), text('length'), 0, 0, text('words'), text('hello'), 3, 0x6f, 0),
    section(3, 0),
    section(7, 2, text('length'), 0, 0, text('word'), 3, 0),
  ].flat(Infinity));
  const module = new WebAssembly.Module(bytes, { builtins: ['js-string'], importedStringConstants: 'words' });
  const worker = start(`
    const instance = new WebAssembly.Instance(workerData, {});
    parentPort.postMessage([instance.exports.length('four'), instance.exports.word.value]);
  `, module);
  assert.deepStrictEqual(await once(worker, 'message'), [[4, 'hello']]);
}

// From one process to another, and to a whole group.
{
  const { port1, port2 } = new MessageChannel();
  const receive = `parentPort.once('message', (port) => port.once('message', (module) => {
    check(module, [1, 2, 3]);
    parentPort.postMessage('received');
  }));`;
  const send = `parentPort.once('message', (port) => port.postMessage(new WebAssembly.Module(workerData)));`;
  const [receiver, sender] = [start(receive), start(send, adder(note))];
  receiver.postMessage(port1, [port1]);
  sender.postMessage(port2, [port2]);
  assert.deepStrictEqual(await once(receiver, 'message'), ['received']);
  await Promise.all([receiver.terminate(), sender.terminate()]);
}
{
  const group = new BroadcastChannel('modules');
  const member = `const group = new BroadcastChannel('modules');
    group.onmessage = ({ data }) => {
      check(data, [1, 2, 3]);
      parentPort.postMessage('received');
    };
    parentPort.postMessage('joined');`;
  const members = [start(member), start(member)];
  for (const expected of ['joined', 'received']) {
    const all = Promise.all(members.map((worker) => once(worker, 'message')));
    if (expected === 'received') group.postMessage(new WebAssembly.Module(adder(note)));
    assert.deepStrictEqual(await all, [[expected], [expected]]);
  }
  group.close();
  await Promise.all(members.map((worker) => worker.terminate()));
}

// What another process calls the bytes of a module the engine checks: an error for who reads the message, and nothing more.
for (const code of [
  [1, 0, 0, 0, 0, 0, 0, 0], // nothing
  [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8], // no module
  [0, 0, 0, 0, 0, 0, 0, 0, ...head, 1, 0x7f], // cut off
  [4, 0, 0, 0, 0, 0, 0, 0, ...head], // with features that there are not
  [0, 0, 0, 0, 1, 0, 0, 0, 0x61, ...head], // with a name for nothing
  [2, 0, 0, 0, 255, 255, 255, 255, ...head], // of a length that is not there
  [2, 0, 0, 0, 1, 0, 0, 0, 0xff, ...head], // that is no text
  [2, 0, 0, 0, 1, 0, 0, 0, 0, ...head],
  [0, 0, 0],
]) {
  const worker = new Worker(`${rawLink};
    const body = [pair(0xfff10000, 2), pair(0xffff8001, 0)].flat();
    frame(MESSAGE, u64(0), u64(0), [8, u32(1), u64(body.length), body, 2, 0, u64(${code.length}), ${JSON.stringify(code)}]);
    sayText(0, 'done');
    setInterval(() => {}, 1000);`, { eval: true, isolation: 'process' });
  const unreadable = once(worker, 'messageerror');
  const said = once(worker, 'message');
  const [error] = await unreadable;
  assert(error instanceof Error || error instanceof WebAssembly.CompileError, String(code));
  assert.deepStrictEqual(await said, ['done']);
  await worker.terminate();
}
