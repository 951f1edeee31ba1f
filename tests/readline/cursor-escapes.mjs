import assert from 'node:assert';
import readline from 'node:readline';
import { Readline } from 'node:readline/promises';
import { Writable } from 'node:stream';

let text = '';
const stream = new Writable({ write(chunk, encoding, callback) { text += chunk; callback(); } });
readline.cursorTo(stream, 1);
readline.cursorTo(stream, 1, 2);
readline.moveCursor(stream, -1, 2);
readline.clearLine(stream, -1);
readline.clearLine(stream, 0);
readline.clearScreenDown(stream);
assert.strictEqual(text, '\x1b[2G\x1b[3;2H\x1b[1D\x1b[2B\x1b[1K\x1b[2K\x1b[0J');
assert.throws(() => readline.cursorTo(stream, NaN), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => readline.cursorTo(stream, undefined, 1), { code: 'ERR_INVALID_CURSOR_POS' });
assert.strictEqual(readline.cursorTo(undefined, 1), true);

text = '';
const later = new Readline(stream);
later.cursorTo(1, 2).moveCursor(-1, 1).clearLine(0);
later.rollback().clearScreenDown();
assert.strictEqual(text, '');
await later.commit();
assert.strictEqual(text, '\x1b[0J');
