// process.stdout cannot be closed: end() and destroy() emit their events, and the stream goes on.
const assert = require('node:assert');
const { stdout } = process;

assert.strictEqual(stdout.fd, 1);
assert.strictEqual(stdout._isStdio, true);
assert.strictEqual(process.stdout, stdout);
const events = [];
for (const name of ['finish', 'close', 'error']) process.stderr.on(name, () => events.push(name));
process.stderr.destroy();
assert.strictEqual(process.stderr.destroyed, false);
assert.strictEqual(process.stderr.write('still there\n'), true);
process.on('exit', () => assert.deepStrictEqual(events, ['close']));
