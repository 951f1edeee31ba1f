// A full-text index in one SharedArrayBuffer that many threads fill at once, without locks.
//
// Terms are slots of an open-addressing hash table. A thread claims an empty slot by compareExchange, writes
// the term, and then publishes the slot; others that meet a claimed slot wait the few instructions until it is
// published. Counts are added with Atomics.add. Postings are a linked list per term, whose head is swapped in
// by compareExchange. File signatures need no care: each file has one writer.

const EMPTY = 0;
const CLAIMED = 1;

/** Values a slot holds, each an array of its own. */
const SLOT_ARRAYS = ['state', 'check', 'term', 'count', 'files', 'head'];
/** Values a posting holds. */
const POSTING_ARRAYS = ['file', 'times', 'next'];
/** Signature length; the similarity of two files is estimated in steps of 1/64. */
export const SIGNATURE = 64;
const TERM_BYTES_SHIFT = 6;
export const MAX_TERM = (1 << TERM_BYTES_SHIFT) - 1;

/** Positions in the header. */
const NEXT_FILE = 0;
const DONE_BYTES = 1;
const ARENA_USED = 2;
const POSTINGS_USED = 3;
const TERMS_USED = 4;
const NEXT_BAND = 5;
const HEADER = 8;

/** Sizes for an input of so many files and bytes. */
export function sizesFor(files, bytes) {
  const slots = 2 ** Math.ceil(Math.log2(Math.max(1 << 14, bytes / 48)));
  return { files, slots, postings: (1 << 14) + Math.ceil(bytes / 12), arena: (1 << 16) + Math.ceil(bytes / 8) };
}

export class SharedIndex {
  /** Makes an empty index, or a view of an existing one from `toMessage()`. */
  constructor(sizes, buffer) {
    const words = HEADER + SLOT_ARRAYS.length * sizes.slots + POSTING_ARRAYS.length * sizes.postings +
      (SIGNATURE + 2) * sizes.files;
    this.sizes = sizes;
    this.buffer = buffer ?? new SharedArrayBuffer(4 * words + sizes.arena);
    let at = 0;
    const take = (length) => {
      const view = new Int32Array(this.buffer, at, length);
      at += 4 * length;
      return view;
    };
    this.header = take(HEADER);
    for (const name of SLOT_ARRAYS) this[name] = take(sizes.slots);
    for (const name of POSTING_ARRAYS) this[`posting_${name}`] = take(sizes.postings);
    this.signatures = take(SIGNATURE * sizes.files);
    this.tokens = take(sizes.files);
    this.lines = take(sizes.files);
    this.arena = new Uint8Array(this.buffer, at, sizes.arena);
    this.mask = sizes.slots - 1;
  }

  toMessage() {
    return { sizes: this.sizes, buffer: this.buffer };
  }

  /** Takes the next file to work on; -1 when there is none left. */
  claimFile() {
    const n = Atomics.add(this.header, NEXT_FILE, 1);
    return n < this.sizes.files ? n : -1;
  }

  /** Takes the next of `bands` parts of the similarity search; -1 when there is none left. */
  claimBand(bands) {
    const n = Atomics.add(this.header, NEXT_BAND, 1);
    return n < bands ? n : -1;
  }

  addDoneBytes(bytes) {
    Atomics.add(this.header, DONE_BYTES, bytes);
  }

  get doneBytes() {
    return Atomics.load(this.header, DONE_BYTES) >>> 0;
  }

  get terms() {
    return Atomics.load(this.header, TERMS_USED);
  }

  get postings() {
    return Atomics.load(this.header, POSTINGS_USED);
  }

  /** The slot of the term bytes[from..to) with these two hashes, made if absent. */
  slotOf(hash, check, bytes, from, to) {
    const { state, mask } = this;
    const published = hash >>> 1 | 2; // never EMPTY nor CLAIMED
    for (let slot = hash & mask, tries = 0; ; slot = (slot + 1) & mask) {
      let seen = Atomics.load(state, slot);
      if (seen === EMPTY) {
        seen = Atomics.compareExchange(state, slot, EMPTY, CLAIMED);
        if (seen === EMPTY) {
          this.check[slot] = check;
          this.term[slot] = this.#store(bytes, from, to);
          Atomics.add(this.header, TERMS_USED, 1);
          Atomics.store(state, slot, published);
          return slot;
        }
      }
      while (seen === CLAIMED) seen = Atomics.load(state, slot);
      if (seen === published && this.check[slot] === check) return slot;
      if (++tries > mask) throw new Error('the index is full: more distinct terms than planned for');
    }
  }

  /** Adds what one file says about one term. */
  addPosting(slot, file, times) {
    Atomics.add(this.count, slot, times);
    Atomics.add(this.files, slot, 1);
    const posting = Atomics.add(this.header, POSTINGS_USED, 1);
    if (posting >= this.sizes.postings) throw new Error('the index is full: more postings than planned for');
    this.posting_file[posting] = file;
    this.posting_times[posting] = times;
    let head = Atomics.load(this.head, slot);
    for (;;) {
      this.posting_next[posting] = head;
      const seen = Atomics.compareExchange(this.head, slot, head, posting + 1);
      if (seen === head) return;
      head = seen;
    }
  }

  /** Term text of a slot, '' for an empty one. */
  termAt(slot) {
    if (this.state[slot] === EMPTY) return '';
    const at = this.term[slot] >>> TERM_BYTES_SHIFT << 2;
    const length = this.term[slot] & MAX_TERM;
    return String.fromCharCode(...this.arena.subarray(at, at + length));
  }

  /** Numbers of the files that a slot's postings name. */
  filesOf(slot) {
    const found = new Set();
    for (let at = this.head[slot]; at !== 0; at = this.posting_next[at - 1]) found.add(this.posting_file[at - 1]);
    return found;
  }

  /** Copies a term into the arena; gives its place (in words of four bytes) and length in one number. */
  #store(bytes, from, to) {
    const length = to - from;
    const at = Atomics.add(this.header, ARENA_USED, (length + 3) & ~3);
    if (at + length > this.arena.length) throw new Error('the index is full: more term text than planned for');
    for (let i = 0; i < length; i++) this.arena[at + i] = lower(bytes[from + i]);
    return (at >>> 2) << TERM_BYTES_SHIFT | length;
  }
}

/** ASCII lower case of a byte that is a letter, digit or underscore. */
export function lower(byte) {
  return byte >= 65 && byte <= 90 ? byte | 32 : byte;
}
