// With few threads allowed a worker that cannot start is an exception with a code, and everything else goes on.
// heddle-only
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// The limit counts a user's threads, and not at all root's: as root, another user runs it, who must be able to read it.
const isRoot = process.getuid() === 0;
const folder = mkdtempSync(join(tmpdir(), 'threads-'));
// Built-in files must not be read from a folder, which takes a descriptor of its own.
delete process.env.HEDDLE_DEV_JS;
const script = join(folder, 'many-workers.mjs');
const program = join(folder, 'heddle');
copyFileSync(fileURLToPath(new URL('./fixtures/many-workers.mjs', import.meta.url)), script);
copyFileSync(process.execPath, program);
for (const [name, mode] of [[tmpdir(), 0o755], [folder, 0o755], [script, 0o644], [program, 0o755]]) chmodSync(name, mode);

const own = isRoot ? { uid: 61234, gid: 61234 } : {};
const used = isRoot ? 0 : spawnSync('sh', ['-c', 'ps -L -u "$(id -u)" | wc -l'], { encoding: 'utf8' }).stdout | 0;
const run = ['-c', `ulimit -u ${used + 24}; exec "$0" "$@"`, program, script, '100'];
const { status, stdout, stderr } = spawnSync('bash', run, { encoding: 'utf8', ...own });
assert.strictEqual(status, 7, stderr);
const { started, failure, last } = JSON.parse(stdout);
assert(started > 0 && started < 40, `${started}`);
assert.deepStrictEqual(failure, { how: 'thrown', name: 'Error', code: 'ERR_WORKER_INIT_FAILED' });
assert.strictEqual(last, 'ready');
