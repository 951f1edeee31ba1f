// `import` of WebAssembly gives the exports of an instance, whose imports are resolved as those of any module.
import assert from 'node:assert';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const text = (s) => [s.length, ...Buffer.from(s)];
const section = (id, ...entries) => {
  const body = [entries.length, ...entries.flat()];
  return [id, body.length, ...body];
};
const module = (...sections) => Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections.flat()]);
const I32 = 0x7f;
const I64 = 0x7e;
const types = section(1, [0x60, 2, I32, I32, 1, I32], [0x60, 1, I32, 0], [0x60, 0, 0]);
const add = [7, 0, 0x20, 0, 0x20, 1, 0x6a, 0x0b];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wasm-'));
const url = (name) => pathToFileURL(path.join(folder, name)).href;
const write = (name, content) => fs.writeFileSync(path.join(folder, name), content);

write('env.mjs', 'export const seen = []; export function log(x) { seen.push(x); } export default 5;');
write('add.wasm', module(types,
  section(2, [...text('./env.mjs'), ...text('log'), 0, 1]),
  section(3, [0]),
  section(6, [I32, 0, 0x41, 42, 0x0b], [I64, 0, 0x42, 5, 0x0b], [I32, 1, 0x41, 1, 0x0b]),
  section(7, [...text('add'), 0, 1], [...text('fixed'), 3, 0], [...text('big'), 3, 1], [...text('mutable'), 3, 2],
    [...text('default'), 0, 1], [...text('not an identifier'), 0, 1]),
  section(10, [11, 0, 0x20, 0, 0x10, 0, 0x20, 0, 0x20, 1, 0x6a, 0x0b])));
// Takes a mutable global and a function from another WebAssembly module, and counts the global up.
write('counter.wasm', module(types,
  section(2, [...text('./add.wasm'), ...text('mutable'), 3, I32, 1], [...text('./add.wasm'), ...text('add'), 0, 0]),
  section(3, [2], [0]),
  section(7, [...text('count'), 0, 1], [...text('sum'), 0, 2], [...text('mutable'), 3, 0]),
  section(10, [9, 0, 0x23, 0, 0x41, 1, 0x6a, 0x24, 0, 0x0b], [8, 0, 0x20, 0, 0x20, 1, 0x10, 0, 0x0b])));
write('missing.wasm', module(types, section(2, [...text('./env.mjs'), ...text('nothing'), 0, 1])));
write('no-module.wasm', module(types, section(2, [...text('./not-there.mjs'), ...text('nothing'), 0, 1])));
write('reserved-export.wasm', module(types, section(3, [0]), section(7, [...text('wasm:x'), 0, 0]), section(10, add)));
write('reserved-name.wasm', module(types, section(2, [...text('./env.mjs'), ...text('wasm-js:x'), 0, 1])));
write('reserved-module.wasm', module(types, section(2, [...text('wasm-js:x'), ...text('y'), 0, 1])));
write('broken.wasm', Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1]));
write('static.mjs', 'import sum, { add, fixed } from "./add.wasm"; export default [sum(1, 2), add === sum, fixed];');

const { seen } = await import(url('env.mjs'));
const namespace = await import(url('add.wasm'));
assert.deepStrictEqual(Object.keys(namespace),
  ['add', 'big', 'default', 'fixed', 'mutable', 'not an identifier']);
assert.strictEqual(namespace.add(3, 4), 7);
assert.deepStrictEqual(seen, [3]);
assert.strictEqual(namespace.fixed, 42);
assert.strictEqual(namespace.big, 5n);
assert.strictEqual(namespace['not an identifier'], namespace.default);
assert.strictEqual(await import(url('add.wasm')), namespace);
assert.deepStrictEqual((await import(url('static.mjs'))).default, [3, true, 42]);

const counter = await import(url('counter.wasm'));
assert.strictEqual(counter.sum(20, 22), 42);
assert.strictEqual(counter.mutable, 1);
counter.count();

assert.deepStrictEqual({ ...await import('data:application/wasm;base64,AGFzbQEAAAA=') }, {});

const named = (name) => ({ name });
await assert.rejects(import(url('missing.wasm')), named('LinkError'));
await assert.rejects(import(url('no-module.wasm')), { code: 'ERR_MODULE_NOT_FOUND' });
await assert.rejects(import(url('reserved-export.wasm')),
  { name: 'LinkError', message: `Invalid Wasm export name "wasm:x" in ${url('reserved-export.wasm')}` });
await assert.rejects(import(url('reserved-name.wasm')), named('LinkError'));
await assert.rejects(import(url('reserved-module.wasm')), named('LinkError'));
await assert.rejects(import(url('broken.wasm')), (error) => {
  assert.strictEqual(error.name, 'CompileError');
  assert.ok(error.message.startsWith(`${path.join(folder, 'broken.wasm')}: `), error.message);
  return true;
});
await assert.rejects(import(url('add.wasm'), { with: { type: 'json' } }),
  { code: 'ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE' });

fs.rmSync(folder, { recursive: true });
