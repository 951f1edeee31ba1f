// Wrong regular expressions.
'use strict';
const assert = require('node:assert');
const evaluate = eval; // indirect: global scope, sloppy mode
const cases = [
  ["'a'.matchAll(/x/)", 'TypeError: String.prototype.matchAll called with a non-global RegExp argument'],
  ["'a'.replaceAll(/x/,'')", 'TypeError: String.prototype.replaceAll called with a non-global RegExp argument'],
  ["'a'.startsWith(/x/)", 'TypeError: First argument to String.prototype.startsWith must not be a regular expression'],
  ["'a'.includes(/x/)", 'TypeError: First argument to String.prototype.includes must not be a regular expression'],
  ["'a'.endsWith(/x/)", 'TypeError: First argument to String.prototype.endsWith must not be a regular expression'],
  ["new RegExp('(')", 'SyntaxError: Invalid regular expression: /(/: Unterminated group'],
  ["new RegExp('[')", 'SyntaxError: Invalid regular expression: /[/: Unterminated character class'],
  ["new RegExp('*')", 'SyntaxError: Invalid regular expression: /*/: Nothing to repeat'],
  ["new RegExp('a**')", 'SyntaxError: Invalid regular expression: /a**/: Nothing to repeat'],
  ["new RegExp('a{2,1}')", 'SyntaxError: Invalid regular expression: /a{2,1}/: numbers out of order in {} quantifier'],
  ["new RegExp('\\\\')", 'SyntaxError: Invalid regular expression: /\\/: \\ at end of pattern'],
  ["new RegExp('(?<a>x)(?<a>y)')", 'SyntaxError: Invalid regular expression: /(?<a>x)(?<a>y)/: Duplicate capture group name'],
  ["new RegExp('(?<a')", 'SyntaxError: Invalid regular expression: /(?<a/: Invalid capture group name'],
  ["new RegExp('\\\\k<x>(?<y>)')", 'SyntaxError: Invalid regular expression: /\\k<x>(?<y>)/: Invalid named capture referenced'],
  ["new RegExp('[b-a]')", 'SyntaxError: Invalid regular expression: /[b-a]/: Range out of order in character class'],
  ["new RegExp('(?:')", 'SyntaxError: Invalid regular expression: /(?:/: Unterminated group'],
  ["new RegExp(')')", "SyntaxError: Invalid regular expression: /)/: Unmatched ')'"],
  ["new RegExp('x','gg')", "SyntaxError: Invalid flags supplied to RegExp constructor 'gg'"],
  ["new RegExp('x','q')", "SyntaxError: Invalid flags supplied to RegExp constructor 'q'"],
  ["new RegExp('\\\\u{110000}','u')", 'SyntaxError: Invalid regular expression: /\\u{110000}/u: Invalid Unicode escape'],
  ["new RegExp('\\\\q','u')", 'SyntaxError: Invalid regular expression: /\\q/u: Invalid escape'],
  ["new RegExp('{1}','u')", 'SyntaxError: Invalid regular expression: /{1}/u: Nothing to repeat'],
  ["new RegExp(']','u')", 'SyntaxError: Invalid regular expression: /]/u: Lone quantifier brackets'],
  ["new RegExp('(?<=x)*','u')", 'SyntaxError: Invalid regular expression: /(?<=x)*/u: Invalid quantifier'],
  ["new RegExp('\\\\p{Foo}','u')", 'SyntaxError: Invalid regular expression: /\\p{Foo}/u: Invalid property name'],
  ["new RegExp('[\\\\d-z]','u')", 'SyntaxError: Invalid regular expression: /[\\d-z]/u: Invalid character class'],
  ["new RegExp('?')", 'SyntaxError: Invalid regular expression: /?/: Nothing to repeat'],
  ["new RegExp('+')", 'SyntaxError: Invalid regular expression: /+/: Nothing to repeat'],
  ["new RegExp('(?z)')", 'SyntaxError: Invalid regular expression: /(?z)/: Invalid group'],
  ["new RegExp('(?<1>x)')", 'SyntaxError: Invalid regular expression: /(?<1>x)/: Invalid capture group name'],
  ["new RegExp('x','uv')", "SyntaxError: Invalid flags supplied to RegExp constructor 'uv'"],
  ["new RegExp('[a--b&&c]','v')", 'SyntaxError: Invalid regular expression: /[a--b&&c]/v: Invalid set operation in character class'],
  ["new RegExp('[(]','v')", 'SyntaxError: Invalid regular expression: /[(]/v: Invalid character in character class'],
  ["new RegExp('\\\\1(a)\\\\2','u')", 'SyntaxError: Invalid regular expression: /\\1(a)\\2/u: Invalid escape'],
  ["new RegExp('\\\\c','u')", 'SyntaxError: Invalid regular expression: /\\c/u: Invalid Unicode escape'],
  ["new RegExp('\\\\xz','u')", 'SyntaxError: Invalid regular expression: /\\xz/u: Invalid escape'],
];
for (const [source, expected] of cases) {
  let text = 'no error';
  try {
    evaluate(`(function () {${source}\n})()`);
  } catch (error) {
    assert.ok(error instanceof Error, source);
    assert.strictEqual(error.constructor, globalThis[error.name], source);
    text = `${error.name}: ${error.message}`;
  }
  assert.strictEqual(text, expected, source);
}
