const assert = require('node:assert');
const { stdout } = process;

assert.throws(() => stdout.write(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => stdout.write(null), { code: 'ERR_STREAM_NULL_VALUES' });
assert.throws(() => stdout.write('a', 'nope'), { code: 'ERR_UNKNOWN_ENCODING' });
const done = [];
stdout.write('text é\n', () => done.push('text'));
stdout.write(Buffer.from('bytes\n'), () => done.push('bytes'));
stdout.write('aGV4Cg==', 'base64', () => done.push('base64'));
stdout.cork();
stdout.write('corked ');
stdout.write(Buffer.from('writes\n'));
stdout.uncork();
process.on('exit', () => assert.deepStrictEqual(done, ['text', 'bytes', 'base64']));
