const assert = require('node:assert');
const { Duplex } = require('node:stream');

const seen = [];
const d = new Duplex({ read() {}, write(chunk, encoding, callback) { callback(new Error('no room')); } });
d.on('error', (error) => seen.push(`event ${error.message}`));
d.on('close', () => seen.push('close'));
d.write('a', (error) => seen.push(`callback ${error.message}`));
process.on('exit', () => {
  assert.deepStrictEqual(seen, ['callback no room', 'event no room', 'close']);
  assert.strictEqual(d.errored.message, 'no room');
});
