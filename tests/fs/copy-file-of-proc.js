// heddle-only: Node makes an empty file of one whose size the kernel does not tell.
const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

fs.copyFileSync('/proc/self/status', at('copy'));
assert.match(fs.readFileSync(at('copy'), 'utf8'), /^Name:/);
