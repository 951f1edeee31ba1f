'use strict';
// The globals that web-streams-polyfill sees: its errors are made Node's, with their codes and wording, where they
// arise, so that rejections need no second promise to translate them.

const {
  ObjectDefineProperty, Promise, RegExpPrototypeExec, RangeError: NativeRangeError, TypeError: NativeTypeError,
} = primordials;
const { codes, recapture } = require('internal/errors');
const { AbortController } = require('web/abort');

const state = (text) => () => new codes.ERR_INVALID_STATE.TypeError(text);

// What the polyfill says -> the error that Node makes.
const exact = {
  __proto__: null,
  'Illegal constructor': () => new codes.ERR_ILLEGAL_CONSTRUCTOR(),
  'Reader was released and can no longer be used to monitor the stream\'s closedness': state('Reader released'),
  'Reader was released': state('Releasing reader'),
  'Writer was released and can no longer be used to monitor the stream\'s closedness':
    state('Writer has been released'),
  'Cannot cancel a stream that already has a reader': state('ReadableStream is locked'),
  'This stream has already been locked for exclusive reading by another reader': state('ReadableStream is locked'),
  'This stream has already been locked for exclusive writing by another writer': state('WritableStream is locked'),
  'Cannot abort a stream that already has a writer': state('WritableStream is locked'),
  'Cannot close a stream that already has a writer': state('WritableStream is locked'),
  'Cannot close an already-closing stream': state('Failure closing WritableStream'),
  'ReadableStream.prototype.pipeTo cannot be used on a locked ReadableStream': state('The ReadableStream is locked'),
  'ReadableStream.prototype.pipeTo cannot be used on a locked WritableStream': state('The WritableStream is locked'),
  'ReadableStream.prototype.pipeThrough cannot be used on a locked ReadableStream':
    state('The ReadableStream is locked'),
  'ReadableStream.prototype.pipeThrough cannot be used on a locked WritableStream':
    state('The WritableStream is locked'),
  'ReadableStream.prototype.pipeTo\'s first argument must be a WritableStream':
    () => argType('The "transform.writable" property must be an instance of WritableStream'),
  'The stream is not in a state that permits close': state('Controller is already closed'),
  'The stream is not in a state that permits enqueue': state('Controller is already closed'),
  'The stream has already been closed; do not close it again!': state('Controller is already closed'),
  'The stream is closing or closed and cannot be written to': state('WritableStream is closed'),
  'stream is closed or draining': state('ReadableStream is already closed'),
  'chunk must have non-zero byteLength': state('chunk ArrayBuffer is zero-length or detached'),
  'chunk\'s buffer must have non-zero byteLength': state('chunk ArrayBuffer is zero-length or detached'),
  'chunk\'s buffer is detached and so cannot be enqueued': state('chunk ArrayBuffer is zero-length or detached'),
  'chunk must be an array buffer view':
    () => argType('The "buffer" argument must be an instance of Buffer, TypedArray, or DataView'),
  'view must be an array buffer view':
    () => argType('The "view" argument must be an instance of Buffer, TypedArray, or DataView'),
  'You can only respond with array buffer views':
    () => argType('The "view" argument must be an instance of Buffer, TypedArray, or DataView'),
  'view must have non-zero byteLength': state('View or Viewed ArrayBuffer is zero-length or detached'),
  'view\'s buffer must have non-zero byteLength': state('View or Viewed ArrayBuffer is zero-length or detached'),
  'view\'s buffer has been detached': state('View or Viewed ArrayBuffer is zero-length or detached'),
  'The given view\'s buffer has been detached and so cannot be used as a response':
    state('View or Viewed ArrayBuffer is zero-length or detached'),
  'The BYOB request\'s buffer has been detached and so cannot be filled with an enqueued chunk':
    state('Destination ArrayBuffer is detached'),
  'The BYOB request\'s buffer has been detached and so cannot be used as a response':
    state('Viewed ArrayBuffer is detached'),
  'This BYOB request has been invalidated': state('This BYOB request has been invalidated'),
  'Insufficient bytes to fill elements in the given buffer': state('Partial read'),
  'TransformStream terminated': state('TransformStream has been terminated'),
  'Readable side is not in a state that permits enqueue': state('Unable to enqueue'),
  'the destination writable stream closed before all data could be piped to it':
    state('Destination WritableStream is closed'),
  'Cannot construct a ReadableStreamBYOBReader for a stream not constructed with a byte source':
    () => argValue('The argument \'stream\' must be a byte stream', NativeTypeError),
  'autoAllocateChunkSize must be greater than 0':
    () => argValue('The property \'source.autoAllocateChunkSize\' is invalid. Received 0', NativeTypeError),
  'options.min must be greater than 0':
    () => argValue('The property \'options.min\' must be greater than 0. Received 0', NativeTypeError),
  'bytesWritten must be 0 when calling respond() on a closed stream':
    () => argValue('The argument \'bytesWritten\' is invalid', NativeTypeError),
  'bytesWritten must be greater than 0 when calling respond() on a readable stream':
    () => argValue('The argument \'bytesWritten\' is invalid. Received 0', NativeTypeError),
  'The object is not iterable': () => {
    const error = new NativeTypeError('The object must be iterable');
    error.code = 'ERR_ARG_NOT_ITERABLE';
    return error;
  },
  'Parameter 1 is required in \'ReadableStreamDefaultReader\'.':
    () => new codes.ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', undefined),
  'Parameter 1 is required in \'ReadableStreamBYOBReader\'.':
    () => new codes.ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', undefined),
  'Parameter 1 is required in \'WritableStreamDefaultWriter\'.':
    () => new codes.ERR_INVALID_ARG_TYPE('stream', 'WritableStream', undefined),
  'Parameter 1 is required in \'ByteLengthQueuingStrategy\'.':
    () => new codes.ERR_INVALID_ARG_TYPE('init', 'Object', undefined),
  'Parameter 1 is required in \'CountQueuingStrategy\'.':
    () => new codes.ERR_INVALID_ARG_TYPE('init', 'Object', undefined),
  'highWaterMark is required in \'QueuingStrategyInit\'.': () => new codes.ERR_MISSING_OPTION('init.highWaterMark'),
  'Parameter 1 is required in \'pipeThrough\'.':
    () => new codes.ERR_INVALID_ARG_TYPE('transform.readable', 'ReadableStream', undefined),
  'readable is required in \'ReadableWritablePair\'.':
    () => new codes.ERR_INVALID_ARG_TYPE('transform.readable', 'ReadableStream', undefined),
  'writable is required in \'ReadableWritablePair\'.':
    () => new codes.ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', undefined),
  // RangeErrors.
  'Size must be a finite, non-NaN, non-negative number.':
    () => argValue('The argument \'size\' is invalid', NativeRangeError),
  'Invalid highWaterMark': () => argValue('The property \'strategy.highWaterMark\' is invalid', NativeRangeError),
  'The strategy for a byte stream cannot have a size function':
    () => argValue('The property \'strategy.size\' is invalid', NativeRangeError),
  'Invalid type is specified': () => argValue('The argument \'type\' is invalid', NativeRangeError),
  'Invalid readableType specified':
    () => argValue('The property \'transformer.readableType\' is invalid', NativeRangeError),
  'Invalid writableType specified':
    () => argValue('The property \'transformer.writableType\' is invalid', NativeRangeError),
  'bytesWritten out of range': () => argValue('The argument \'bytesWritten\' is invalid', NativeRangeError),
  'The region specified by view does not match byobRequest':
    () => argValue('The argument \'view\' is invalid', NativeRangeError),
  'The buffer of view has different capacity than byobRequest':
    () => argValue('The argument \'view\' is invalid', NativeRangeError),
  'The region specified by view is larger than byobRequest':
    () => argValue('The argument \'view\' is invalid', NativeRangeError),
  'options.min must be less than or equal to view\'s length': () => outOfRange(),
  'options.min must be less than or equal to view\'s byteLength': () => outOfRange(),
};

