const assert = require('node:assert');
const { Writable } = require('node:stream');

const events = [];
const w = new Writable({
  construct(callback) { events.push('construct'); callback(); },
  write(chunk, encoding, callback) { setImmediate(callback); },
  final(callback) { events.push('final'); callback(); },
  destroy(error, callback) { events.push('destroy'); callback(error); },
});
for (const name of ['prefinish', 'finish', 'close', 'error']) w.on(name, () => events.push(name));
w.write('a');
w.end('b', () => events.push('end callback'));
process.on('exit', () => {
  assert.deepStrictEqual(events, ['construct', 'final', 'prefinish', 'end callback', 'finish', 'destroy', 'close']);
  assert.deepStrictEqual([w.writableFinished, w.writableEnded, w.destroyed, w.closed, w.errored],
                         [true, true, true, true, null]);
});
