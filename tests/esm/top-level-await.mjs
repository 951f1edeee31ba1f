import assert from 'node:assert';
import { ready, after } from './fixtures/imports-awaits.mjs';
assert.ok(ready && after);
const seen = [];
const both = Promise.all([import('./fixtures/awaits.mjs').then(() => seen.push('imported')), Promise.resolve().then(() => seen.push('job'))]);
await both;
assert.strictEqual(seen.length, 2);
await assert.rejects(import('./fixtures/throws.mjs'), { name: 'TypeError', message: 'while evaluating' });
// The error is kept: the module does not run again.
await assert.rejects(import('./fixtures/throws.mjs'), { name: 'TypeError', message: 'while evaluating' });
await assert.rejects(import('./fixtures/broken.mjs'), SyntaxError);
