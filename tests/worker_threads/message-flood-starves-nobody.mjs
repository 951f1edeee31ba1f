// A port that always has messages waiting leaves turns for timers, immediates and I/O.
import assert from 'node:assert';
import fs from 'node:fs';
import { MessageChannel } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
const seen = { timers: 0, immediates: 0, reads: 0 };
let messages = 0;
let done = false;

// Every message sends two more while there are few, then one for itself: the queue never runs empty.
const LIMIT = 5000;
port2.on('message', () => {
  messages++;
  if (done) return;
  port1.postMessage(0);
  if (messages < LIMIT) port1.postMessage(0);
});
port1.postMessage(0);

await new Promise((resolve) => {
  const look = () => {
    if (seen.timers < 20 || seen.immediates < 20 || seen.reads < 20) return;
    done = true;
    resolve();
  };
  const timer = () => { seen.timers++; look(); if (!done) setTimeout(timer, 1); };
  const immediate = () => { seen.immediates++; look(); if (!done) setImmediate(immediate); };
  const read = () => fs.readFile(import.meta.filename, () => { seen.reads++; look(); if (!done) read(); });
  timer();
  immediate();
  read();
});
assert.ok(messages > 0);
port1.close();
