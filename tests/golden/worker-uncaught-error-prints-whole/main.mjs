// A worker's error that the parent does not handle is printed as the parent's own.
import { Worker } from 'node:worker_threads';
new Worker("const e = new RangeError('from the worker'); e.code = 'E_W'; throw e;", { eval: true });
