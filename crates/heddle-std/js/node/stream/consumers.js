'use strict';
// node:stream/consumers: the whole of a stream as one value. https://nodejs.org/api/webstreams.html#utility-consumers

const { ArrayBuffer, ArrayBufferIsView, JSONParse, Uint8Array } = primordials;

/** @returns {Promise<Blob>} */
async function blob(stream) {
  const { Blob } = require('node/buffer');
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return new Blob(chunks);
}

/** @returns {Promise<ArrayBuffer>} */
async function arrayBuffer(stream) {
  const bytes = await collect(stream);
  return bytes.buffer;
}

// The chunks' bytes in a buffer of their own (not one of the shared pool).
async function collect(stream) {
  const { Buffer } = require('node/buffer');
  const chunks = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : toBytes(chunk);
    length += bytes.byteLength;
    chunks.push(bytes);
  }
  const result = Buffer.from(new ArrayBuffer(length));
  let at = 0;
  for (let i = 0; i < chunks.length; i++) {
    result.set(chunks[i], at);
    at += chunks[i].byteLength;
  }
  return result;
}

function toBytes(chunk) {
  if (ArrayBufferIsView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return new Uint8Array(chunk);
}

/** @returns {Promise<Buffer>} */
function buffer(stream) {
  return collect(stream);
}

/** @returns {Promise<Uint8Array>} */
async function bytes(stream) {
  return new Uint8Array(await arrayBuffer(stream));
}

/** @returns {Promise<string>} */
async function text(stream) {
  const { TextDecoder } = require('web/encoding');
  const decoder = new TextDecoder('utf-8', { fatal: false });
  let result = '';
  for await (const chunk of stream) {
    result += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  }
  return result + decoder.decode(undefined, { stream: false });
}

/** @returns {Promise<any>} */
async function json(stream) {
  return JSONParse(await text(stream));
}

module.exports = { arrayBuffer, blob, buffer, bytes, text, json };
