'use strict';
const assert = require('node:assert');
const { inspect } = require('node:util');

const names = ['input', '$_', 'lastMatch', '$&', 'lastParen', '$+', 'leftContext', '$`', 'rightContext', "$'",
  '$1', '$2', '$3', '$4', '$5', '$6', '$7', '$8', '$9'];
for (const name of names) {
  const { get, set, ...flags } = Object.getOwnPropertyDescriptor(RegExp, name);
  assert.deepStrictEqual(flags, { enumerable: false, configurable: true }, name);
  assert.deepStrictEqual([get.name, set.name], [`get ${name}`, `set ${name}`]);
}
assert.strictEqual(inspect(RegExp), '[Function: RegExp]');
assert.deepStrictEqual({ ...RegExp }, {});
assert.deepStrictEqual(Object.getOwnPropertyNames(RegExp).filter((name) => names.includes(name)), names);

function all() {
  return Object.fromEntries(names.map((name) => [name, RegExp[name]]));
}

/(\d+)-(\d+)/.test('before 2026-11 after');
const first = all();
const seen = {
  input: 'before 2026-11 after', $_: 'before 2026-11 after', lastMatch: '2026-11', '$&': '2026-11', lastParen: '11', '$+': '11',
  leftContext: 'before ', '$`': 'before ', rightContext: ' after', "$'": ' after',
  $1: '2026', $2: '11', $3: '', $4: '', $5: '', $6: '', $7: '', $8: '', $9: '',
};
assert.deepStrictEqual(first, seen);
// Only `input` can be set; a match that fails changes nothing.
/(\d+)-(\d+)/.test('before 2026-11 after');
for (const name of names.slice(2)) RegExp[name] = 'set';
/nothing/.test('else');
const second = all();
RegExp.input = 7;
const third = [RegExp.$_, RegExp.lastMatch];
assert.deepStrictEqual(second, seen);
assert.deepStrictEqual(third, ['7', '2026-11']);
assert.throws(() => { RegExp.$_ = Symbol('s'); }, TypeError);
// A group that took no part is empty; subclasses inherit all.
class Own extends RegExp {}
/(a)?(b)/.test('b');
const groups = [RegExp.$1, RegExp.$2, RegExp.lastParen, Own.$2];
assert.deepStrictEqual(groups, ['', 'b', 'b', 'b']);
// In compiled code.
for (let i = 0; i < 20000; i++) {
  /x(\d+)y/.test(`wx${i}yz`);
  if (RegExp.$1 !== String(i) || RegExp.rightContext !== 'z' || RegExp.leftContext !== 'w') assert.fail(String(i));
}
