// A signal that is listened to arrives as an event and has no other effect.
const assert = require('node:assert');

assert.strictEqual(process.kill(process.pid, 0), true);
assert.throws(() => process.kill('a'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => process.kill(process.pid, 'SIGFOO'), { code: 'ERR_UNKNOWN_SIGNAL' });
assert.throws(() => process.kill(1e9, 0), { code: 'ESRCH', syscall: 'kill', message: 'kill ESRCH' });
assert.throws(() => process.on('SIGKILL', () => {}), { code: 'EINVAL', message: 'uv_signal_start EINVAL' });

// A signal listener does not keep the process alive, this timer does.
const alive = setTimeout(() => assert.fail('no signal came'), 60_000);
process.once('SIGUSR2', (name, number) => {
  assert.strictEqual(name, 'SIGUSR2');
  assert.strictEqual(number, require('node:os').constants.signals.SIGUSR2);
  clearTimeout(alive);
});
process.kill(process.pid, 'SIGUSR2');
