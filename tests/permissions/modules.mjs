// heddle-only
// A worker with permissions has its entry and what that imports by declarations; other modules need permission to read.
import assert from 'node:assert';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'permissions-')));
try {
  const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
  write('static.mjs', "export default 'static';");
  write('dynamic.mjs', "export default 'dynamic';");
  write('required.cjs', "module.exports = 'required';");
  write('data.json', '{}');
  write('entry.mjs', `
    import { createRequire } from 'node:module';
    import { parentPort } from 'node:worker_threads';
    import text from './static.mjs';
    const settled = await Promise.allSettled([import('./dynamic.mjs')]);
    const require = createRequire(import.meta.url);
    const code = (f) => { try { return f(); } catch (error) { return error.code; } };
    parentPort.postMessage([
      text, settled.map(({ value, reason }) => value?.default ?? reason.code)[0], code(() => require('./required.cjs')),
      code(() => require('./data.json')), settled[0].reason?.message,
    ]);
  `);
  const run = (permissions) => new Promise((resolve, reject) => {
    new Worker(path.join(folder, 'entry.mjs'), { isolation: 'thread', permissions }).on('message', resolve).on('error', reject);
  });
  const [text, ...denied] = await run({});
  assert.deepStrictEqual([text, ...denied.slice(0, 3)], ['static', ...Array(3).fill('ERR_ACCESS_DENIED')]);
  assert.match(denied[3], /permissions\.read/);
  assert.deepStrictEqual(await run({ read: [folder] }), ['static', 'dynamic', 'required', {}, undefined]);
  assert.deepStrictEqual(await run({ read: true }), ['static', 'dynamic', 'required', {}, undefined]);
} finally {
  fs.rmSync(folder, { recursive: true });
}
