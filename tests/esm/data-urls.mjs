import assert from 'node:assert';
const url = 'data:text/javascript,export default 42';
assert.strictEqual((await import(url)).default, 42);
assert.strictEqual((await import('data:text/javascript;charset=utf-8,export default %22%C3%A9%22')).default, 'é');
assert.strictEqual((await import(`data:text/javascript;base64,${btoa('export default "b64"')}`)).default, 'b64');
assert.strictEqual((await import('data:application/json,{"a":1}', { with: { type: 'json' } })).default.a, 1);
assert.strictEqual(typeof (await import('data:text/javascript,export { join } from "path"')).join, 'function');
for (const [specifier, name, code] of [
  ['data:text/plain,x', 'RangeError', 'ERR_UNKNOWN_MODULE_FORMAT'],
  ['data:,x', 'RangeError', 'ERR_UNKNOWN_MODULE_FORMAT'],
  ['data:text/javascript,import "./x"', 'TypeError', 'ERR_UNSUPPORTED_RESOLVE_REQUEST'],
  ['data:text/javascript,import "bare"', 'TypeError', 'ERR_UNSUPPORTED_RESOLVE_REQUEST'],
  ['data:application/json,{}', 'TypeError', 'ERR_IMPORT_ATTRIBUTE_MISSING'],
]) await assert.rejects(import(specifier), { name, code }, specifier);
