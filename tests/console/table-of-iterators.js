'use strict';
// console.table of map and set iterators.
const assert = require('node:assert');
const { Console } = require('node:console');
const { Writable } = require('node:stream');

let text = '';
const table = new Console(new Writable({ write(chunk, encoding, done) { text += chunk; done(); } }));
table.table(new Map([[1, 2]]).entries());
table.table(new Set(['q']).values());
assert.strictEqual(text, `┌───────────────────┬─────┬────────┐
│ (iteration index) │ Key │ Values │
├───────────────────┼─────┼────────┤
│ 0                 │ 1   │ 2      │
└───────────────────┴─────┴────────┘
┌───────────────────┬────────┐
│ (iteration index) │ Values │
├───────────────────┼────────┤
│ 0                 │ 'q'    │
└───────────────────┴────────┘
`);
