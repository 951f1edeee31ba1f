// env: JS_GC_ZEAL=14,100000
// heddle-only
'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');
const { parseCpuProfile } = require('./fixtures/profile.js');

const text = `[${'{"a":[1,2,3]},'.repeat(2e5)}1]`;
const handle = v8.startCpuProfile();
const keep = [];
for (let i = 0; i < 3; i++) keep.push(JSON.parse(text));
Array.from({ length: 2e5 }, (_, i) => (i * 7919) % 5003).sort((a, b) => a - b);
const profile = parseCpuProfile(handle.stop());
assert(profile.hits('(garbage collector)') > 0);
assert(profile.hits('JSON.parse') > 0);
const [collector] = profile.find('(garbage collector)');
assert.deepStrictEqual(profile.pathTo(collector), ['(root)', '(garbage collector)']);
const [parse] = profile.find('JSON.parse');
assert.deepStrictEqual([parse.callFrame.url, parse.callFrame.lineNumber], ['', -1]);
