// A program that replaces process.stdout.write sees console's output.
const assert = require('node:assert');

console.log('before');
const seen = [];
const { write } = process.stdout;
process.stdout.write = (chunk) => { seen.push(chunk); return true; };
console.log('captured', 1);
process.stdout.write = write;
assert.deepStrictEqual(seen, ['captured 1\n']);
