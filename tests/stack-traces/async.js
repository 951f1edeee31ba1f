// Async functions that wait appear below the frames of the running one.
'use strict';
const assert = require('node:assert');
function names(error) {
  return error.stack.split('\n').filter((line) => line.includes('async.js')).map((line) => line.trim().replace(/ ?\(?[^ (]*:\d+:\d+\)?$/, ''));
}
async function inner() {
  await 1;
  throw new Error('inner');
}
async function middle() { await inner(); }
async function outer() { await middle(); }
async function viaThen() { await inner().then((v) => v); }
async function* generator() { yield await inner(); }
async function consumer() { for await (const v of generator()) v; }
(async () => {
  await assert.rejects(outer(), (error) => {
    assert.deepStrictEqual(names(error).slice(0, 3), ['at inner', 'at async middle', 'at async outer']);
    return true;
  });
  await assert.rejects(viaThen(), (error) => {
    assert.deepStrictEqual(names(error).slice(0, 2), ['at inner', 'at async viaThen']);
    return true;
  });
  await assert.rejects(consumer(), (error) => {
    assert.deepStrictEqual(names(error).slice(0, 3), ['at inner', 'at async generator', 'at async consumer']);
    return true;
  });
})();
