const assert = require('node:assert');
const fs = require('node:fs');
const { pipeline } = require('node:stream/promises');
const { at } = require('./_temp.js');

const data = Buffer.alloc(3_000_001);
for (let i = 0; i < data.length; i++) data[i] = i * 7 + (i >> 8);
fs.writeFileSync(at('f'), data);
(async () => {
  const parts = [];
  for await (const part of fs.createReadStream(at('f'))) {
    assert.ok(part.length <= 65536);
    parts.push(part);
  }
  assert.ok(Buffer.concat(parts).equals(data));
  await pipeline(fs.createReadStream(at('f'), { highWaterMark: 1000 }), fs.createWriteStream(at('g'), { highWaterMark: 3000 }));
  assert.ok(fs.readFileSync(at('g')).equals(data));
  // Left early, the stream closes its file.
  const stream = fs.createReadStream(at('f'));
  for await (const part of stream) break;
  assert.ok(stream.destroyed);
  if (!stream.closed) await new Promise((resolve) => stream.on('close', resolve));
  assert.strictEqual(stream.fd, null);
})();
