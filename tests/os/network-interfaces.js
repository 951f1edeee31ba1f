'use strict';
const assert = require('node:assert');
const net = { isIPv4: (text) => /^\d+(\.\d+){3}$/.test(text), isIPv6: (text) => text.includes(':') };
const interfaces = require('node:os').networkInterfaces();
for (const [name, list] of Object.entries(interfaces)) {
  assert(name.length > 0 && list.length > 0);
  for (const entry of list) {
    const { address, netmask, family, mac, internal, cidr, scopeid } = entry;
    assert.match(mac, /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
    assert.strictEqual(typeof internal, 'boolean');
    assert(family === 'IPv4' ? net.isIPv4(address) && net.isIPv4(netmask) : net.isIPv6(address) && typeof scopeid === 'number');
    assert(cidr === null || cidr.startsWith(`${address}/`));
  }
}
const local = interfaces.lo?.find(({ family }) => family === 'IPv4');
if (local !== undefined) {
  assert.deepStrictEqual(local, {
    address: '127.0.0.1', netmask: '255.0.0.0', family: 'IPv4', mac: '00:00:00:00:00:00', internal: true, cidr: '127.0.0.1/8',
  });
}
