// heddle-only
// The entry of a sandboxed worker and its static module graph are there; modules that it asks for later are only if their
// real path is within what it may read.
import assert from 'node:assert';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { asEachUser } from './fixtures/sandboxed.mjs';

async function run(file, sandbox, workerData) {
  const worker = new Worker(file, { isolation: 'process', sandbox, workerData });
  const exit = new Promise((resolve) => { worker.on('exit', resolve); });
  const [value] = await once(worker, 'message');
  assert.strictEqual(await exit, 0);
  return value;
}

await asEachUser(import.meta.url, async () => {
  const graph = new URL('fixtures/graph/', import.meta.url);
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'modules-')));
  fs.mkdirSync(path.join(folder, 'granted'));
  fs.writeFileSync(path.join(folder, 'granted', 'module.mjs'), 'export {};');
  fs.writeFileSync(path.join(folder, 'granted', 'data.json'), '{}');
  fs.writeFileSync(path.join(folder, 'secret.mjs'), 'export {};');
  fs.symlinkSync(path.join(folder, 'secret.mjs'), path.join(folder, 'granted', 'link.mjs'));
  fs.symlinkSync(path.join(folder, 'granted', 'module.mjs'), path.join(folder, 'inwards.mjs'));

  const late = ['./late.mjs', './late.txt', '../sandboxed.mjs', 'installed-nowhere', path.join(folder, 'secret.mjs'), '/etc/passwd'];
  const denied = Array(2 * late.length + 1).fill('ERR_ACCESS_DENIED');
  const expected = { data: { a: 1 }, name: 'imported', inner: 'inner', required: [{ a: 1 }, 3, 'MODULE_NOT_FOUND'], typed: 5 };
  assert.deepStrictEqual(await run(new URL('main.mjs', graph), true, late), { ...expected, late: denied });
  const { required, inner } = expected;
  assert.deepStrictEqual(await run(new URL('main.cjs', graph), true, ['./late.json', './late.txt', '/etc/passwd']),
    { required, inner, late: Array(3).fill('ERR_ACCESS_DENIED') });

  const granted = path.join(folder, 'granted');
  const asked = ['module.mjs', 'link.mjs', '../secret.mjs'].map((name) => path.join(granted, name)).concat(path.join(folder, 'inwards.mjs'));
  const answers = await run(new URL('main.mjs', graph), { read: [granted] }, asked);
  assert.deepStrictEqual(answers.late, ['allowed', 'allowed', ...Array(7).fill('ERR_ACCESS_DENIED')]);
  assert.deepStrictEqual(await run(new URL('main.cjs', graph), { read: [granted] }, [path.join(granted, 'data.json'), './late.json']),
    { required, inner, late: ['allowed', 'ERR_ACCESS_DENIED'] });
  fs.rmSync(folder, { recursive: true });
});
