const assert = require('node:assert');
const fs = require('node:fs');

const caught = [];
process.on('uncaughtException', (error) => caught.push(error.message));
fs.stat('/', () => { throw new Error('one'); });
fs.readFile('/nonexistent', () => { throw new Error('two'); });
fs.cp('/nonexistent', '/x', () => { throw new Error('three'); });
process.on('exit', () => assert.deepStrictEqual(caught.sort(), ['one', 'three', 'two']));
