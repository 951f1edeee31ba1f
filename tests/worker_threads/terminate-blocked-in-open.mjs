// heddle-only
// fifo: f
// terminate() ends a worker that waits in open(2) for the other end of a FIFO, and its handlers do not run.
import assert from 'node:assert';
import { terminates } from './fixtures/ends.mjs';

const ran = new Int32Array(new SharedArrayBuffer(4));
await terminates('openSync', 'ready(); try { fs.openSync("f", "r"); } finally { workerData[0] = 1; }', ran);
await terminates('readFileSync', 'ready(); try { fs.readFileSync("f"); } catch { workerData[0] = 1; }', ran);
await terminates('writeFileSync', 'ready(); try { fs.writeFileSync("f", "x"); } catch { workerData[0] = 1; }', ran);
await terminates('copyFileSync', 'ready(); try { fs.copyFileSync("f", "g"); } catch { workerData[0] = 1; }', ran);
await terminates('a loop', 'ready(); for (;;) { try { fs.openSync("f", "r"); } catch { workerData[0] = 1; } }', ran);
assert.strictEqual(ran[0], 0);
