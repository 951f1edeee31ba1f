// heddle-only
// Nobody asks the main thread to stop: its signal is never aborted.
import assert from 'node:assert';
import { abandonedWorkers, stopRequested, stopSignal } from 'heddle:worker';

assert.strictEqual(stopSignal.aborted, false);
assert.strictEqual(stopRequested(), false);
assert.deepStrictEqual(abandonedWorkers(), { current: 0, total: 0 });
