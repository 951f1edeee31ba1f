// A mistake within a function that is never called ends the import of its module, wherever imports and exports stand.
import assert from 'node:assert';

const bodies = {
  'let a; let a;': "Identifier 'a' has already been declared",
  'break;': 'Illegal break statement',
  'class C { m() { return this.#nothing; } }': "Private field '#nothing' must be declared in an enclosing class",
  'with (a) {}': 'Strict mode code may not include a with statement',
  'var public;': 'Unexpected strict mode reserved word',
  'await 1;': 'Unexpected reserved word',
  'yield 1;': 'Unexpected strict mode reserved word',
  'return 010;': 'Octal literals are not allowed in strict mode.',
  'delete a;': 'Delete of an unqualified identifier in strict mode.',
  'super.x();': "'super' keyword unexpected here",
  'return /(/;': 'Invalid regular expression: /(/: Unterminated group',
};
for (const prefix of ['export ', '', 'import "node:fs"; ', 'export class A { x = 1; static {} } ']) {
  for (const [body, message] of Object.entries(bodies)) {
    const source = `${prefix}function unused() { ${body} }\nexport const after = 1;`;
    await assert.rejects(import(`data:text/javascript,${encodeURIComponent(source)}`), { name: 'SyntaxError', message });
  }
}
const late = [
  'export class C { f = 1; m() { return () => this.%23other; } }',
  'export { missing }; function f() { return missing; }',
  'export function f() {} export const { f: [f] } = {};',
];
for (const source of late) await assert.rejects(import(`data:text/javascript,${source}`), { name: 'SyntaxError' });
