// More than a pipe holds goes through a program whole and in order; who writes is told to wait, who does not read holds it up.
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const { once } = require('node:events');

/** A sum that depends on the order. */
class Sum {
  #length = 0;
  #sum = 0;

  add(bytes) {
    for (const byte of bytes) this.#sum = (Math.imul(this.#sum, 31) + byte) | 0;
    this.#length += bytes.length;
    return this;
  }

  toString() { return `${this.#length}:${this.#sum}`; }
}

const SIZE = 8 << 20;
const data = Buffer.alloc(SIZE);
for (let i = 0; i < SIZE; i += 4) data.writeUInt32LE(i, i);

async function main() {
  const child = spawn('cat');
  assert.strictEqual(child.stdin.write(data), false);
  assert.ok(child.stdin.writableNeedDrain && child.stdin.writableLength > 0);
  const drained = once(child.stdin, 'drain');
  const received = new Sum();
  child.stdout.on('data', (chunk) => received.add(chunk));
  await drained;
  child.stdin.end();
  assert.deepStrictEqual(await once(child, 'close'), [0, null]);
  assert.strictEqual(String(received), String(new Sum().add(data)));

  // From program to program, by this one.
  const from = spawn('cat');
  const to = spawn('cat');
  from.stdout.pipe(to.stdin);
  from.stdin.end(data);
  const piped = new Sum();
  to.stdout.on('data', (chunk) => piped.add(chunk));
  assert.deepStrictEqual(await once(to, 'close'), [0, null]);
  assert.strictEqual(String(piped), String(received));

  // A program that ends before it has read all: the rest is an error of the stream, not of this program.
  const brief = spawn('true');
  const errors = [];
  brief.stdin.on('error', (error) => errors.push(error.code)).write(data);
  assert.deepStrictEqual(await once(brief, 'close'), [0, null]);
  for (const code of errors) assert.ok(['EPIPE', 'ECONNRESET'].includes(code), code);
}
main();
