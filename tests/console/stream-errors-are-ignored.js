'use strict';
// Errors of a console's stream are ignored, unless the console says otherwise.
const assert = require('node:assert');
const { Console } = require('node:console');
const { Writable } = require('node:stream');

const failing = new Writable({ write(chunk, encoding, done) { done(new Error('late')); } });
new Console(failing).log('x');
process.on('exit', () => assert.ok(failing.destroyed));

const throwing = new Writable();
throwing.write = () => { throw new Error('at once'); };
new Console(throwing).log('x');
assert.throws(() => new Console({ stdout: throwing, ignoreErrors: false }).log('x'), { message: 'at once' });
