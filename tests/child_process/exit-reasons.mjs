// heddle-only
// heddle:process tells why a program ended.
import assert from 'node:assert';
import { exec, execFile, execSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { exitReason } from 'heddle:process';
import { smallGroup } from './fixtures/small-group.mjs';

async function ends(child) {
  child.on('error', () => {});
  assert.strictEqual(exitReason(child), undefined);
  if (child.pid === undefined) await new Promise((resolve) => child.on('error', resolve));
  else await once(child, 'exit').catch(() => once(child, 'exit'));
  return exitReason(child);
}

assert.strictEqual(await ends(spawn('true')), 'exit');
assert.strictEqual(await ends(spawn('sh', ['-c', 'exit 3'])), 'exit');
assert.strictEqual(await ends(spawn('sh', ['-c', 'kill -9 $$'])), 'signal');
assert.strictEqual(await ends(spawn('no-such-program')), 'not-started');
assert.strictEqual(await ends(spawn('sleep', ['1000'], { timeout: 10, killSignal: 'SIGKILL' })), 'timeout');
assert.strictEqual(await ends(execFile('sleep', ['1000'], { timeout: 10 })), 'timeout');
assert.strictEqual(await ends(spawn('sleep', ['1000'], { signal: AbortSignal.timeout(10) })), 'abort');
assert.strictEqual(await ends(exec('yes', { maxBuffer: 10 })), 'max-buffer');
assert.strictEqual(exitReason(spawnSync('true')), 'exit');
assert.strictEqual(exitReason(spawnSync('no-such-program')), 'not-started');
assert.strictEqual(exitReason(spawnSync('sleep', ['1000'], { timeout: 10 })), 'timeout');
assert.strictEqual(exitReason(spawnSync('yes', { maxBuffer: 10 })), 'max-buffer');
assert.throws(() => execSync('exit 3'), (error) => exitReason(error) === 'exit');
assert.throws(() => execSync('kill -9 $$'), (error) => exitReason(error) === 'signal');
assert.throws(() => exitReason(1), { code: 'ERR_INVALID_ARG_TYPE' });

const group = smallGroup('child', 120);
if (group !== undefined) {
  const program = `
    import { spawn, spawnSync } from 'node:child_process';
    import { exitReason } from 'heddle:process';
    const hungry = ['-e', 'Buffer.alloc(2 ** 30, 1)'];
    console.log(exitReason(spawnSync(process.execPath, hungry)));
    spawn(process.execPath, hungry).on('exit', function() { console.log(exitReason(this)); });
  `;
  try {
    const { stdout, stderr } = spawnSync('sh', ['-c', `echo $$ > ${group}/cgroup.procs && exec "$0" --input-type=module -e "$1"`, process.execPath, program], { encoding: 'utf8' });
    assert.deepStrictEqual([stdout, stderr], ['out-of-memory\nout-of-memory\n', '']);
  } finally {
    // The last process in it may still be about to end.
    for (;;) {
      try {
        fs.rmdirSync(group);
        break;
      } catch (error) {
        assert.strictEqual(error.code, 'EBUSY');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  }
}
