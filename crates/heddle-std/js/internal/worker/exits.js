// How workers end, as their parents see it. docs/exits.md
'use strict';

const { codes } = require('internal/errors');

/** Time in ms that a worker has to end by itself after it was asked to. */
const kGrace = 1000;
const kLimits = { __proto__: null, cpuMs: 'ERR_WORKER_CPU_LIMIT', wallMs: 'ERR_WORKER_TIME_LIMIT' };
/** What ran out, for ERR_WORKER_OUT_OF_MEMORY. */
const kMemory = {
  __proto__: null,
  heapMb: 'JS heap out of memory',
  externalMb: 'ArrayBuffers and WebAssembly memories',
  codeRangeSizeMb: 'machine code',
  memoryMb: 'memory of its process',
};

/** The options of worker.stop(). */
function parseStop(options) {
  const { validateAbortSignal, validateNumber, validateObject } = require('internal/validators');
  validateObject(options, 'options');
  const { grace = kGrace, signal } = options;
  validateNumber(grace, 'options.grace', 0);
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  return { grace, signal };
}

/** The `how` of worker.stop(): `running` says whether it still ran when it was asked to end. */
function howItEnded(running, reason) {
  if (!running || reason === 'finished') return 'finished';
  switch (reason) {
    case 'abandoned': return 'abandoned';
    // By itself, if not in order.
    case 'stopped': case 'error': case 'not-started': return 'stopped';
    default: return 'terminated';
  }
}

/** The error of a worker that was ended by a limit or by a failure of the runtime. */
function failure(kind, value) {
  if (kind === 'crashed') return new codes.ERR_WORKER_CRASHED();
  if (kind === 'not-started') return new codes.ERR_WORKER_INIT_FAILED(value);
  if (kind === 'readonly-memory') return new codes.ERR_WORKER_READONLY_MEMORY(value === '' ? '' : ` at ${value}`);
  if (kind === 'out-of-memory') return new codes.ERR_WORKER_OUT_OF_MEMORY('the system has no more memory');
  const [limit, used, max, stack] = value;
  const memory = kMemory[limit];
  const error = memory === undefined ? new codes[kLimits[limit]](max) : new codes.ERR_WORKER_OUT_OF_MEMORY(memory);
  // What the worker did says more than where the parent heard of it.
  if (stack !== undefined && stack !== '') error.stack = `Error [${error.code}]: ${error.message}\n${stack}`;
  error.limit = limit;
  error.used = used;
  error.max = max;
  return error;
}

/** Tells that a thread is left behind. */
function warnAbandoned(id) {
  require('internal/ticks').getProcess().emitWarning(
    `Worker ${id} did not end: its thread is in a native function that cannot be interrupted. ` +
    'It runs no more JavaScript, and its memory is given back when that function returns.',
    { type: 'AbandonedWorkerWarning', code: 'HEDDLE_WORKER_ABANDONED' });
}

module.exports = { failure, howItEnded, parseStop, warnAbandoned };
