// What a child writes to its channel that is no message is an error of the parent, which it may handle; what follows it still
// counts, and claims of handles that did not come do no harm.
const assert = require('node:assert');
const { spawn } = require('node:child_process');

let done = false;
process.on('exit', () => assert.ok(done));
const errors = [];
process.on('uncaughtException', (error) => errors.push(error.message));

function run(serialization, bytes) {
  const format = [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  const child = spawn('sh', ['-c', `printf '${format}' >&3`], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization });
  const got = [];
  child.on('message', (message) => got.push(message));
  return new Promise((resolve) => {
    let left = 2;
    const finish = () => { if (--left === 0) resolve(got); };
    child.on('close', finish);
    child.on('disconnect', finish);
  });
}

async function main() {
  const lines = '{bad\n{"a":1}\nnull\n"x"\n{"cmd":"NODE_HANDLE","type":"net.Socket","msg":1}\n{"cmd":"NODE_HANDLE_ACK"}\n' +
    '{"cmd":"NODE_HANDLE_NACK"}\n{"cmd":"NODE_HANDLE"}\n\n7\n{"cut off';
  assert.deepStrictEqual(await run('json', Buffer.from(lines)), [{ a: 1 }, null, 'x', 7]);
  assert.strictEqual(errors.length, 2);
  errors.length = 0;
  const binary = Buffer.from('00000005ff0f41ffff00000003ff0f30000000005ffffffffffff0f', 'hex');
  assert.deepStrictEqual(await run('advanced', binary), [null]);
  assert.ok(errors.length >= 1 && errors.every((message) => message.startsWith('Unable to deserialize')), String(errors));
  done = true;
}
main();
