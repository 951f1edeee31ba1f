// heddle-only
// A sandboxed worker reads what it may read, and changes only what it may write.
import assert from 'node:assert';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { asEachUser, inSandbox } from './fixtures/sandboxed.mjs';

await asEachUser(import.meta.url, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'grants-'));
  const inside = (name) => path.join(folder, name);
  for (const name of ['read', 'write', 'none']) {
    fs.mkdirSync(inside(name));
    fs.writeFileSync(path.join(inside(name), 'file'), name);
  }
  const codes = await inSandbox(`(async (fs, folder) => {
    const codes = {};
    for (const name of ['read', 'write', 'none']) {
      codes[name] = [
        await code(() => fs.readFileSync(folder + '/' + name + '/file')),
        await code(() => fs.promises.readdir(folder + '/' + name)),
        await code(() => fs.promises.writeFile(folder + '/' + name + '/file', 'changed')),
        await code(() => fs.mkdirSync(folder + '/' + name + '/new')),
      ];
    }
    return codes;
  })(require('fs'), ${JSON.stringify(folder)})`, { sandbox: { read: [inside('read')], write: [inside('write')] } });
  const denied = 'ERR_ACCESS_DENIED';
  assert.deepStrictEqual(codes, {
    read: ['allowed', 'allowed', denied, denied],
    write: ['allowed', 'allowed', 'allowed', 'allowed'],
    none: [denied, denied, denied, denied],
  });
  assert.deepStrictEqual(['read', 'write', 'none'].map((name) => fs.readFileSync(path.join(inside(name), 'file'), 'utf8')),
    ['read', 'changed', 'none']);
  assert.deepStrictEqual(fs.readdirSync(inside('read')), ['file']);
  fs.rmSync(folder, { recursive: true });
});
