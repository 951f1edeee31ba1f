'use strict';
const assert = require('node:assert');
const tuple = { name: 'TypeError', code: 'ERR_INVALID_TUPLE', message: 'Each query pair must be an iterable [name, value] tuple' };
for (const bad of [[1], [['a']], [['a', 'b', 'c']], [null]]) assert.throws(() => new URLSearchParams(bad), tuple);
assert.throws(() => new URLSearchParams({ [Symbol.iterator]: 5 }), { code: 'ERR_ARG_NOT_ITERABLE' });
const params = new URLSearchParams('a=1');
assert.throws(() => params.get(), { code: 'ERR_MISSING_ARGS', message: 'The "name" argument must be specified' });
assert.throws(() => params.append('a'), { code: 'ERR_MISSING_ARGS', message: 'The "name" and "value" arguments must be specified' });
assert.throws(() => params.forEach(5), { code: 'ERR_INVALID_ARG_TYPE' });
for (const name of ['get', 'has', 'toString', 'entries', 'sort']) {
  assert.throws(() => URLSearchParams.prototype[name].call({}, 'a', 'b'), { code: 'ERR_INVALID_THIS' }, name);
}
assert.throws(() => params.entries().next.call({}), { code: 'ERR_INVALID_THIS' });
