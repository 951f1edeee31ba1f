// A host with addresses of both kinds: one after the other, until one answers; if none does, all errors are told.
const assert = require('node:assert');
const net = require('node:net');

const lookup = (host, options, callback) => {
  assert.strictEqual(options.all, true);
  process.nextTick(callback, null, [{ address: '::1', family: 6 }, { address: '127.0.0.1', family: 4 }]);
};
const seen = [];
const server = net.createServer((socket) => socket.end()).listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const client = net.connect({ port, host: 'a.host', lookup });
  client.on('connectionAttempt', (address) => seen.push(`try ${address}`));
  client.on('connectionAttemptFailed', (address, p, family, error) => seen.push(`${family} ${error.code}`));
  client.on('connect', () => {
    assert.deepStrictEqual(client.autoSelectFamilyAttemptedAddresses, [`::1:${port}`, `127.0.0.1:${port}`]);
  });
  client.resume().on('close', () => {
    server.close();
    net.connect({ port: 1, host: 'a.host', lookup }).on('error', (error) => {
      assert(error instanceof AggregateError);
      seen.push(error.code, ...error.errors.map((e) => e.message));
    });
  });
});
process.on('exit', () => {
  assert.match(seen[1], /^6 E(CONNREFUSED|ADDRNOTAVAIL)$/);
  assert.deepStrictEqual([seen[0], seen[2], seen.at(-1)], ['try ::1', 'try 127.0.0.1', 'connect ECONNREFUSED 127.0.0.1:1']);
});
