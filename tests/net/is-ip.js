// What is an address.
const assert = require('node:assert');
const net = require('node:net');

for (const text of ['1.2.3.4', '0.0.0.0', '255.255.255.255']) assert.strictEqual(net.isIP(text), 4, text);
for (const text of ['::', '::1', 'fe80::1%eth0', '::ffff:1.2.3.4', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7::']) {
  assert.strictEqual(net.isIP(text), 6, text);
}
for (const text of ['', '01.2.3.4', '256.1.1.1', '1.2.3', ' 1.2.3.4', '1::2::3', '1:2:3:4:5:6:7', '::%', '12345::', ':1', '1:', ':::']) {
  assert.strictEqual(net.isIP(text), 0, text);
}
assert.strictEqual(net.isIPv4('::1'), false);
assert.strictEqual(net.isIPv6('1.2.3.4'), false);
