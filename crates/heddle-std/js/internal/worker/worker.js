// class Worker. https://nodejs.org/api/worker_threads.html#class-worker
'use strict';

const {
  ArrayIsArray, ArrayPrototypeMap, ArrayPrototypeUnshift, Error, FunctionPrototypeBind, ObjectDefineProperty, ObjectFreeze,
  ObjectKeys, PromiseReject, PromiseResolve, RegExpPrototypeExec, String, StringPrototypeTrim, Symbol, SymbolAsyncDispose, SymbolDispose,
  SymbolFor,
} = primordials;
const EventEmitter = require('node/events');
const { newPort } = require('internal/worker/message_port');
const { transferList } = require('internal/worker/transfer');
const SHARE_ENV = SymbolFor('nodejs.worker_threads.SHARE_ENV');
const { codes } = require('internal/errors');
const { validateArray } = require('internal/validators');

// What the program is: `{ kind, text }` for the native side.
function parseFilename(filename, options) {
  if (options.eval) {
    if (typeof filename !== 'string') {
      throw new codes.ERR_INVALID_ARG_VALUE('options.eval', options.eval, "must be false when 'filename' is not a string");
    }
    return { kind: 'source', text: filename };
  }
  if (require('web/url').isURL(filename)) {
    if (filename.protocol === 'data:') return { kind: 'url', text: filename.href };
    return { kind: 'file', text: require('internal/url/file').fileURLToPath(filename) };
  }
  if (typeof filename !== 'string') {
    throw new codes.ERR_INVALID_ARG_TYPE('filename', ['string', 'URL'], filename);
  }
  const path = require('node/path');
  if (path.isAbsolute(filename) || RegExpPrototypeExec(/^\.\.?[\\/]/, filename) !== null) {
    return { kind: 'file', text: path.resolve(filename) };
  }
  throw new codes.ERR_WORKER_PATH(filename);
}

function parseEnv(env) {
  if (typeof env === 'object' && env !== null) {
    const copy = { __proto__: null };
    const names = ObjectKeys(env);
    for (let i = 0; i < names.length; i++) copy[names[i]] = `${env[names[i]]}`;
    return copy;
  }
  if (env === undefined || env === null) {
    // `true`: a copy of what this thread has, made natively. Only a program that touched its own copy may have changed it.
    const { start } = require('internal/process/state');
    const process = start().ownEnv ? require.made('node/process') : undefined;
    return process === undefined ? true : { __proto__: null, ...process.env };
  }
  if (env === SHARE_ENV) return undefined;
  throw new codes.ERR_INVALID_ARG_TYPE('options.env', ['object', 'undefined', 'null', 'worker_threads.SHARE_ENV'], env);
}

// What says where a worker lives: a thread of this process, or a process of its own. docs/process-workers.md
function parseIsolation(options) {
  let { isolation } = options;
  if (isolation === undefined) isolation = require('internal/options').getOptionValue('--isolation') ?? 'thread';
  else require('internal/validators').validateOneOf(isolation, 'options.isolation', ['thread', 'process']);
  if (isolation === 'process' && options.env === SHARE_ENV) {
    throw new codes.ERR_INVALID_ARG_VALUE('options.env', SHARE_ENV, 'cannot be shared with another process');
  }
  return isolation;
}

const kOnReport = Symbol('kOnReport');
// For the global Worker: what its thread is told, and the port to it.
const kWeb = Symbol('kWeb');
const kPort = Symbol('kPort');

let eventLoopUtilization;

class Worker extends EventEmitter {
  #id;
  #threadId;
  #port;
  #streams = { __proto__: null, stdin: null, stdout: undefined, stderr: undefined };
  #resourceLimits;
  #limits;
  #heldLimits = [];
  #shownLimits;
  #exited;
  #exitCode;
  #exitReason;
  #online = false;
  #name;
  #sandbox;

  static {
    eventLoopUtilization = function eventLoopUtilization(util1, util2) {
      // Zero until its parent hears that it runs, as in Node.
      const id = this.#online ? this.#threadId : -1;
      return require('internal/worker/usage').eventLoopUtilization(id, util1, util2);
    };
  }

