// heddle-only: codeRangeSizeMb bounds machine code: what is not in use is dropped, and the worker goes on.
import assert from 'node:assert';
import { survives } from './fixtures/limited.mjs';

const source = `let sum = 0;
  for (let i = 0; i < 300; i++) {
    const f = new Function('n', 'let s = ' + i + ';' + Array.from({ length: 60 }, (_, k) => 'for (let j = 0; j < n; j++) s = (s * 31 + j + ' + k + ') | 0;').join('') + 'return s');
    for (let k = 0; k < 30; k++) sum ^= f(30);
  }
  require('worker_threads').parentPort.postMessage(typeof sum);`;
assert.deepStrictEqual(await survives(source, { resourceLimits: { codeRangeSizeMb: 4 } }), ['number']);
