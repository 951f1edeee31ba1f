// env: JS_GC_ZEAL=14,3000
// 16 MiB through an echo server, with back pressure: nothing is lost or out of order.
const assert = require('node:assert');
const { once } = require('node:events');
const { Readable } = require('node:stream');
const net = require('node:net');

(async () => {
  const size = 16 << 20;
  const server = net.createServer((socket) => socket.pipe(socket));
  await once(server.listen(0), 'listening');
  const client = net.connect(server.address().port);
  let made = 0;
  new Readable({
    read() {
      if (made === size) return void this.push(null);
      const chunk = Buffer.alloc(1 << 16);
      for (let i = 0; i < chunk.length; i += 4) chunk.writeUInt32LE(made + i, i);
      made += chunk.length;
      this.push(chunk);
    },
  }).pipe(client);
  let got = 0;
  let rest = Buffer.alloc(0);
  client.on('data', (data) => {
    rest = Buffer.concat([rest, data]);
    const whole = rest.length & ~3;
    for (let i = 0; i < whole; i += 4) assert.strictEqual(rest.readUInt32LE(i), got + i);
    got += whole;
    rest = rest.subarray(whole);
  });
  await once(client, 'close');
  assert.deepStrictEqual([got, client.bytesRead, client.bytesWritten], [size, size, size]);
  server.close();
})();
