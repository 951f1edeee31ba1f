const assert = require('node:assert');

process.removeAllListeners('warning');
const seen = [];
process.on('warning', (warning) => {
  seen.push([warning.name, warning.message, warning.code, warning.detail]);
});
process.emitWarning('plain');
process.emitWarning('typed', 'CustomWarning', 'W001');
process.emitWarning('full', { type: 'Full', code: 'W002', detail: 'more' });
process.emitWarning(Object.assign(new Error('made'), { name: 'Made' }));
assert.throws(() => process.emitWarning(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => process.emitWarning('a', 1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.deepStrictEqual(seen, []);
process.noDeprecation = true;
process.emitWarning('old', 'DeprecationWarning');
process.noDeprecation = false;
setImmediate(() => {
  assert.deepStrictEqual(seen, [
    ['Warning', 'plain', undefined, undefined],
    ['CustomWarning', 'typed', 'W001', undefined],
    ['Full', 'full', 'W002', 'more'],
    ['Made', 'made', undefined, undefined],
  ]);
});
