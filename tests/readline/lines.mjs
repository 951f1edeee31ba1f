import assert from 'node:assert';
import { once } from 'node:events';
import readline from 'node:readline';
import { PassThrough } from 'node:stream';

const input = new PassThrough();
const rl = readline.createInterface({ input });
const lines = [];
rl.on('line', (line) => lines.push(line));
// Line ends of every kind, one cut between two chunks, and a last line without an end.
input.write('a\nb\r');
input.write('\nc\u2028d');
input.end('e');
await once(rl, 'close');
assert.deepStrictEqual(lines, ['a', 'b', 'c', 'de']);
assert.strictEqual(rl.closed, true);
assert.throws(() => rl.prompt(), { code: 'ERR_USE_AFTER_CLOSE' });
rl.close();

const source = new PassThrough();
source.end('x\ny\n\nz');
const all = [];
for await (const line of readline.createInterface({ input: source })) all.push(line);
assert.deepStrictEqual(all, ['x', 'y', '', 'z']);
