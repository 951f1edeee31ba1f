// The channel between two Heddle processes: rings in memory that both have, and the socket for descriptors and wake-ups.
// The receiver sees what the option `serialization` says, as over Node's wire. docs/design/messages-between-processes.md
'use strict';

const { JSONParse, JSONStringify } = primordials;
const { op_ipc_close, op_ipc_end, op_ipc_make, op_ipc_open, op_ipc_pump, op_ipc_queued, op_ipc_send, op_ipc_start } = ops;

/** The byte that stands, where a message would begin, for the change from Node's wire to the ring. */
const SWITCH = 0xFF;

// What arrives (ops/ipc.rs has the same numbers).
const PLAIN = 0;
const JSON_TEXT = 1;
const V8_BYTES = 2;
const FAILED = 3;

// What is sent.
const FORM_CLONE = 0;
const FORM_JSON = 1;
const FORM_TEXT = 2;
const FORM_V8 = 3;

class Ring {
  #id;
  #codec;

  constructor(id, codec) {
    this.#id = id;
    this.#codec = codec;
  }

  /** Offers a ring to the process that forked this one; undefined if there is no memory for one. */
  static make(pipe, codec, receiver) {
    const id = op_ipc_make(pipe.id, listener(codec, receiver));
    return id < 0 ? undefined : new Ring(id, codec);
  }

  /** The ring that the other process has offered; undefined if it is none. */
  static open(pipe, fd, codec, receiver) {
    const id = op_ipc_open(pipe.id, fd, listener(codec, receiver));
    return id < 0 ? undefined : new Ring(id, codec);
  }

  /** As the pipe's `write`: how many bytes wait, and `done(status)` will be called; 0 if all is sent; negative: it failed. */
  write(message, handle, done) {
    const isJson = this.#codec.isJson;
    const left = op_ipc_send(this.#id, isJson ? FORM_JSON : FORM_CLONE, message, handle, done);
    if (left !== undefined) return left;
    if (isJson) return op_ipc_send(this.#id, FORM_TEXT, JSONStringify(message), handle, done);
    return op_ipc_send(this.#id, FORM_V8, this.#codec.serialize(message), handle, done);
  }

  start() { op_ipc_start(this.#id); }

  /** Takes what is there. `descriptors` came over the socket. */
  pump(descriptors) { op_ipc_pump(this.#id, descriptors); }

  get queued() { return op_ipc_queued(this.#id); }

  /** Takes nothing more. Whether something waits to be sent; `done` is called when nothing does any more. */
  end(done) { return op_ipc_end(this.#id, done); }

  close() { op_ipc_close(this.#id); }
}

function listener(codec, receiver) {
  return (kind, value, handle) => {
    let message = value;
    switch (kind) {
      case PLAIN:
        break;
      case JSON_TEXT:
      case V8_BYTES:
        try {
          message = kind === JSON_TEXT ? JSONParse(value) : codec.deserialize(value);
        } catch (error) {
          receiver.onFailure(error, handle);
          return;
        }
        break;
      case FAILED:
        receiver.onFailure(value, -1);
        return;
      default:
        receiver.onBroken(value);
        return;
    }
    receiver.onMessage(message, handle);
  };
}

/** Whether all the bytes are ones that come over the socket beside a ring. */
function areSignals(bytes) {
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] > 1) return false;
  }
  return true;
}

module.exports = { Ring, SWITCH, areSignals };
