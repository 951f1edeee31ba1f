// Streams call the functions of options.fs, and open() where a package put one on the prototype.
const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

fs.writeFileSync(at('f'), 'hello');
const calls = [];
const traced = {};
for (const name of ['open', 'close', 'read', 'write', 'fsync']) {
  traced[name] = (...args) => {
    calls.push(name);
    return fs[name](...args);
  };
}
const closed = (stream) => new Promise((resolve, reject) => stream.on('error', reject).on('close', resolve));
(async () => {
  const reader = fs.createReadStream(at('f'), { fs: traced });
  reader.resume();
  await closed(reader);
  assert.deepStrictEqual(calls.splice(0), ['open', 'read', 'read', 'close']);
  const writer = fs.createWriteStream(at('g'), { fs: traced, flush: true });
  writer.end('x');
  await closed(writer);
  assert.deepStrictEqual(calls.splice(0), ['open', 'write', 'fsync', 'close']);
  fs.ReadStream.prototype.open = function() {
    calls.push('prototype');
    fs.open(this.path, this.flags, this.mode, (error, fd) => {
      this.fd = fd;
      this.emit('open', fd);
      this.emit('ready');
    });
  };
  let text = '';
  const patched = fs.createReadStream(at('f'));
  patched.on('data', (data) => { text += data; });
  await closed(patched);
  delete fs.ReadStream.prototype.open;
  assert.deepStrictEqual([text, calls], ['hello', ['prototype']]);
  // The classes can be replaced.
  const original = fs.ReadStream;
  fs.ReadStream = class extends original {};
  assert.strictEqual(fs.createReadStream(at('f')).on('error', () => {}).destroy().constructor, fs.ReadStream);
  fs.ReadStream = original;
})();
