'use strict';
// What a Blob is made of: pieces of memory that nobody else can reach, or of a source that is read when asked for
// (a file). Slices share the pieces.
//
// A piece is { source, start, end }: bytes `start` to `end` of the source. A source is a Uint8Array, or an object
// { size, read(start, end) } whose `read` promises a Uint8Array of exactly that length.

const {
  ArrayPrototypePush,
  PromisePrototypeThen,
  PromiseResolve,
  RegExpPrototypeSymbolReplace,
  SymbolIterator,
  TypeError,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeSet,
  Uint8Array,
} = primordials;
const { isUint8Array, isAnyArrayBuffer, isArrayBufferView } = require('internal/buffer/types');

// Streams hand out no more than this at once.
const MAX_CHUNK = 1 << 20;

function coded(message) {
  const error = new TypeError(message);
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

function piece(source) {
  const end = isUint8Array(source) ? TypedArrayPrototypeGetByteLength(source) : source.size;
  return { source, start: 0, end };
}

function sizeOf(pieces) {
  let size = 0;
  for (let i = 0; i < pieces.length; i++) size += pieces[i].end - pieces[i].start;
  return size;
}

// The pieces of a BlobPart sequence. `piecesOf(value)` gives those of a Blob and undefined for other values.
function collect(sequence, nativeEndings, piecesOf) {
  if (sequence === undefined) return [];
  if (sequence === null || (typeof sequence !== 'object' && typeof sequence !== 'function') ||
      typeof sequence[SymbolIterator] !== 'function') {
    throw coded('Value cannot be converted to sequence.');
  }
  const pieces = [];
  let index = 0;
  for (const part of sequence) {
    const known = piecesOf(part);
    if (known !== undefined) {
      for (let i = 0; i < known.length; i++) ArrayPrototypePush(pieces, known[i]);
    } else {
      const bytes = copyOf(part, nativeEndings, index);
      if (TypedArrayPrototypeGetByteLength(bytes) !== 0) ArrayPrototypePush(pieces, piece(bytes));
    }
    index++;
  }
  return pieces;
}

function copyOf(part, nativeEndings, index) {
  if (isAnyArrayBuffer(part)) return copyBytes(new Uint8Array(part));
  if (isArrayBufferView(part)) return copyBytes(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  if (typeof part === 'symbol') throw coded(`Value[${index}] is a Symbol and cannot be converted to a string.`);
  let text = `${part}`;
  if (nativeEndings) text = RegExpPrototypeSymbolReplace(/\r\n?/g, text, '\n');
  return ops.op_encoding_encode(text);
}

function copyBytes(bytes) {
  const copy = new Uint8Array(TypedArrayPrototypeGetByteLength(bytes));
  TypedArrayPrototypeSet(copy, bytes);
  return copy;
}

// The pieces of the bytes from `start` to `end`.
function slicePieces(pieces, start, end) {
  const result = [];
  let at = 0;
  for (let i = 0; i < pieces.length && at < end; i++) {
    const { source, start: from, end: to } = pieces[i];
    const length = to - from;
    const first = start > at ? start - at : 0;
    const last = end - at < length ? end - at : length;
    if (first < last) ArrayPrototypePush(result, { source, start: from + first, end: from + last });
    at += length;
  }
  return result;
}

function view({ source, start, end }) {
  return new Uint8Array(TypedArrayPrototypeGetBuffer(source), TypedArrayPrototypeGetByteOffset(source) + start, end - start);
}

// The pieces as Uint8Arrays of their own, for a message to another isolate; undefined if one is not in memory.
function memoryOf(pieces) {
  const parts = [];
  for (let i = 0; i < pieces.length; i++) {
    if (!isUint8Array(pieces[i].source)) return undefined;
    // A copy: cloning a view would send the whole buffer behind it.
    ArrayPrototypePush(parts, copyBytes(view(pieces[i])));
  }
  return parts;
}

// Promises a new Uint8Array with all bytes.
function readAll(pieces) {
  const bytes = new Uint8Array(sizeOf(pieces));
  let at = 0;
  let index = 0;
  function step() {
    for (; index < pieces.length; index++) {
      const current = pieces[index];
      if (!isUint8Array(current.source)) {
        index++;
        return PromisePrototypeThen(current.source.read(current.start, current.end), (read) => {
          TypedArrayPrototypeSet(bytes, read, at);
          at += current.end - current.start;
          return step();
        });
      }
      TypedArrayPrototypeSet(bytes, view(current), at);
      at += current.end - current.start;
    }
    return bytes;
  }
  return new primordials.Promise((resolve) => resolve(step()));
}

// A byte stream over the pieces. https://w3c.github.io/FileAPI/#dom-blob-stream
function streamOf(pieces) {
  const { ReadableStream } = require('web/streams');
  let index = 0;
  let offset = 0;
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      if (index === pieces.length) {
        controller.close();
        // A read into the caller's buffer that is waiting must be answered too.
        controller.byobRequest?.respond(0);
        return undefined;
      }
      const { source, start, end } = pieces[index];
      const from = start + offset;
      const to = end - from > MAX_CHUNK ? from + MAX_CHUNK : end;
      if (to === end) {
        index++;
        offset = 0;
      } else {
        offset += to - from;
      }
      // The reader owns what it gets: memory is copied.
      if (isUint8Array(source)) {
        controller.enqueue(copyBytes(view({ source, start: from, end: to })));
        return undefined;
      }
      return PromisePrototypeThen(PromiseResolve(source.read(from, to)), (bytes) => controller.enqueue(bytes));
    },
  }, { highWaterMark: 0 });
}

module.exports = { collect, copyBytes, memoryOf, piece, readAll, sizeOf, slicePieces, streamOf };
