// heddle-only
// A sandboxed worker can neither open, list, look at, make nor remove a file, and is told how that could be allowed.
import assert from 'node:assert';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { asEachUser, inSandbox } from './fixtures/sandboxed.mjs';

await asEachUser(import.meta.url, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'files-'));
  const file = path.join(folder, 'file');
  fs.writeFileSync(file, 'kept');
  const [F, G] = [JSON.stringify(file), JSON.stringify(path.join(folder, 'other'))];
  const attempts = [
    `fs.readFileSync(${F})`, `fs.promises.readFile(${F})`, `fs.openSync(${F}, 'r+')`, `fs.readdirSync('/')`, `fs.statSync(${F})`,
    `fs.accessSync(${F})`, `fs.realpathSync.native(${F})`, `fs.writeFileSync(${F}, '')`, `fs.writeFileSync(${G}, '')`,
    `fs.mkdirSync(${G})`, `fs.unlinkSync(${F})`, `fs.renameSync(${F}, ${G})`, `fs.linkSync(${F}, ${G})`,
    `fs.symlinkSync(${F}, ${G})`, `fs.truncateSync(${F})`, `fs.chmodSync(${F}, 0o777)`, `fs.promises.open('/dev/null')`,
    `fs.readFileSync('/etc/passwd')`,
  ];
  const list = attempts.map((attempt) => `await code(() => ${attempt})`);
  const codes = await inSandbox(`(async (fs) => [${list}])(require('fs'))`);
  assert.deepStrictEqual(attempts.filter((_, index) => codes[index] !== 'ERR_ACCESS_DENIED'), [], codes.join());
  assert.notStrictEqual(await inSandbox(`code(() => process.chdir('/tmp'))`), 'allowed');
  assert.strictEqual(await inSandbox(`require('fs').existsSync(${F})`), false);
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'kept');
  assert.deepStrictEqual(fs.readdirSync(folder), ['file']);
  fs.rmSync(folder, { recursive: true });

  const told = await inSandbox(`(() => { try { require('fs').readFileSync('/etc/passwd'); } catch (error) {
    const { message, permission, resource } = error;
    return { message, permission, resource };
  } })()`);
  assert.match(told.message, /'\/etc\/passwd' is denied.*sandbox\.read/);
  assert.deepStrictEqual([told.permission, told.resource], ['FileSystemRead', '/etc/passwd']);
});
