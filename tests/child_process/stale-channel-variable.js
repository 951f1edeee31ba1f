// A variable that names a channel which did not come along keeps nobody from running, and is not handed on.
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const code = 'console.log(1 + 1, process.env.NODE_CHANNEL_FD)';
const { status, stdout } = spawnSync(process.execPath, ['-e', code], {
  env: { ...process.env, NODE_CHANNEL_FD: '99' }, encoding: 'utf8',
});
assert.deepStrictEqual([status, stdout], [0, '2 undefined\n']);
