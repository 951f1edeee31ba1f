// A program that cannot be started is an 'error' event, then 'close' with the error number.
const assert = require('node:assert');
const { spawn } = require('node:child_process');

const ended = {};
function attempt(name, file, options) {
  const child = spawn(file, ['a', 'b'], options);
  assert.strictEqual(child.pid, undefined);
  const log = ended[name] = [];
  child.on('spawn', () => log.push('spawn'));
  child.on('error', (error) => log.push([error.code, error.syscall, error.path, error.spawnargs, error.message]));
  child.on('exit', () => log.push('exit'));
  child.on('close', (...args) => log.push(args));
}
attempt('missing', 'no-such-program');
attempt('forbidden', '/etc/passwd');
attempt('folder', 'true', { cwd: '/no/such/folder' });
process.on('exit', () => {
  const log = (file, code, errno) => [[code, `spawn ${file}`, file, ['a', 'b'], `spawn ${file} ${code}`], [errno, null]];
  assert.deepStrictEqual(ended, {
    missing: log('no-such-program', 'ENOENT', -2),
    forbidden: log('/etc/passwd', 'EACCES', -13),
    folder: log('true', 'ENOENT', -2),
  });
});
