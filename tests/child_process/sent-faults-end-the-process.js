// SIGSEGV, SIGBUS and SIGILL end a process that another sends them to, though the engine uses them for itself.
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const { once } = require('node:events');

// Its input stays open: only a signal ends it. A module of WebAssembly has the engine's handlers put in place.
const program = `
  new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  process.stdin.resume();
  console.log('up');
`;

async function main() {
  for (const signal of ['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP']) {
    const child = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill(signal);
    assert.deepStrictEqual(await once(child, 'exit'), [null, signal]);
  }
}
main();
