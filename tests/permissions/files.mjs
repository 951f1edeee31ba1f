// heddle-only
// A thread worker with permissions reads and writes the files that it was granted; whatever else it tries is denied by an
// error that says what and how to allow it, given in the way of the function that was called.
import assert from 'node:assert';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DENIED, inWorker } from './fixtures/permitted.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'permissions-'));
try {
  const [read, write, other] = ['read', 'write', 'other'].map((name) => path.join(folder, name));
  for (const name of [read, write, other]) {
    fs.mkdirSync(name);
    fs.writeFileSync(path.join(name, 'file'), name);
  }
  fs.symlinkSync(other, path.join(read, 'out'));
  fs.symlinkSync(path.join(other, 'new'), path.join(write, 'dangling'));
  const data = { workerData: { read, write, other } };
  const run = (expression) => inWorker({ read: [read], write: [new URL(`file://${write}`)] }, `(() => {
    const fs = require('fs');
    const { read, write, other } = require('worker_threads').workerData;
    return ${expression};
  })()`, data);

  assert.deepStrictEqual(await run(`[
    fs.readFileSync(read + '/file', 'utf8') === read, fs.readFileSync(write + '/file', 'utf8') === write,
    fs.existsSync(read), fs.statSync(read).isDirectory(), fs.readdirSync(read).length, fs.realpathSync(read) === read,
    code(() => fs.writeFileSync(write + '/a', 'x')), code(() => fs.mkdirSync(write + '/b/c', { recursive: true })),
    code(() => fs.renameSync(write + '/a', write + '/b/a')), code(() => fs.rmSync(write + '/b', { recursive: true })),
    code(() => fs.closeSync(fs.openSync(write + '/file', 'r+'))), code(() => fs.copyFileSync(read + '/file', write + '/d')),
  ]`), [true, true, true, true, 2, true, ...Array(6).fill('allowed')]);

  const denied = await run(`[
    () => fs.readFileSync(other + '/file'), () => fs.statSync(other), () => fs.readdirSync(other), () => fs.accessSync(other),
    () => fs.openSync(other + '/file'), () => fs.opendirSync(other), () => fs.realpathSync(other), () => fs.lstatSync(other),
    () => fs.readFileSync(read + '/out/file'), () => fs.readFileSync(read + '/../other/file'), () => fs.watch(other),
    () => fs.readFileSync(Buffer.from(other + '/file')), () => fs.readlinkSync('/proc/self/exe'),
    () => fs.writeFileSync(read + '/file', ''), () => fs.writeFileSync(other + '/new', ''), () => fs.appendFileSync(read + '/file', 'x'),
    () => fs.openSync(read + '/file', 'r+'), () => fs.openSync(read + '/new', 'w'), () => fs.unlinkSync(read + '/file'),
    () => fs.rmSync(other, { recursive: true }), () => fs.mkdirSync(read + '/new'), () => fs.mkdtempSync(read + '/x'),
    () => fs.copyFileSync(other + '/file', write + '/e'), () => fs.copyFileSync(write + '/file', read + '/e'),
    () => fs.renameSync(read + '/file', write + '/f'), () => fs.linkSync(read + '/file', write + '/g'),
    () => fs.symlinkSync(other, write + '/h'), () => fs.symlinkSync('../other', write + '/h'), () => fs.chmodSync(read + '/file', 0o600),
    () => fs.utimesSync(read + '/file', 1, 1), () => fs.truncateSync(read + '/file'), () => fs.writeFileSync(write + '/dangling', ''),
    () => fs.cpSync(other, write + '/i', { recursive: true }), () => fs.statfsSync(other), () => fs.chownSync(read + '/file', 0, 0),
  ].map(code)`);
  assert.deepStrictEqual(denied, Array(denied.length).fill(DENIED));
  assert.strictEqual(await run('fs.existsSync(other)'), false);
  assert.ok(!fs.existsSync(path.join(other, 'new')));
  assert.strictEqual(fs.readFileSync(path.join(read, 'file'), 'utf8'), read);

  // By the callback, and by the promise.
  assert.deepStrictEqual(await run(`Promise.all([
    new Promise((resolve) => fs.readFile(other + '/file', (error) => resolve(error.code))),
    new Promise((resolve) => fs.stat(other, (error) => resolve(error.code))),
    new Promise((resolve) => fs.writeFile(read + '/x', '', (error) => resolve(error.code))),
    new Promise((resolve) => fs.createReadStream(other + '/file').on('error', (error) => resolve(error.code))),
    later(fs.promises.readFile(other + '/file')), later(fs.promises.open(other + '/file')), later(fs.promises.rm(other)),
    later(fs.promises.readFile(read + '/file')),
  ])`), [...Array(7).fill(DENIED), 'allowed']);

  const [message, permission, resource] = await run(`(() => {
    try { fs.readFileSync(other + '/file'); } catch (error) { return [error.message, error.permission, error.resource]; }
  })()`);
  assert.strictEqual(message,
    `Reading '${other}/file' is denied by the worker's permissions. Use permissions.read to allow it.`);
  assert.deepStrictEqual([permission, resource], ['FileSystemRead', `${other}/file`]);

  // Everything of a kind.
  assert.deepStrictEqual(await inWorker({ read: true }, `[
    code(() => require('fs').readdirSync('/')), code(() => require('fs').writeFileSync(${JSON.stringify(other)} + '/new', '')),
  ]`), ['allowed', DENIED]);
} finally {
  fs.rmSync(folder, { recursive: true });
}