const wrongThis = /^\w+\.prototype\.\w+ can only be used on an? (\w+)$|^ReadableStreamAsyncIterator\.\w+ can only be/;
const released = /^Cannot \w+(?: from| to)? a stream using a released (reader|writer)$/;
const notOpen = /^The stream \(in \w+ state\) is not in the (readable|writable) state/;
const missing = /is required in|^Parameter \d+ is required/;
const enumeration = /is not a valid enumeration value for/;
const iteration = /^The (?:iterator|promise returned by)/;

function withCode(error, code) {
  error.code = code;
  return error;
}

function argType(message) {
  return withCode(new NativeTypeError(message), 'ERR_INVALID_ARG_TYPE');
}

function argValue(message, Class) {
  return withCode(new Class(message), 'ERR_INVALID_ARG_VALUE');
}

function outOfRange() {
  return withCode(new NativeRangeError('The value of "options.min" is out of range. It must be <= view.length.'),
                  'ERR_OUT_OF_RANGE');
}

function translate(message, Class) {
  const known = exact[message];
  if (known !== undefined) return known();
  let match = RegExpPrototypeExec(wrongThis, message);
  if (match !== null) return new codes.ERR_INVALID_THIS(match[1] ?? 'ReadableStreamAsyncIterator');
  match = RegExpPrototypeExec(released, message);
  if (match !== null) {
    return new codes.ERR_INVALID_STATE.TypeError(match[1] === 'reader' ?
      'The reader is not attached to a stream' : 'Writer is not bound to a WritableStream');
  }
  match = RegExpPrototypeExec(notOpen, message);
  if (match !== null) {
    return new codes.ERR_INVALID_STATE.TypeError(match[1] === 'readable' ?
      'ReadableStream is already closed' : 'WritableStream is closed');
  }
  if (RegExpPrototypeExec(iteration, message) !== null) return new codes.ERR_INVALID_STATE.TypeError(message);
  if (RegExpPrototypeExec(missing, message) !== null) return withCode(new Class(message), 'ERR_MISSING_ARGS');
  if (RegExpPrototypeExec(enumeration, message) !== null) return argValue(message, Class);
  // What is left complains about an argument's type.
  return withCode(new Class(message), Class === NativeTypeError ? 'ERR_INVALID_ARG_TYPE' : 'ERR_INVALID_ARG_VALUE');
}

function factory(Class, name) {
  // Called with `new`: what it returns is the error.
  function Factory(message) {
    return recapture(translate(`${message}`, Class), Factory);
  }
  ObjectDefineProperty(Factory, 'name', { __proto__: null, value: name, configurable: true });
  return Factory;
}

module.exports = {
  AbortController,
  Promise,
  RangeError: factory(NativeRangeError, 'RangeError'),
  TypeError: factory(NativeTypeError, 'TypeError'),
};
