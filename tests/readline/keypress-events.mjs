import assert from 'node:assert';
import { emitKeypressEvents } from 'node:readline';
import { PassThrough } from 'node:stream';

const stream = new PassThrough();
emitKeypressEvents(stream);
const seen = [];
stream.on('keypress', (text, key) => seen.push([text, key]));
const press = async (sequence) => {
  seen.length = 0;
  stream.write(sequence);
  await new Promise((resolve) => setImmediate(resolve));
  return seen;
};
const named = async (sequence) => {
  const [[, key]] = await press(sequence);
  return `${key.ctrl ? 'C-' : ''}${key.meta ? 'M-' : ''}${key.shift ? 'S-' : ''}${key.name}`;
};

assert.deepStrictEqual(await press('a'), [['a', { sequence: 'a', name: 'a', ctrl: false, meta: false, shift: false }]]);
assert.strictEqual(await named('Z'), 'S-z');
assert.strictEqual(await named('\x01'), 'C-a');
assert.strictEqual(await named('\x1b[A'), 'up');
assert.strictEqual(await named('\x1b[1;5C'), 'C-right');
assert.strictEqual(await named('\x1b[3;2~'), 'S-delete');
assert.strictEqual(await named('\x1bOP'), 'f1');
assert.strictEqual(await named('\x1b[24~'), 'f12');
assert.strictEqual(await named('\x1bb'), 'M-b');
assert.strictEqual(await named('\x1b[Z'), 'S-tab');
assert.strictEqual((await press('é'))[0][0], 'é');
assert.strictEqual((await press('ab\x1b[B')).length, 3);
