// heddle-only: Node's error for a closed handle is a TypeError about null.
// A descriptor in a message that nobody reads is closed with the message.
import assert from 'node:assert';
import { readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';

await writeFile('file', 'x');
const path = realpathSync('file');
const isOpen = () => readdirSync('/proc/self/fd').some((fd) => {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`) === path;
  } catch {
    return false;
  }
});
const { port1, port2 } = new MessageChannel();
const handle = await open('file');
port1.postMessage(handle, [handle]);
assert.ok(isOpen());
port2.close();
assert.ok(!isOpen());
assert.throws(() => structuredClone(handle, { transfer: [handle] }), { name: 'DataCloneError' });
