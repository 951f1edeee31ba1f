import assert from 'node:assert';
import readline from 'node:readline';
import { PassThrough, Writable } from 'node:stream';

// Types keys one after another into a terminal interface; what the line is in the end.
async function type(keys, options) {
  const input = new PassThrough();
  let screen = '';
  const output = new Writable({ write(chunk, encoding, callback) { screen += chunk; callback(); } });
  output.columns = 40;
  const rl = readline.createInterface({ input, output, terminal: true, ...options });
  const lines = [];
  rl.on('line', (line) => lines.push(line));
  for (const key of keys) {
    input.write(key);
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { line, cursor } = rl;
  if (!rl.closed) rl.close();
  return { line, cursor, lines, screen };
}
const left = '\x1b[D';
const up = '\x1b[A';
const down = '\x1b[B';
const expect = async (keys, line, cursor, options) => {
  const result = await type(keys, options);
  assert.deepStrictEqual([result.line, result.cursor], [line, cursor], JSON.stringify(keys));
  return result;
};

assert.deepStrictEqual((await type(['abc', '\r'])).lines, ['abc']);
await expect(['hello', left, left, 'X', '\x01', 'Y', '\x05', 'Z'], 'YhelXloZ', 8);
await expect(['abc', '\x7f', left, '\x1b[3~'], 'a', 1);
await expect(['one two', '\x17'], 'one ', 4);
await expect(['one two', '\x15', '\x19', '\x19'], 'one twoone two', 14);
await expect(['a b', '\x1bb', '\x0b'], 'a ', 2);
await expect(['abc', '\x7f', '\x1f'], 'abc', 3);
await expect(['one\r', 'two\r', '', up, up], 'one', 3);
await expect(['foo\r', 'bar\r', 'fox\r', 'fo', up, up], 'foo', 3);
await expect(['foo\r', 'fo', up, down], 'fo', 2);
// A character of two code units is one step, a wide one two columns.
await expect(['😀a', left, left, 'b'], 'b😀a', 1);
await expect(['日本', left, '語', '\x7f'], '日本', 1);

const completer = (line) => [['foobar', 'foobaz'].filter((word) => word.startsWith(line)), line];
const completed = await expect(['fo', '\t', '\t', '\t'], 'fooba', 5, { completer });
assert.match(completed.screen, /foobar {2}foobaz/);
await expect(['x', '\t'], 'xyz', 3, { completer: (line, callback) => callback(null, [['xyz'], line]) });
