// A sender waits when many messages of many megabytes are unread, and goes on when they are read.
import assert from 'node:assert';
import { exec, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const count = 40;
if (process.argv[2] === 'child') {
  let messages = 0;
  process.on('message', (text) => {
    assert.strictEqual(text.length, 2 ** 23 + 1);
    if (++messages === count) process.send(messages, () => process.disconnect());
  });
  process.send('ready');
} else {
  const child = fork(fileURLToPath(import.meta.url), ['child']);
  const text = 'x'.repeat(2 ** 23 + 1);
  await once(child, 'message');
  child.kill('SIGSTOP');
  for (let i = 0; i < count; i++) child.send(text);
  exec(`kill -CONT ${child.pid}`);
  assert.deepStrictEqual((await once(child, 'message'))[0], count);
  assert.deepStrictEqual((await once(child, 'exit'))[0], 0);
}
