// The exchange format of histograms, as Node writes it: a CBOR map (https://www.rfc-editor.org/rfc/rfc8949).
// Keys: 0 version, 1 lowest, 2 highest, 3 figures, 4 count, 5 least value, 6 greatest value, 7 index offset (0),
// 8 unit ratio (1), 9 length of the counts, 10 pairs of index (relative to the one before) and count,
// 11 weighted averages: 0 weight, 1 mean, 2 variance, 3 error rate, 4 threshold.
'use strict';

const {
  BigInt, DataView, DataViewPrototypeGetFloat64, DataViewPrototypeSetFloat64, Map, MapPrototypeGet,
  MapPrototypeHas, MapPrototypeSet,
  MathLog2, MathPow, Number, NumberIsInteger, NumberMAX_SAFE_INTEGER, TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset, Uint8Array,
} = primordials;

const INT64_MAX = 2n ** 63n - 1n;

// --- writing ------------------------------------------------------------------------------------------------------
function writeHead(out, major, value) {
  major <<= 5;
  if (value < 24) {
    out[out.length] = major | Number(value);
    return;
  }
  const size = value < 0x100 ? 1 : value < 0x10000 ? 2 : value < 0x100000000 ? 4 : 8;
  out[out.length] = major | (size === 1 ? 24 : size === 2 ? 25 : size === 4 ? 26 : 27);
  const number = BigInt(value);
  for (let i = size - 1; i >= 0; i--) out[out.length] = Number(number >> BigInt(8 * i) & 0xffn);
}
function writeDouble(out, value) {
  const bytes = new Uint8Array(8);
  DataViewPrototypeSetFloat64(new DataView(TypedArrayPrototypeGetBuffer(bytes)), 0, value);
  out[out.length] = 0xfb;
  for (let i = 0; i < 8; i++) out[out.length] = bytes[i];
}

/** The bytes of a histogram's state. */
function encode(state) {
  const { hdr } = state;
  const out = [];
  const averaged = state.halfLife > 0;
  writeHead(out, 5, averaged ? 12 : 11);
  const fields = [1, hdr.lowest, hdr.highest, hdr.figures, hdr.total, hdr.min ?? INT64_MAX, hdr.max, 0];
  for (let key = 0; key < fields.length; key++) {
    writeHead(out, 0, key);
    writeHead(out, 0, fields[key]);
  }
  writeHead(out, 0, 8);
  writeDouble(out, 1);
  writeHead(out, 0, 9);
  writeHead(out, 0, hdr.length);
  writeHead(out, 0, 10);
  const pairs = [];
  let last = 0;
  hdr.forEach((index, count) => {
    pairs[pairs.length] = index - last;
    pairs[pairs.length] = count;
    last = index;
  });
  writeHead(out, 4, pairs.length);
  for (let i = 0; i < pairs.length; i++) writeHead(out, 0, pairs[i]);
  if (averaged) {
    writeHead(out, 0, 11);
    const numbers = [1 - MathPow(2, -1 / state.halfLife), state.ewmaMean, state.ewmaVariance, state.ewmaErrorRate];
    writeHead(out, 5, 5);
    for (let key = 0; key < numbers.length; key++) {
      writeHead(out, 0, key);
      writeDouble(out, numbers[key]);
    }
    writeHead(out, 0, 4);
    if (NumberIsInteger(state.threshold)) writeHead(out, 0, state.threshold);
    else writeDouble(out, state.threshold);
  }
  return new Uint8Array(out);
}

// --- reading: the bytes may be anything ---------------------------------------------------------------------------
class Reader {
  #bytes;
  #at = 0;
  constructor(bytes) {
    this.#bytes = bytes;
  }
  get done() {
    return this.#at === TypedArrayPrototypeGetByteLength(this.#bytes);
  }
  #byte() {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw invalid;
    return byte;
  }
  item(depth = 0) {
    const head = this.#byte();
    const major = head >> 5;
    if (major === 7) {
      if (head !== 0xfb) throw invalid;
      const offset = this.#at;
      for (let i = 0; i < 8; i++) this.#byte();
      const start = TypedArrayPrototypeGetByteOffset(this.#bytes) + offset;
      const view = new DataView(TypedArrayPrototypeGetBuffer(this.#bytes), start, 8);
      return DataViewPrototypeGetFloat64(view, 0);
    }
    const low = head & 31;
    let value = low;
    if (low >= 24) {
      if (low > 27) throw invalid;
      let number = 0n;
      for (let i = 0; i < 1 << (low - 24); i++) number = number << 8n | BigInt(this.#byte());
      value = number <= NumberMAX_SAFE_INTEGER ? Number(number) : number;
    }
    if (major === 0) return value;
    if (depth > 2 || typeof value !== 'number') throw invalid;
    if (major === 4) {
      const list = [];
      for (let i = 0; i < value; i++) list[i] = this.item(depth + 1);
      return list;
    }
    if (major !== 5) throw invalid;
    const map = new Map();
    for (let i = 0; i < value; i++) {
      const key = this.item(depth + 1);
      MapPrototypeSet(map, key, this.item(depth + 1));
    }
    return map;
  }
}
const invalid = { __proto__: null };

const isCount = (value) => typeof value === 'number' && NumberIsInteger(value) && value >= 0;
const isValue = (value) => (typeof value === 'bigint' ? value <= INT64_MAX : isCount(value));

function fill(makeState, map) {
  const get = (key) => MapPrototypeGet(map, key);
  const { 0: lowest, 1: highest, 2: figures } = [get(1), get(2), get(3)];
  if (get(0) !== 1 || !isValue(lowest) || !isValue(highest) || lowest < 1 || highest < 2n * BigInt(lowest) ||
      !isCount(figures) || figures < 1 || figures > 5) throw invalid;
  let halfLife = 0;
  let averages;
  if (MapPrototypeHas(map, 11)) {
    averages = [];
    for (let key = 0; key < 5; key++) {
      averages[key] = MapPrototypeGet(get(11), key);
      if (typeof averages[key] !== 'number') throw invalid;
    }
    if (!(averages[0] > 0 && averages[0] < 1)) throw invalid;
    halfLife = -1 / MathLog2(1 - averages[0]);
  }
  const state = makeState(lowest, highest, figures, halfLife, averages?.[4] ?? 0);
  const { hdr } = state;
  const pairs = get(10);
  if (get(9) !== hdr.length || typeof pairs !== 'object' || pairs.length === undefined || pairs.length % 2 !== 0) {
    throw invalid;
  }
  let index = 0;
  for (let i = 0; i < pairs.length; i += 2) {
    if (!isCount(pairs[i]) || !isCount(pairs[i + 1])) throw invalid;
    index += pairs[i];
    if (index >= hdr.length) throw invalid;
    hdr.addAt(index, pairs[i + 1]);
  }
  if (hdr.total !== get(4) || !isValue(get(5)) || !isValue(get(6)) || get(7) !== 0 || get(8) !== 1) throw invalid;
  hdr.setBounds(get(5), get(6));
  if (averages !== undefined) {
    state.samples = hdr.total;
    ({ 1: state.ewmaMean, 2: state.ewmaVariance, 3: state.ewmaErrorRate } = averages);
  }
  return state;
}

/** The state that `encode` wrote; undefined when the bytes are no histogram. */
function decode(bytes, makeState) {
  try {
    const reader = new Reader(bytes);
    const map = reader.item();
    if (!reader.done || typeof map !== 'object' || map.length !== undefined) return undefined;
    return fill(makeState, map);
  } catch (error) {
    if (error === invalid) return undefined;
    throw error;
  }
}

module.exports = { encode, decode };
