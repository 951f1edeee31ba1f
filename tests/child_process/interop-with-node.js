// env: JS_GC_ZEAL=14,20000
// heddle-only
// A node forks Heddle and Heddle forks a node: both speak the same over the channel. Nothing to see where there is no node.
const assert = require('node:assert');
const { execFileSync, fork } = require('node:child_process');
const { on, once } = require('node:events');
const net = require('node:net');

function findNode() {
  try {
    const isNode = execFileSync('node', ['-p', 'process.versions.heddle === undefined'], { encoding: 'utf8' }) === 'true\n';
    return isNode ? 'node' : undefined;
  } catch (error) {
    assert.strictEqual(error.code, 'ENOENT');
    return undefined;
  }
}

async function advanced(execPath) {
  const child = fork(__filename, ['child'], { execPath, execArgv: [], serialization: 'advanced' });
  const value = { m: new Map([[1n, new Set(['\u0100', 'é'])]]), b: Buffer.alloc(300_000, 1), d: new Date(3), a: [1.5, , -0] };
  child.send(value);
  assert.deepStrictEqual((await once(child, 'message'))[0], value);
  child.disconnect();
  assert.deepStrictEqual(await once(child, 'exit'), [0, null]);
}

async function parent(execPath) {
  advanced(execPath);
  const child = fork(__filename, ['child'], { execPath, execArgv: [] });
  const messages = on(child, 'message');
  const next = async () => (await messages.next()).value[0];
  child.send({ a: ['ä\n', 1.5, null] });
  assert.deepStrictEqual(await next(), { a: ['ä\n', 1.5, null] });
  const large = 'é'.repeat(2 << 20);
  for (let i = 0; i < 1000; i++) child.send(i);
  child.send(large);
  for (let i = 0; i < 1000; i++) assert.strictEqual(await next(), i);
  assert.ok(await next() === large);
  const server = net.createServer({ pauseOnConnect: true }, (socket) => child.send('socket', socket));
  server.listen(0);
  await once(server, 'listening');
  const client = net.connect(server.address().port);
  let text = '';
  for await (const part of client) text += part;
  assert.strictEqual(text, 'of the child');
  server.close();
  await once(server, 'close');
  child.disconnect();
  assert.deepStrictEqual(await once(child, 'exit'), [0, null]);
}

function child() {
  process.on('message', (message, handle) => {
    if (message === 'socket') handle.end('of the child');
    else process.send(message);
  });
}

if (process.argv[2] === 'child') {
  child();
} else if (process.argv[2] !== undefined) {
  parent(process.argv[2]);
} else {
  const node = findNode();
  if (node !== undefined) {
    parent(node);
    execFileSync(node, [__filename, process.execPath], { stdio: 'inherit' });
  }
}
