// spawnSync and what is built on it: a program run to its end while the caller waits.
// https://nodejs.org/api/child_process.html#child_processspawnsynccommand-args-options
'use strict';

const { ArrayPrototypeJoin, ArrayPrototypeSlice, ObjectAssign } = primordials;
const { Buffer } = require('node/buffer');
const { isArrayBufferView } = require('node/util').types;
const {
  codes: { ERR_INVALID_ARG_TYPE }, ErrnoException, genericNodeError,
} = require('internal/errors');
const { MAX_BUFFER, normalizeSpawn, signalNumber, textsOf, validateMaxBuffer, validateTimeout } = require('internal/child/options');
const { nativeEntry, parseStdio } = require('internal/child/stdio');
const exitReasons = require('internal/child/exit_reason');
const { exitOf } = require('internal/child/process');

const noBytes = () => Buffer.alloc(0);

/** `spawnSync(file[, args][, options])` */
function spawnSync(file, args, options) {
  options = {
    __proto__: null, maxBuffer: MAX_BUFFER, ...normalizeSpawn(file, args, options),
  };
  validateTimeout(options.timeout);
  validateMaxBuffer(options.maxBuffer);
  options.killSignal = signalNumber(options.killSignal);
  const { entries } = parseStdio(options.stdio || 'pipe', true);
  // Where that is no pipe, nobody reads it.
  if (options.input) entries[0] = { ...entries[0], input: options.input };
  const stdio = [];
  const inputs = [];
  for (let i = 0; i < entries.length; i++) {
    stdio[i] = nativeEntry(entries[i]);
    inputs[i] = bytesOf(entries[i].input, i, options.encoding);
  }
  options.stdio = entries;
  return run(options, stdio, inputs);
}

function bytesOf(input, index, encoding) {
  if (input == null) return undefined;
  if (isArrayBufferView(input)) return Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  if (typeof input === 'string') return Buffer.from(input, Buffer.isEncoding(encoding) ? encoding : 'utf8');
  throw new ERR_INVALID_ARG_TYPE(
    `options.stdio[${index}]`, ['Buffer', 'TypedArray', 'DataView', 'string'], input);
}

function run(options, stdio, inputs) {
  exitReasons.begin();
  const { 0: pid, 1: end, 2: bytes, 3: errno } = ops.op_child_run(
    { __proto__: null, ...options, args: textsOf(options.args), stdio }, inputs, options.timeout ?? 0, options.killSignal ?? 15, options.maxBuffer ?? MAX_BUFFER);
  // In Node's order of keys.
  const result = {};
  if (errno !== 0) result.error = failure(options, errno);
  const { code, signal } = end === null ? { code: null, signal: null } : exitOf(end);
  result.status = code;
  result.signal = signal;
  result.output = bytes === null ? null : outputOf(bytes, stdio, options.encoding);
  result.pid = pid;
  result.stdout = result.output?.[1];
  result.stderr = result.output?.[2];
  exitReasons.resultMade(result);
  return result;
}

function failure(options, errno) {
  const error = new ErrnoException(errno, `spawnSync ${options.file}`);
  error.path = options.file;
  error.spawnargs = ArrayPrototypeSlice(options.args, 1);
  return error;
}

// What each pipe gave; null for standard input and for what was no pipe.
function outputOf(bytes, stdio, encoding) {
  const output = [];
  const toText = encoding && encoding !== 'buffer';
  for (let i = 0; i < stdio.length; i++) {
    const isOutput = i > 0 && stdio[i] === -2;
    if (!isOutput) {
      output[i] = null;
      continue;
    }
    const view = bytes[i];
    const buffer = view == null ? noBytes() : Buffer.from(view.buffer, view.byteOffset, view.byteLength);
    output[i] = toText ? buffer.toString(encoding) : buffer;
  }
  return output;
}

/** The error that execSync and execFileSync throw; undefined if all went well. */
function errorOf(result, command, args) {
  let error;
  if (result.error) {
    error = result.error;
    ObjectAssign(error, result);
  } else if (result.status !== 0) {
    let message = 'Command failed: ';
    message += command ?? ArrayPrototypeJoin(args, ' ');
    if (result.stderr && result.stderr.length > 0) message += `\n${result.stderr.toString()}`;
    error = genericNodeError(message, result);
  }
  if (error !== undefined) exitReasons.sameAs(error, result);
  return error;
}

/** Unless the caller said where it goes, what a program reports goes to our own standard error. */
function passOn(options, result) {
  const inherits = !options?.stdio;
  if (inherits && result.stderr) require('node/process').stderr.write(result.stderr);
}

/** `execFileSync(file[, args][, options])` */
function execFileSync(file, args, options) {
  const normal = normalizeSpawn(file, args, options);
  const given = typeof args === 'object' && !primordials.ArrayIsArray(args) && args !== null ? args : options;
  const result = spawnSync(file, args, options);
  passOn(given, result);
  // The name it was asked for by, not the shell's.
  const words = [given?.argv0 || file];
  for (let i = 1; i < normal.args.length; i++) words[i] = normal.args[i];
  const error = errorOf(result, undefined, words);
  if (error !== undefined) throw error;
  return result.stdout;
}

/** `execSync(command[, options])` */
function execSync(command, options) {
  const { options: shellOptions } = require('internal/child/exec').readExecArguments(command, options, null);
  const result = spawnSync(command, shellOptions);
  passOn(options, result);
  const error = errorOf(result, command);
  if (error !== undefined) throw error;
  return result.stdout;
}

module.exports = { execFileSync, execSync, spawnSync };
