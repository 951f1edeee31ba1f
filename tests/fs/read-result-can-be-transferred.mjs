// What fs reads is an ordinary buffer, also when it is large: it can be transferred.
import assert from 'node:assert';
import fs from 'node:fs';

for (const length of [100, 70_000, 3_000_000]) {
  fs.writeFileSync('data', Buffer.alloc(length, 5));
  for (const read of [() => fs.readFileSync('data'), () => fs.promises.readFile('data')]) {
    const bytes = await read();
    const { buffer } = bytes;
    const moved = structuredClone(bytes, { transfer: length > 4096 ? [buffer] : [] });
    assert.strictEqual(moved.length, length);
    assert.strictEqual(moved[length - 1], 5);
    if (length > 4096) assert.deepStrictEqual([buffer.detached, bytes.length], [true, 0]);
  }
}
