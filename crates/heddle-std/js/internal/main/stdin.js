'use strict';
// A program from standard input: `heddle < program.js`, `heddle - arguments`, `heddle -p`.
// https://nodejs.org/api/cli.html#-

const text = require('node/fs').readFileSync(0, 'utf8');
require('internal/modules/eval').runSource(text, '[stdin]');
