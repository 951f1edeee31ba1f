// Wrong arguments throw at once, with Node's codes.
const assert = require('node:assert');
const net = require('node:net');

const code = (expected, f) => assert.throws(f, (error) => {
  assert.strictEqual(error.code, expected, error.message);
  return true;
});
code('ERR_MISSING_ARGS', () => net.connect());
code('ERR_MISSING_ARGS', () => net.connect({}));
code('ERR_SOCKET_BAD_PORT', () => net.connect(99999));
code('ERR_SOCKET_BAD_PORT', () => net.connect({ port: 'x' }));
code('ERR_INVALID_ARG_TYPE', () => net.connect({ path: 5 }));
code('ERR_INVALID_IP_ADDRESS', () => net.connect({ port: 1, localAddress: 'zz' }));
code('ERR_INVALID_ARG_TYPE', () => net.connect({ port: 1, lookup: 5, host: 'xx' }));
code('ERR_INVALID_ARG_TYPE', () => net.connect({ port: 1, autoSelectFamily: 5 }));
code('ERR_INVALID_ARG_TYPE', () => net.createServer(5));
code('ERR_INVALID_ARG_TYPE', () => net.createServer({ highWaterMark: 'a' }));
code('ERR_INVALID_ARG_VALUE', () => net.createServer().listen({}));
code('ERR_INVALID_ARG_VALUE', () => net.createServer().listen({ port: true }));
code('ERR_SOCKET_BAD_PORT', () => net.createServer().listen(-1));
code('ERR_INVALID_ARG_TYPE', () => new net.Socket({ fd: 'a' }));
code('ERR_OUT_OF_RANGE', () => new net.Socket({ fd: -1 }));
code('ERR_INVALID_FD_TYPE', () => new net.Socket({ fd: 4095 }));
code('ERR_INVALID_ARG_VALUE', () => new net.Socket({ objectMode: true }));
code('ERR_INVALID_ARG_TYPE', () => new net.Socket().setTimeout('x'));
code('ERR_OUT_OF_RANGE', () => new net.Socket().setTimeout(-1));
code('ERR_OUT_OF_RANGE', () => new net.Socket().setTypeOfService(999));
