'use strict';
// What a socket or server holds of the operating system: a stream of the event loop, by its number. Errors are negative
// numbers. Programs reach it as `socket._handle`.

const ECANCELED = -125;

class Handle {
  #id;
  #onread = null;
  reading = false;
  bytesRead = 0;
  bytesWritten = 0;

  constructor(id = ops.op_net_new()) {
    this.#id = id;
  }

  /** Adopts a descriptor. A negative number if that fails. */
  static open(fd, isChannel = false) {
    const id = ops.op_net_open(fd, isChannel);
    return id < 0 ? id : new this(id);
  }

  /** What the ops call it. */
  get id() {
    return this.#id;
  }

  get fd() {
    return ops.op_net_fd(this.#id);
  }

  get writeQueueSize() {
    const queued = ops.op_net_queued(this.#id);
    return queued > 0 ? queued : 0;
  }

  bindTo(address, port, ipv6Only, reusePort) {
    return ops.op_net_bind(this.#id, address, port, ipv6Only, reusePort);
  }

  /** `onConnection(status, handle)` */
  listen(backlog, onConnection) {
    return ops.op_net_listen(this.#id, backlog, (status, id) => {
      onConnection(status, status === 0 ? new this.constructor(id) : undefined);
    });
  }

  connectTo(address, port, done) {
    return ops.op_net_connect(this.#id, address, port, done);
  }

  /** `onread(status, bytes | null, descriptors)` until readStop; null is the end. */
  set onread(onread) {
    this.#onread = onread;
  }

  readStart() {
    this.reading = true;
    return ops.op_net_read_start(this.#id, (status, bytes, descriptors) => {
      if (bytes) this.bytesRead += bytes.length;
      else this.reading = false;
      this.#onread?.(status, bytes, descriptors);
    });
  }

  readStop() {
    this.reading = false;
    return ops.op_net_read_stop(this.#id);
  }

  /** How many bytes wait, and `done(status)` will be called; 0 if all is written; negative if it failed. */
  write(data, length, done, descriptors) {
    const left = ops.op_net_write(this.#id, data, done, descriptors);
    if (left >= 0) this.bytesWritten += length;
    return left;
  }

  shutdown(done) {
    return ops.op_net_end(this.#id, done);
  }

  close(callback) {
    return ops.op_net_close(this.#id, callback, false);
  }

  ref() {
    ops.op_net_ref(this.#id, true);
  }

  unref() {
    ops.op_net_ref(this.#id, false);
  }

  hasRef() {
    return ops.op_net_has_ref(this.#id);
  }
}

/** A TCP socket. */
class TCP extends Handle {
  #name(out, ofPeer) {
    const name = ops.op_net_name(this.id, ofPeer);
    if (typeof name === 'number') return name;
    out.address = name[0];
    out.family = name[2];
    out.port = name[1];
    return 0;
  }

  getsockname(out) {
    return this.#name(out, false);
  }

  getpeername(out) {
    return this.#name(out, true);
  }

  /** Cuts the connection off instead of ending it in order. */
  reset(callback) {
    return ops.op_net_close(this.id, callback, true);
  }

  setNoDelay(on) {
    return ops.op_net_set_no_delay(this.id, on);
  }

  setKeepAlive(on, delay, interval, count) {
    return ops.op_net_set_keep_alive(this.id, on, delay, interval, count);
  }

  setTypeOfService(value) {
    return ops.op_net_set_tos(this.id, value);
  }

  getTypeOfService() {
    return ops.op_net_get_tos(this.id);
  }
}

/** A UNIX domain socket, or one end of a pipe. */
class Pipe extends Handle {}

module.exports = { ECANCELED, Pipe, TCP };
