// fifo: f
// terminate() ends a worker whose requests wait; they take no thread from those that come after.
import { terminates } from './fixtures/ends.mjs';
import { readFile } from 'node:fs/promises';
import assert from 'node:assert';

// More than the pool has threads for.
const rounds = process.versions.heddle === undefined ? 0 : 40;
for (let i = 0; i < rounds; i++) {
  await terminates('readFile', 'for (let i = 0; i < 6; i++) fs.readFile("f", () => {}); ready(); setInterval(() => {}, 1e6)');
}
assert.ok((await readFile(import.meta.filename, 'utf8')).includes('rounds'));
