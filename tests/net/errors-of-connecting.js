// Connections that fail say what, where and why.
const assert = require('node:assert');
const net = require('node:net');

let left = 4;
const failing = (options, expected) => {
  net.connect(options).on('error', (error) => {
    for (const [key, value] of Object.entries(expected)) assert.strictEqual(error[key], value, `${key} of ${error}`);
  }).on('close', (hadError) => {
    assert.strictEqual(hadError, true);
    left--;
  });
};
failing({ port: 1, host: '127.0.0.1' }, {
  message: 'connect ECONNREFUSED 127.0.0.1:1', code: 'ECONNREFUSED', errno: -111, syscall: 'connect', address: '127.0.0.1', port: 1,
});
failing({ path: '/nonexistent/socket' }, { message: 'connect ENOENT /nonexistent/socket', code: 'ENOENT', syscall: 'connect' });
failing({ port: 80, host: 'nosuch.invalid', lookup: (host, options, callback) => callback(Object.assign(new Error('none'), { code: 'ENOTFOUND' })) },
        { message: 'none', code: 'ENOTFOUND' });
const blockList = new net.BlockList();
blockList.addSubnet('127.0.0.0', 8);
failing({ port: 1, host: '127.0.0.1', blockList }, { code: 'ERR_IP_BLOCKED' });
process.on('exit', () => assert.strictEqual(left, 0));
