// heddle-only
// A worker with permissions reaches the addresses and starts the programs that it was granted, and no others.
import assert from 'node:assert';
import net from 'node:net';
import { once } from 'node:events';
import { DENIED, inWorker } from './fixtures/permitted.mjs';

const server = net.createServer((socket) => socket.end()).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address();
const connect = (port, host) => `new Promise((resolve) => require('net').connect({ port: ${port}, host: '${host}', family: 4 })
  .on('connect', function() { this.destroy(); resolve('allowed'); }).on('error', (error) => resolve(error.code)))`;
const one = [`127.0.0.1:${port}`];
assert.strictEqual(await inWorker({ net: one }, connect(port, '127.0.0.1')), 'allowed');
assert.strictEqual(await inWorker({ net: ['127.0.0.1:*'] }, connect(port, '127.0.0.1')), 'allowed');
assert.strictEqual(await inWorker({ net: true }, connect(port, '127.0.0.1')), 'allowed');
assert.strictEqual(await inWorker({}, connect(port, '127.0.0.1')), DENIED);
assert.strictEqual(await inWorker({ net: ['127.0.0.1:1'] }, connect(port, '127.0.0.1')), DENIED);
assert.strictEqual(await inWorker({ net: one }, connect(port, '127.0.0.2')), DENIED);
// A name that is granted stands for what it is found to be; another is not even looked up.
const byName = connect(port, 'localhost');
assert.strictEqual(await inWorker({ net: one }, byName), DENIED);
assert.strictEqual(await inWorker({ net: [`localhost:${port}`] }, byName), 'allowed');
assert.strictEqual(await inWorker({ net: ['localhost:1'] }, byName), DENIED);
const listen = (port) => `new Promise((resolve) => {
  const server = require('net').createServer().on('error', (error) => resolve(error.code));
  server.listen(${port}, '127.0.0.1', () => { server.close(); resolve('allowed'); });
})`;
assert.strictEqual(await inWorker({ net: ['127.0.0.1:0'] }, listen(0)), 'allowed');
assert.strictEqual(await inWorker({ net: one }, listen(0)), DENIED);
server.close();

const run = (file) => `(() => {
  const { spawn, spawnSync, execSync } = require('child_process');
  const { error, status } = spawnSync(${file}, []);
  return [error?.code ?? status];
})()`;
assert.deepStrictEqual(await inWorker({ spawn: ['/bin/true'] }, run("'/bin/true'")), [0]);
assert.deepStrictEqual(await inWorker({ spawn: ['true'] }, run("'true'"), { env: { PATH: process.env.PATH } }), [0]);
assert.deepStrictEqual(await inWorker({ spawn: true }, run("'/bin/true'")), [0]);
const denied = await inWorker({ spawn: ['true'] }, `[
  () => require('child_process').spawnSync('/bin/false'), () => require('child_process').spawn('false'),
  () => require('child_process').execSync('true'), () => require('child_process').fork('x'), () => process.kill(1, 0),
].map(code)`);
assert.deepStrictEqual(denied, Array(5).fill(DENIED));
