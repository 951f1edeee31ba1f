// The channels 'child_process' and 'tracing:child_process.spawn:…' tell of children and of their start.
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const { subscribe, unsubscribe } = require('node:diagnostics_channel');
const { once } = require('node:events');

const log = [];
const hear = (name) => {
  const listener = (message) => log.push([name.replace('tracing:child_process.', ''), message]);
  subscribe(name, listener);
  return () => unsubscribe(name, listener);
};
const stops = ['child_process', ...['start', 'end', 'error'].map((event) => `tracing:child_process.spawn:${event}`)].map(hear);

async function main() {
  const child = spawn('true');
  assert.deepStrictEqual(log.map(([name]) => name), ['child_process', 'spawn:start', 'spawn:end']);
  for (const [, message] of log) assert.strictEqual(message.process, child);
  assert.strictEqual(log[1][1].options.file, 'true');
  await once(child, 'close');
  log.length = 0;
  const missing = spawn('no-such-program');
  assert.deepStrictEqual(log.map(([name]) => name), ['child_process', 'spawn:start', 'spawn:error']);
  assert.strictEqual(log[2][1].error.code, 'ENOENT');
  await once(missing, 'error');
  stops.forEach((stop) => stop());
  log.length = 0;
  await once(spawn('true'), 'close');
  assert.deepStrictEqual(log, []);
}
main();
