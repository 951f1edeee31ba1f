// Namespace objects: order of keys, live bindings, names that are no identifiers, and the dead zone in a cycle.
import assert from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = mkdtempSync(path.join(tmpdir(), 'namespaces-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
const load = (name, source) => {
  const file = path.join(folder, name);
  writeFileSync(file, source);
  return import(pathToFileURL(file));
};

let source = 'export let count = 0; export function add() { count++; }\nconst inner = 7; export { inner as "not an identifier", inner as \u00e9, inner as ab, inner as a };\n' +
  'export default class Thing {}\nexport const { x, y: [z] } = { x: 1, y: [2] };\n';
const names = ['count', 'add', 'not an identifier', '\u00e9', 'ab', 'a', 'default', 'x', 'z'];
for (let n = 0; n < 3000; n++) {
  source += `export function f${n}() { return ${n}; }\n`;
  names.push(`f${n}`);
}
const many = await load('many.mjs', source);
assert.deepStrictEqual(Object.keys(many), names.sort());
assert.strictEqual(many.f2999(), 2999);
assert.deepStrictEqual([many['not an identifier'], many.\u00e9, many.ab, many.x, many.z, many.default.name], [7, 7, 7, 1, 2, 'Thing']);
many.add();
assert.strictEqual(many.count, 1);
assert.strictEqual(many.missing, undefined);
assert.throws(() => { many.count = 2; }, TypeError);
assert.strictEqual(await import(pathToFileURL(path.join(folder, 'many.mjs'))), many);

// Through another module: re-exports, stars, and one name from two stars is in neither.
await load('left.mjs', 'export const one = 1, both = "left";');
await load('right.mjs', 'export const two = 2, both = "right";');
const barrel = await load('barrel.mjs', 'export * from "./left.mjs"; export * from "./right.mjs"; export { f5 as five } from "./many.mjs"; export * as all from "./left.mjs"; export const own = 3;');
assert.deepStrictEqual(Object.keys(barrel), ['all', 'five', 'one', 'own', 'two']);
assert.strictEqual(barrel.all.both, 'left');
assert.strictEqual(barrel.five, many.f5);

// What a module imports and exports again is the other module's.
const again = await load('again.mjs', 'import { one } from "./left.mjs"; import * as right from "./right.mjs"; export { one, right };');
assert.deepStrictEqual([again.one, again.right.two, Object.keys(again)], [1, 2, ['one', 'right']]);

// A cycle sees the namespace before the bindings.
writeFileSync(path.join(folder, 'back.mjs'), 'import * as front from "./front.mjs"; export const seen = Object.getOwnPropertyNames.call; export let error; try { front.late; } catch (e) { error = e; } export const has = "late" in front, early = front.early();');
const front = await load('front.mjs', 'import { error, has, early } from "./back.mjs"; export const late = 1; export function early_() { return "hoisted"; } export { early_ as early }; export { error, has, early as was };');
assert.ok(front.error instanceof ReferenceError);
assert.deepStrictEqual([front.has, front.was, front.late], [true, 'hoisted', 1]);
const empty = await load('empty.mjs', 'export {};');
assert.deepStrictEqual(Reflect.ownKeys(empty), [Symbol.toStringTag]);
