// Connections of a server that other processes hold: what the server is told of them, and how it asks.
'use strict';

const EventEmitter = require('node/events');
const { codes: { ERR_CHILD_CLOSED_BEFORE_REPLY } } = require('internal/errors');

/** On the side of the server: the connections that were sent to one child. */
class SentSockets extends EventEmitter {
  #child;
  #key;

  constructor(child, key) {
    super();
    this.#child = child;
    this.#key = key;
    child.once('exit', () => this.emit('exit', this));
  }

  #ask(cmd, answer, swallowErrors, callback) {
    const child = this.#child;
    const onMessage = (message) => {
      if (message.cmd !== answer || message.key !== this.#key) return;
      stop();
      callback(null, message);
    };
    const onDisconnect = () => {
      stop();
      callback(new ERR_CHILD_CLOSED_BEFORE_REPLY());
    };
    function stop() {
      child.removeListener('internalMessage', onMessage);
      child.removeListener('disconnect', onDisconnect);
    }
    if (!child.connected) {
      callback(new ERR_CHILD_CLOSED_BEFORE_REPLY());
      return;
    }
    child._send({ cmd, key: this.#key }, undefined, swallowErrors);
    child.on('internalMessage', onMessage);
    child.once('disconnect', onDisconnect);
  }

  /** Calls back when the child has closed all of them. */
  close(callback) {
    this.#ask('NODE_SOCKET_NOTIFY_CLOSE', 'NODE_SOCKET_ALL_CLOSED', true, callback);
  }

  /** Calls back with how many the child has. */
  getConnections(callback) {
    this.#ask('NODE_SOCKET_GET_COUNT', 'NODE_SOCKET_COUNT', false, (error, message) => {
      callback(error, error ? undefined : message.count);
    });
  }
}

/** On the side of who got them. */
class ReceivedSockets {
  #child;
  #key;
  #count = 0;
  #tellWhenEmpty = false;

  constructor(child, key) {
    this.#child = child;
    this.#key = key;
    child.on('internalMessage', (message) => {
      if (message.key !== key) return;
      if (message.cmd === 'NODE_SOCKET_NOTIFY_CLOSE') {
        this.#tellWhenEmpty = true;
        this.#tell();
      } else if (message.cmd === 'NODE_SOCKET_GET_COUNT') {
        this.#send({ cmd: 'NODE_SOCKET_COUNT', key, count: this.#count });
      }
    });
  }

  add(socket) {
    this.#count++;
    socket.once('close', () => {
      this.#count--;
      this.#tell();
    });
  }

  #tell() {
    if (!this.#tellWhenEmpty || this.#count > 0) return;
    this.#tellWhenEmpty = false;
    this.#send({ cmd: 'NODE_SOCKET_ALL_CLOSED', key: this.#key });
  }

  #send(message) {
    if (this.#child.connected) this.#child._send(message, undefined, true);
  }
}

module.exports = { ReceivedSockets, SentSockets };
