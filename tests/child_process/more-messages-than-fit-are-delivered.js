'use strict';
// heddle-only: Node loses some of them.
// What was sent before process.exit() or disconnect() arrives, also when it is more than the channel takes at once and the
// receiver is slow; send() says when much waits, and calls back for each.
const assert = require('node:assert');
const { fork } = require('node:child_process');

const COUNT = 2000;
const text = 'x'.repeat(5000);
switch (process.argv[2]) {
  case 'exits':
    for (let i = 0; i < COUNT; i++) process.send({ i, text });
    process.exit(3);
    break;
  case 'disconnects': {
    let called = 0;
    let much = 0;
    for (let i = 0; i < COUNT; i++) {
      if (!process.send({ i, text }, (error) => { assert.ifError(error); called++; })) much++;
    }
    process.disconnect();
    assert.ok(much > 0);
    process.on('exit', () => assert.strictEqual(called, COUNT));
    break;
  }
  case 'receives': {
    let count = 0;
    process.on('message', ({ i }) => assert.strictEqual(i, count++));
    process.on('disconnect', () => process.exit(count === COUNT ? 0 : 1));
    // Asleep while they are sent.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    break;
  }
  default: {
    for (const [mode, code] of [['exits', 3], ['disconnects', 0]]) {
      const child = fork(__filename, [mode]);
      let count = 0;
      child.on('message', ({ i }) => {
        assert.strictEqual(i, count++);
        if (count === 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      });
      child.on('close', (got) => {
        assert.strictEqual(got, code);
        assert.strictEqual(count, COUNT, mode);
      });
    }
    const child = fork(__filename, ['receives']);
    for (let i = 0; i < COUNT; i++) child.send({ i, text });
    child.disconnect();
    child.on('exit', (code) => assert.strictEqual(code, 0));
  }
}
