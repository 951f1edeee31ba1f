const assert = require('node:assert');
const tty = require('node:tty');

assert.strictEqual(tty.isatty(-1), false);
assert.strictEqual(tty.isatty('0'), false);
assert.strictEqual(tty.isatty(1e10), false);
assert.throws(() => new tty.ReadStream(-1), { code: 'ERR_INVALID_FD' });
assert.throws(() => new tty.WriteStream(-1), { code: 'ERR_INVALID_FD' });
const fd = require('node:fs').openSync('/dev/null', 'r');
assert.throws(() => new tty.WriteStream(fd), { code: 'ERR_TTY_INIT_FAILED' });

const depth = (env) => tty.WriteStream.prototype.getColorDepth(env);
assert.strictEqual(depth({ TERM: 'dumb' }), 1);
assert.strictEqual(depth({ TERM: 'xterm' }), 4);
assert.strictEqual(depth({ TERM: 'xterm-256color' }), 8);
assert.strictEqual(depth({ COLORTERM: 'truecolor' }), 24);
assert.strictEqual(depth({ NO_COLOR: '1', COLORTERM: 'truecolor' }), 1);
assert.strictEqual(depth({ FORCE_COLOR: '3' }), 24);
assert.strictEqual(depth({ FORCE_COLOR: '0' }), 1);
assert.strictEqual(depth({ CI: '1', GITHUB_ACTIONS: '1' }), 24);
assert.strictEqual(depth({ CI: '1' }), 1);
assert.strictEqual(depth({ TMUX: '1' }), 24);
const hasColors = (count, env) => tty.WriteStream.prototype.hasColors(count, env);
assert.strictEqual(hasColors(256, { TERM: 'xterm-256color' }), true);
assert.strictEqual(hasColors(257, { TERM: 'xterm-256color' }), false);
assert.throws(() => hasColors(1, {}), { code: 'ERR_OUT_OF_RANGE' });
