const assert = require('node:assert');
const { Readable, Writable } = require('node:stream');

const codes = [];
const pushed = new Readable({ read() {} });
pushed.on('error', (error) => codes.push(error.code));
pushed.push(null);
pushed.push('late');

const written = new Writable({ write(chunk, encoding, callback) { callback(); } });
written.on('error', (error) => codes.push(error.code));
written.end();
written.write('late', (error) => codes.push(`callback ${error.code}`));

const ended = new Writable({ write(chunk, encoding, callback) { callback(); } });
ended.end(() => ended.end((error) => codes.push(error.code)));

process.on('exit', () => {
  assert.deepStrictEqual(codes.sort(), ['ERR_STREAM_ALREADY_FINISHED', 'ERR_STREAM_PUSH_AFTER_EOF',
    'ERR_STREAM_WRITE_AFTER_END', 'callback ERR_STREAM_WRITE_AFTER_END']);
});
