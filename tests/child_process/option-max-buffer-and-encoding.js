// maxBuffer ends a program that writes more, by the byte; encoding makes text of what it wrote.
const assert = require('node:assert');
const { exec, execFile, execFileSync, execSync, spawnSync } = require('node:child_process');

const result = (run, ...args) => new Promise((resolve) => run(...args, (error, stdout, stderr) => resolve({ error, stdout, stderr })));

async function main() {
  // Exactly as much is allowed.
  let got = await result(execFile, 'printf', ['12345'], { maxBuffer: 5 });
  assert.deepStrictEqual([got.error, got.stdout], [null, '12345']);
  got = await result(execFile, 'printf', ['123456'], { maxBuffer: 5 });
  assert.deepStrictEqual([got.error.code, got.error.message, got.stdout],
    ['ERR_CHILD_PROCESS_STDIO_MAXBUFFER', 'stdout maxBuffer length exceeded', '12345']);
  got = await result(exec, 'printf 123456 >&2', { maxBuffer: 5 });
  assert.deepStrictEqual([got.error.message, got.stderr], ['stderr maxBuffer length exceeded', '12345']);
  got = await result(exec, 'printf üüü', { maxBuffer: 4, encoding: 'buffer' });
  assert.deepStrictEqual([got.error.code, got.stdout], ['ERR_CHILD_PROCESS_STDIO_MAXBUFFER', Buffer.from('üü')]);
  // 1 MiB without it.
  got = await result(exec, `head -c ${1 << 20} /dev/zero`);
  assert.deepStrictEqual([got.error, got.stdout.length], [null, 1 << 20]);
  got = await result(exec, `head -c ${(1 << 20) + 1} /dev/zero`);
  assert.deepStrictEqual([got.error.code, got.stdout.length], ['ERR_CHILD_PROCESS_STDIO_MAXBUFFER', 1 << 20]);
  got = await result(exec, `head -c ${4 << 20} /dev/zero`, { maxBuffer: Infinity });
  assert.deepStrictEqual([got.error, got.stdout.length], [null, 4 << 20]);
  assert.strictEqual(spawnSync('head', ['-c', String(1 << 20), '/dev/zero']).error, undefined);
  assert.strictEqual(spawnSync('head', ['-c', String(2 << 20), '/dev/zero']).error.code, 'ENOBUFS');
  assert.throws(() => execSync('yes', { maxBuffer: 100 }), { code: 'ENOBUFS', signal: 'SIGTERM', syscall: 'spawnSync /bin/sh' });

  const bytes = Buffer.from([0x68, 0xfc, 0xe9]);
  const file = ['-c', 'printf "h\\374\\351"'];
  for (const [encoding, text] of [['latin1', 'hüé'], ['hex', '68fce9'], ['base64', 'aPzp'], ['utf8', 'h\ufffd\ufffd']]) {
    assert.strictEqual((await result(execFile, 'sh', file, { encoding })).stdout, text);
    assert.strictEqual(execFileSync('sh', file, { encoding }), text);
    assert.strictEqual(spawnSync('sh', file, { encoding }).output[1], text);
  }
  for (const encoding of ['buffer', null]) {
    assert.deepStrictEqual((await result(execFile, 'sh', file, { encoding })).stdout, bytes);
    assert.deepStrictEqual(execFileSync('sh', file, { encoding }), bytes);
  }
  // Text in pieces that end in the middle of a character.
  got = await result(exec, 'printf "\\303"; sleep 0.05; printf "\\274"');
  assert.strictEqual(got.stdout, 'ü');
}
main();
