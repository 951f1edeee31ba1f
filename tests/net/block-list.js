// BlockList and SocketAddress.
const assert = require('node:assert');
const net = require('node:net');

const list = new net.BlockList();
list.addAddress('1.2.3.4');
list.addRange('1.1.1.1', '1.1.1.9');
list.addSubnet('10.0.0.5', 8);
list.addSubnet('fe80::1', 10, 'ipv6');
list.addAddress('::ffff:9.9.9.9', 'ipv6');
assert.deepStrictEqual(list.rules, [
  'Address: IPv6 ::ffff:9.9.9.9', 'Address: IPv4 1.2.3.4', 'Subnet: IPv6 fe80::1/10', 'Subnet: IPv4 10.0.0.5/8',
  'Range: IPv4 1.1.1.1-1.1.1.9',
]);
for (const [address, family, expected] of [
  ['1.2.3.4', 'ipv4', true], ['::ffff:1.2.3.4', 'ipv6', true], ['9.9.9.9', 'ipv4', true], ['10.3.3.3', 'ipv4', true],
  ['1.1.1.10', 'ipv4', false], ['fe80::9', 'ipv6', true], ['fec0::9', 'ipv6', false], ['no address', 'ipv4', false],
]) assert.strictEqual(list.check(address, family), expected, address);
assert.throws(() => list.addRange('1.1.1.9', '1.1.1.1'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => list.check(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => list.addSubnet('1.1.1.1', 33), { code: 'ERR_OUT_OF_RANGE' });
assert.deepStrictEqual(structuredClone(list).rules, list.rules);

const address = new net.SocketAddress({ address: '::1', family: 'ipv6', port: 3, flowlabel: 5 });
assert.deepStrictEqual(structuredClone(address).toJSON(), { address: '::1', port: 3, family: 'ipv6', flowlabel: 5 });
assert.strictEqual(net.SocketAddress.parse('[::1]:8').port, 8);
assert.strictEqual(net.SocketAddress.parse('x'), undefined);
assert.throws(() => new net.SocketAddress({ address: 'x' }), { code: 'ERR_INVALID_ADDRESS' });
