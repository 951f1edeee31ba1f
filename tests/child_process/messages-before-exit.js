// heddle-only
// What was sent before the end arrives: before process.exit, before an error that nobody catches, and before disconnect.
const assert = require('node:assert');
const { fork } = require('node:child_process');
const { once } = require('node:events');

const pad = 'x'.repeat(5000);
const send = (channel) => {
  for (let i = 0; i < 50; i++) channel.send({ i, pad });
};
const children = {
  exits() {
    send(process);
    process.exit(3);
  },
  throws() {
    send(process);
    throw new Error('on purpose');
  },
  disconnects() {
    send(process);
    process.disconnect();
  },
  receives() {
    const got = [];
    process.on('message', ({ i }) => got.push(i));
    process.on('disconnect', () => process.exit(got.length === 50 && got.every((number, i) => number === i) ? 5 : 1));
  },
};

async function main() {
  for (const [name, expected] of [['exits', 3], ['throws', 1], ['disconnects', 0]]) {
    const child = fork(__filename, [name], { silent: true });
    const got = [];
    child.on('message', ({ i }) => got.push(i));
    const [code] = await once(child, 'close');
    assert.deepStrictEqual([code, got], [expected, Array.from({ length: 50 }, (_, i) => i)], name);
  }
  const child = fork(__filename, ['receives']);
  send(child);
  child.disconnect();
  assert.deepStrictEqual(await once(child, 'exit'), [5, null]);
}

if (process.argv[2] === undefined) main();
else children[process.argv[2]]();
