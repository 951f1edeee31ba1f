// TextEncoderStream and TextDecoderStream keep characters whole across chunks.
import assert from 'node:assert';
const collect = async (stream) => {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
};
const source = (...chunks) => ReadableStream.from(chunks);

const encoded = await collect(source('a', '\ud83d', '\ude00', '', '\ud800').pipeThrough(new TextEncoderStream()));
assert.strictEqual(Buffer.concat(encoded).toString('hex'), '61f09f9880efbfbd');
assert(encoded.every((chunk) => chunk instanceof Uint8Array && chunk.length > 0));

const bytes = Buffer.from('h€llo');
const decoded = await collect(source(bytes.subarray(0, 2), bytes.subarray(2, 3), bytes.subarray(3)).pipeThrough(new TextDecoderStream()));
assert.strictEqual(decoded.join(''), 'h€llo');
const options = new TextDecoderStream('latin1', { fatal: true });
assert.deepStrictEqual([options.encoding, options.fatal, options.ignoreBOM], ['windows-1252', true, false]);
await assert.rejects(collect(source(new Uint8Array([0xff])).pipeThrough(new TextDecoderStream('utf-8', { fatal: true }))), TypeError);
await assert.rejects(collect(source(5).pipeThrough(new TextDecoderStream())), TypeError);
