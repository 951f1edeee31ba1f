// URL.createObjectURL, resolveObjectURL and revokeObjectURL.
import assert from 'node:assert';
import { resolveObjectURL } from 'node:buffer';
const url = URL.createObjectURL(new Blob(['text'], { type: 'a/b' }));
assert.match(url, /^blob:nodedata:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const found = resolveObjectURL(url);
assert.strictEqual(await found.text(), 'text');
assert.strictEqual(found.type, 'a/b');
assert.strictEqual(resolveObjectURL(`${url}x`), undefined);
assert.strictEqual(resolveObjectURL('http://example.com'), undefined);
URL.revokeObjectURL(url);
assert.strictEqual(resolveObjectURL(url), undefined);
assert.throws(() => URL.createObjectURL({}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => URL.revokeObjectURL(), { code: 'ERR_MISSING_ARGS' });
