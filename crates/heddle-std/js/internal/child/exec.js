// execFile: a program run to its end, with what it wrote as one value. exec is execFile of a shell.
// https://nodejs.org/api/child_process.html#child_processexecfilefile-args-options-callback
'use strict';

const {
  ArrayIsArray, ArrayPrototypeJoin, ArrayPrototypePush, ArrayPrototypeSlice, ObjectDefineProperty, PromiseWithResolvers,
  ReflectApply, StringPrototypeSlice, SymbolFor,
} = primordials;
const { Buffer } = require('node/buffer');
const {
  codes: { ERR_CHILD_PROCESS_STDIO_MAXBUFFER }, genericNodeError,
} = require('internal/errors');
const { validateFunction, validateObject } = require('internal/validators');
const { getSystemErrorName } = require('internal/util');
const { MAX_BUFFER, signalNumber, validateMaxBuffer, validateTimeout } = require('internal/child/options');

/** `execFile(file[, args][, options][, callback])`, told apart. */
function readArguments(file, args, options, callback) {
  if (ArrayIsArray(args)) args = ArrayPrototypeSlice(args);
  else if (args != null && typeof args === 'object') {
    callback = options;
    options = args;
    args = null;
  } else if (typeof args === 'function') {
    callback = args;
    options = null;
    args = null;
  }
  args ??= [];
  if (typeof options === 'function') callback = options;
  else if (options != null) validateObject(options, 'options');
  if (typeof options === 'function' || options == null) options = {};
  if (callback != null) validateFunction(callback, 'callback');
  if (options.argv0 != null) {
    const { validateString } = require('internal/validators');
    validateString(options.argv0, 'options.argv0');
    require('internal/child/options').checkNullByte(options.argv0, 'options.argv0');
  }
  return { file, args, options, callback };
}

/** One output: collected as text or bytes, up to a limit. */
class Collector {
  constructor(stream, encoding, most, onOverflow) {
    this.chunks = [];
    this.length = 0;
    this.encoding = encoding;
    if (encoding) stream.setEncoding(encoding);
    stream.on('data', (chunk) => {
      // The stream's encoding may have been changed; the limit counts what it gives.
      const { readableEncoding } = stream;
      const length = readableEncoding ? Buffer.byteLength(chunk, readableEncoding) : chunk.length;
      this.length += length;
      if (this.length <= most) {
        ArrayPrototypePush(this.chunks, chunk);
        return;
      }
      const room = most - (this.length - length);
      ArrayPrototypePush(this.chunks, typeof chunk === 'string' ?
        StringPrototypeSlice(chunk, 0, room) : chunk.slice(0, room));
      onOverflow();
    });
  }

  value(stream) {
    if (this.encoding || stream?.readableEncoding) return ArrayPrototypeJoin(this.chunks, '');
    return Buffer.concat(this.chunks);
  }
}

function execFile(spawn, file, args, options, callback) {
  ({ file, args, options, callback } = readArguments(file, args, options, callback));
  options = {
    __proto__: null, encoding: 'utf8', timeout: 0, maxBuffer: MAX_BUFFER, killSignal: 'SIGTERM', cwd: null, env: null,
    shell: false, ...options,
  };
  validateTimeout(options.timeout);
  validateMaxBuffer(options.maxBuffer);
  options.killSignal = signalNumber(options.killSignal);
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env,
    argv0: options.argv0,
    gid: options.gid,
    shell: options.shell,
    signal: options.signal,
    uid: options.uid,
    windowsHide: Boolean(options.windowsHide),
    windowsVerbatimArguments: Boolean(options.windowsVerbatimArguments),
  });
  const encoding = options.encoding !== 'buffer' && Buffer.isEncoding(options.encoding) ? options.encoding : null;
  const command = args.length > 0 ? `${file} ${ArrayPrototypeJoin(args, ' ')}` : file;
  new Execution(child, options, encoding, command, callback);
  return child;
}

/** What execFile waits for. */
class Execution {
  #ended = false;
  #killed = false;
  #timer = null;
  #failure = null;
  #stdout;
  #stderr;

  constructor(child, options, encoding, command, callback) {
    this.child = child;
    this.options = options;
    this.command = command;
    this.callback = callback;
    this.encoding = encoding;
    if (options.timeout > 0) {
      this.#timer = require('internal/timers').setTimeout(() => {
        this.#timer = null;
        this.#kill('timeout');
      }, options.timeout);
    }
    const most = options.maxBuffer ?? MAX_BUFFER;
    if (child.stdout) this.#stdout = this.#collect('stdout', most);
    if (child.stderr) this.#stderr = this.#collect('stderr', most);
    child.addListener('close', (code, signal) => this.#end(code, signal));
    child.addListener('error', (error) => {
      this.#failure = error;
      child.stdout?.destroy();
      child.stderr?.destroy();
      this.#end();
    });
  }

  #collect(name, most) {
    return new Collector(this.child[name], this.encoding, most, () => {
      this.#failure = new ERR_CHILD_PROCESS_STDIO_MAXBUFFER(name);
      this.#kill('max-buffer');
    });
  }

  #kill(cause) {
    const { child } = this;
    require('internal/child/exit_reason').noteCause(child, cause);
    child.stdout?.destroy();
    child.stderr?.destroy();
    this.#killed = true;
    try {
      child.kill(this.options.killSignal);
    } catch (error) {
      this.#failure ??= error;
      this.#end();
    }
  }

  #end(code, signal) {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#timer !== null) {
      require('internal/timers').clearTimeout(this.#timer);
      this.#timer = null;
    }
    const { callback, child } = this;
    if (!callback) return;
    const nothing = this.encoding ? '' : Buffer.alloc(0);
    const stdout = this.#stdout?.value(child.stdout) ?? nothing;
    const stderr = this.#stderr?.value(child.stderr) ?? nothing;
    let error = this.#failure;
    if (error === null && code === 0 && signal === null) {
      callback(null, stdout, stderr);
      return;
    }
    error ??= genericNodeError(
      this.command.length > 0 && stderr.length > 0 ? `Command failed: ${this.command}\n${stderr}` :
        `Command failed: ${this.command}\n`,
      { code: code < 0 ? getSystemErrorName(code) : code, killed: child.killed || this.#killed, signal });
    error.cmd = this.command;
    callback(error, stdout, stderr);
  }
}

/** `exec(command[, options][, callback])` as arguments of execFile. */
function readExecArguments(command, options, callback) {
  const { validateString } = require('internal/validators');
  validateString(command, 'command');
  require('internal/child/options').checkNullByte(command, 'command');
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  options = { __proto__: null, ...options };
  options.shell = typeof options.shell === 'string' ? options.shell : true;
  return { __proto__: null, file: command, options, callback };
}

/** Gives `exec` and `execFile` their form for util.promisify: `{ stdout, stderr }`, with `child` on the promise. */
function addPromisified(original) {
  const promisified = (...args) => {
    const { promise, resolve, reject } = PromiseWithResolvers();
    promise.child = ReflectApply(original, undefined, [...args, (error, stdout, stderr) => {
      if (error !== null) {
        error.stdout = stdout;
        error.stderr = stderr;
        reject(error);
      } else resolve({ stdout, stderr });
    }]);
    return promise;
  };
  ObjectDefineProperty(original, SymbolFor('nodejs.util.promisify.custom'), {
    __proto__: null, enumerable: false, value: promisified,
  });
  return original;
}

module.exports = { addPromisified, execFile, readExecArguments };