  constructor(filename, options = {}) {
    super();
    if (options.execArgv) validateArray(options.execArgv, 'options.execArgv');
    if (options.argv) validateArray(options.argv, 'options.argv');
    let name = 'WorkerThread';
    if (options.name) {
      require('internal/validators').validateString(options.name, 'options.name');
      name = StringPrototypeTrim(options.name);
    }
    const program = parseFilename(filename, options);
    const isolation = parseIsolation(options);
    const sandbox = options.sandbox === undefined ? undefined : require('internal/worker/sandbox').parse(options, isolation);
    const permissions = options.permissions === undefined ? undefined :
      require('internal/worker/permissions').parse(options, isolation);
    const own = sandbox ?? permissions;
    const env = parseEnv(own === undefined ? options.env : own.env);
    const { parse, resourceLimits } = require('internal/worker/limits');
    const limits = parse(options, isolation);
    this.#resourceLimits = resourceLimits(limits);
    this.#limits = limits;
    this.#name = name;
    const id = this.#id = this.#threadId = ops.op_worker_new_id();
    this.#port = newPort();
    const stdinPort = options.stdin ? newPort() : undefined;
    const argv = ArrayPrototypeMap(options.argv ?? [], String);
    if (program.kind !== 'url') ArrayPrototypeUnshift(argv, program.kind === 'source' ? '[worker eval]' : program.text);
    const { workerData } = options;
    const start = {
      __proto__: null,
      id,
      kind: options[kWeb] === undefined ? program.kind : 'builtin',
      text: options[kWeb] === undefined ? program.text : 'internal/main/web_worker',
      argv,
      execArgv: ArrayPrototypeMap(options.execArgv || require('node/process').execArgv, String),
      ownExecArgv: ArrayIsArray(options.execArgv),
      env,
      ownEnv: own === undefined ? typeof options.env === 'object' && options.env !== null : own.ownEnv,
      name: this.#name,
      data: { workerData, environmentData: require('internal/worker/environment_data').snapshot(), web: options[kWeb] },
      transfer: transferList(options.transferList),
      stdout: options.stdout === true,
      stderr: options.stderr === true,
      trackUnmanagedFds: !!(options.trackUnmanagedFds ?? true),
      stdinPort,
      limits,
      isolation,
      sandbox,
      permissions,
    };
    const performance = { eventLoopUtilization: FunctionPrototypeBind(eventLoopUtilization, this) };
    ObjectDefineProperty(this, 'performance', { __proto__: null, value: performance, configurable: true, enumerable: true, writable: true });
    require('internal/worker/platform').cloning(workerData, () => ops.op_worker_start(this, this.#port, start));
    ops.op_loop_hooks_set(hooks);
    this.#port.on('message', (message) => this.emit('message', message));
    this.#port.on('messageerror', (error) => this.emit('messageerror', error));
    // Only the worker itself keeps the loop alive, not its port.
    this.#port.unref();
    if (stdinPort !== undefined) this.#streams.stdin = require('internal/worker/stdio').createParentStdin(stdinPort);
    if (options.stdout === true) this.#stream('stdout', true);
    if (options.stderr === true) this.#stream('stderr', true);
    const process = require('internal/ticks').getProcess();
    process.nextTick(() => process.emit('worker', this));
    const diagnostics = require('internal/diagnostics_channel/loaded').module;
    if (diagnostics?.hasSubscribers('worker_threads')) diagnostics.channel('worker_threads').publish({ worker: this });
  }

  #stream(name, alone = false) {
    if (this.#streams[name] === undefined) {
      // Asked for first: making the stream takes longer than a short worker runs.
      const fd = name === 'stdout' ? 1 : 2;
      if (this.#threadId !== -1) ops.op_worker_copy_output(this.#id, fd);
      this.#streams[name] = require('internal/worker/stdio').createParentOutput(this.#id, fd, alone);
      if (this.#threadId === -1) this.#streams[name].push(null);
    }
    return this.#streams[name];
  }

  [kOnReport](kind, value) {
    switch (kind) {
      case 'confined':
        this.#sandbox ??= require('internal/worker/sandbox').describe(value);
        break;
      case 'limited':
        // Said before the worker's program runs; nothing that comes later is its word.
        if (!this.#online) this.#heldLimits = value;
        this.#shownLimits = undefined;
        break;
      case 'online':
        this.#online = true;
        this.emit('online');
        break;
      case 'stdout': case 'stderr':
        this.#stream(kind).push(require('node/buffer').Buffer.from(value.buffer, value.byteOffset, value.byteLength));
        break;
      case 'error': {
        ops.op_port_drain(this.#port);
        const { revive } = require('internal/worker/error_description');
        this.emit('error', typeof value === 'string' ? new Error(value) : revive(value));
        break;
      }
      case 'limit':
        this.emit('limit', { limit: value[0], used: value[1], max: value[2] });
        break;
      case 'over-limit': case 'out-of-memory': case 'crashed': case 'not-started': case 'readonly-memory':
        ops.op_port_drain(this.#port);
        this.emit('error', require('internal/worker/exits').failure(kind, value));
        break;
      default:
        this.#end(value[0], value[1]);
    }
  }

  #end(code, reason) {
    ops.op_port_drain(this.#port);
    this.#port.close();
    if (reason === 'abandoned') require('internal/worker/exits').warnAbandoned(this.#id);
    this.#threadId = -1;
    this.#exitCode = code;
    this.#exitReason = reason;
    const { stdin, stdout, stderr } = this.#streams;
    if (stdin !== null && !stdin.destroyed) stdin.destroy();
    if (stdout !== undefined && !stdout.readableEnded) stdout.push(null);
    if (stderr !== undefined && !stderr.readableEnded) stderr.push(null);
    if (this.#exited !== undefined) this.#exited.resolve(code);
    this.emit('exit', code);
  }

  get [kPort]() { return this.#port; }

  /** Sends a message to the worker's parentPort. */
  postMessage(value = undefined, transferListOrOptions = undefined) {
    if (this.#threadId === -1) return;
    if (arguments.length === 0) this.#port.postMessage();
    this.#port.postMessage(value, transferListOrOptions);
  }

  /** Sends a message; a promise that is resolved once the worker has taken it, or earlier as far as `highWaterMark` allows. */
  postMessageAsync(value, transferListOrOptions) {
    if (this.#threadId === -1) return PromiseReject(new codes.ERR_WORKER_NOT_RUNNING());
    return require('internal/worker/port_flow').postMessageAsync(this.#port, arguments);
  }

  /** What was sent and the worker has not taken: `{ messages, bytes }`. */
  get queued() { return this.#port.queued; }

  /** Bytes that may wait for the worker before postMessageAsync() waits. */
  get highWaterMark() { return this.#port.highWaterMark; }
  set highWaterMark(bytes) { this.#port.highWaterMark = bytes; }

  /** Ends the worker as soon as possible, whatever it does; a promise of the exit code. */
  terminate() {
    this.ref();
    if (this.#threadId === -1) return PromiseResolve();
    ops.op_worker_terminate(this.#id);
    return this.#exit();
  }

  // The exit code, once there is one.
  #exit() {
    if (this.#exited === undefined) {
      let resolve;
      const promise = new primordials.Promise((done) => { resolve = done; });
      this.#exited = { promise, resolve };
    }
    return this.#exited.promise;
  }

  /** Asks the worker to end and ends it if it has not after a while; a promise of how it ended. docs/exits.md */
  async stop(options = {}) {
    const { grace, signal } = require('internal/worker/exits').parseStop(options);
    const running = this.#threadId !== -1;
    if (running) {
      this.ref();
      const exit = this.#exit();
      ops.op_worker_stop(this.#id, grace);
      const hurry = () => { ops.op_worker_terminate(this.#id); };
      const listener = signal === undefined ? undefined :
        require('internal/events/abort_listener').addAbortListener(signal, hurry);
      await exit;
      listener?.[SymbolDispose]();
    }
    return {
      how: require('internal/worker/exits').howItEnded(running, this.#exitReason),
      exitCode: this.#exitCode,
      exitReason: this.#exitReason,
    };
  }

  /** Processor time of the worker's thread so far, or since `prev`; told also while it is busy. */
  cpuUsage(prev) {
    return require('internal/worker/usage').cpuUsage(this.#threadId, prev);
  }

  async [SymbolAsyncDispose]() {
    await this.terminate();
  }

  ref() {
    if (this.#threadId !== -1) ops.op_worker_ref(this.#id, true);
  }

  unref() {
    if (this.#threadId !== -1) ops.op_worker_ref(this.#id, false);
  }

  /** Samples what the worker runs, until the handle's stop(). */
  startCpuProfile(options) {
    return require('internal/worker/observe').startCpuProfile(() => this.#threadId, options);
  }

  /** Samples where the worker makes objects, until the handle's stop(). */
  startHeapProfile(options) {
    return require('internal/worker/observe').startHeapProfile(() => this.#threadId, options);
  }

  /** A snapshot of the worker's heap, as a stream. */
  getHeapSnapshot(options) {
    return require('internal/worker/observe').heapSnapshot(this.#threadId, options);
  }

  /** Figures of the worker's heap. */
  getHeapStatistics() {
    return require('internal/worker/observe').heapStatistics(this.#threadId);
  }

  get threadId() { return this.#threadId; }
  get threadName() { return this.#threadId === -1 ? null : this.#name; }
  get stdin() { return this.#streams.stdin; }
  get stdout() { return this.#stream('stdout'); }
  get stderr() { return this.#stream('stderr'); }
  get resourceLimits() { return this.#threadId === -1 ? {} : { ...this.#resourceLimits }; }
  /** What limits it, and by what, those of the kernel once it runs: `{ max, by }` each (docs/limits.md). */
  get limits() {
    return this.#shownLimits ??= require('internal/worker/limits').describe(this.#limits, this.#heldLimits);
  }
  /** What of its sandbox the system enforces, once it runs (docs/security.md); undefined without one. */
  get sandbox() { return this.#sandbox; }
  /** How it ended (docs/exits.md); undefined while it runs. */
  get exitReason() { return this.#exitReason; }
}

const hooks = ObjectFreeze({
  __proto__: null,
  onWorkerReport(worker, kind, value) { worker[kOnReport](kind, value); },
});

module.exports = { Worker, kPort, kWeb };
