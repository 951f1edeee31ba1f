// CPU profiles of this thread and of workers. https://nodejs.org/api/v8.html#v8startcpuprofileoptions
'use strict';

const { MathFloor, SymbolAsyncDispose, SymbolDispose } = primordials;
const { validateNumber, validateObject } = require('internal/validators');

const kMaxInterval = 0x7fffffff / 1000;
const kUnlimited = 0xffffffff;

/** Checks the options of a profile: `[microseconds between samples (0: the default), most samples]`. */
function profileOptions(options) {
  if (options === undefined) return [0, kUnlimited];
  validateObject(options, 'options');
  const { sampleInterval, maxBufferSize } = options;
  let interval = 0;
  if (sampleInterval !== undefined) {
    validateNumber(sampleInterval, 'options.sampleInterval', 0, kMaxInterval);
    interval = MathFloor(sampleInterval * 1000);
    if (sampleInterval > 0 && interval === 0) interval = 1;
  }
  if (maxBufferSize === undefined) return [interval, kUnlimited];
  validateNumber(maxBufferSize, 'options.maxBufferSize', 1, kUnlimited);
  return [interval, MathFloor(maxBufferSize)];
}

class SyncCPUProfileHandle {
  #id;
  #stopped = false;

  constructor(id) {
    this.#id = id;
  }

  stop() {
    if (this.#stopped) return undefined;
    this.#stopped = true;
    return ops.op_profile_cpu_stop(this.#id);
  }

  [SymbolDispose]() {
    this.stop();
  }
}

/** `v8.startCpuProfile()`. */
function startCpuProfile(options) {
  const { 0: interval, 1: most } = profileOptions(options);
  return new SyncCPUProfileHandle(ops.op_profile_cpu_start(interval, most));
}

/** What `worker.startCpuProfile()` and `worker.startHeapProfile()` resolve to; `end()` is a promise of the file. */
function handleClass(name) {
  const Handle = { [name]: class {
    #end;
    #promise = null;

    constructor(end) {
      this.#end = end;
    }

    stop() {
      return this.#promise ??= this.#end();
    }

    async [SymbolAsyncDispose]() {
      await this.stop();
    }
  } };
  return Handle[name];
}

const CPUProfileHandle = handleClass('CPUProfileHandle');

module.exports = { CPUProfileHandle, handleClass, profileOptions, startCpuProfile };
