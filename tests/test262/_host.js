// The host of test262's tests: $262, print, agents on worker threads, and a line on standard error for what nobody caught.
// Loaded by --require in front of each test. https://github.com/tc39/test262/blob/main/INTERPRETING.md
'use strict';

const { Worker, MessageChannel, receiveMessageOnPort } = require('node:worker_threads');
const { pathToFileURL } = require('node:url');
const { writeSync } = require('node:fs');

// A test may change anything: what is needed later is kept here.
const { indexOf } = String.prototype;
const apply = Reflect.apply;
const exit = process.exit.bind(process);
const timers = { setInterval, clearInterval };
const { load, wait } = Atomics;

function complain(error) {
  let text;
  try {
    const name = error !== null && error !== undefined && error.constructor && error.constructor.name;
    text = `${name}: ${error}`;
  } catch {
    text = 'something that cannot be shown';
  }
  writeSync(2, `test262: uncaught ${text}\n`);
  exit(1);
}
process.on('uncaughtException', complain);

// What an async test waits for need not keep the process alive: this does, until $DONE was called.
let alive = process.env.HEDDLE_TEST262_ASYNC === '1' ? timers.setInterval(() => {}, 1000) : undefined;

function print(value) {
  const text = String(value);
  writeSync(1, `${text}\n`);
  if (apply(indexOf, text, ['Test262:AsyncTest']) === 0) {
    timers.clearInterval(alive);
    alive = undefined;
  }
}

// --- agents: https://github.com/tc39/test262/blob/main/INTERPRETING.md#host-defined-functions
const still = new Int32Array(new SharedArrayBuffer(4));
const sleep = (ms) => { wait(still, 0, 0, ms); };

// Runs in a worker in front of the agent's source.
const prelude = `{
  const { parentPort, workerData: { port, received } } = require('node:worker_threads');
  const { add, notify, wait } = Atomics;
  const still = new Int32Array(new SharedArrayBuffer(4));
  // An agent that only waits for an Atomics.waitAsync must not end.
  const alive = setInterval(() => {}, 1000);
  Object.defineProperty(globalThis, '$262', {
    configurable: true, writable: true, value: {
      global: globalThis,
      agent: {
        receiveBroadcast(callback) {
          parentPort.once('message', ({ buffer, id }) => {
            add(received, 0, 1);
            notify(received, 0);
            callback(buffer, id);
          });
        },
        report(value) { port.postMessage(String(value)); },
        sleep(ms) { wait(still, 0, 0, ms); },
        leaving() { clearInterval(alive); },
        monotonicNow() { return performance.now(); },
      },
    },
  });
}
`;

const agents = [];
const reports = [];
const received = new Int32Array(new SharedArrayBuffer(4));

const agent = {
  start(source) {
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(prelude + source, {
      eval: true, workerData: { port: port2, received }, transferList: [port2],
    });
    worker.on('error', complain);
    // The test is over when its own script is.
    worker.unref();
    port1.unref();
    agents.push({ worker, port: port1 });
  },
  /** Returns when all agents have what is broadcast. */
  broadcast(buffer, id) {
    const expected = load(received, 0) + agents.length;
    for (const { worker } of agents) worker.postMessage({ buffer, id });
    for (let seen; (seen = load(received, 0)) < expected;) wait(received, 0, seen);
  },
  getReport() {
    for (const { port } of agents) {
      for (let message; (message = receiveMessageOnPort(port)) !== undefined;) reports.push(message.message);
    }
    return reports.length === 0 ? null : reports.shift();
  },
  sleep,
  monotonicNow: () => performance.now(),
};

const define = (name, value) => {
  Object.defineProperty(globalThis, name, { __proto__: null, configurable: true, enumerable: false, writable: true, value });
};
define('print', print);
define('$262', {
  global: globalThis,
  agent,
  gc: globalThis.gc,
  evalScript: (source) => (0, eval)(source),
  detachArrayBuffer(buffer) { structuredClone(buffer, { transfer: [buffer] }); },
  importTest(path) { import(pathToFileURL(path)).then(undefined, complain); },
});
