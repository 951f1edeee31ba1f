// Sockets and servers that go from one process to another with a message.
// https://nodejs.org/api/child_process.html#example-sending-a-server-object
'use strict';

const { codes: { ERR_INVALID_HANDLE_TYPE } } = require('internal/errors');
const { Pipe, TCP } = require('internal/net/handle');
const { Server } = require('internal/net/server');
const { Socket } = require('internal/net/socket');
const { BoundSocket } = require('internal/net/bound_socket');
const { ReceivedSockets, SentSockets } = require('internal/child/socket_list');

function noop() {}

/** What the message calls the kind of an object. */
function typeOf(object) {
  if (object instanceof Socket) return 'net.Socket';
  if (object instanceof Server) return 'net.Server';
  if (object instanceof BoundSocket) return 'net.BoundSocket';
  if (object instanceof TCP || object instanceof Pipe) return 'net.Native';
  throw new ERR_INVALID_HANDLE_TYPE();
}

/** A handle over a descriptor that arrived. */
function handleOfDescriptor(fd) {
  const handle = (ops.op_net_kind(fd) === 'TCP' ? TCP : Pipe).open(fd);
  return typeof handle === 'number' ? undefined : handle;
}

let nextServer = 1;

function keyOf(server) {
  const address = server.address();
  server._connectionKey ??= address !== null && typeof address === 'object' ?
    `${address.family === 'IPv6' ? 6 : 4}:${address.address}:${address.port}:${nextServer++}` : `-1:${address}:${nextServer++}`;
  return server._connectionKey;
}

// The server keeps count of its connections, wherever they are.
function handOver(channel, message, socket, keepOpen) {
  const { server } = socket;
  const key = message.key = keyOf(server);
  if (channel.sockets.send[key] === undefined) {
    const list = channel.sockets.send[key] = new SentSockets(channel.target, key);
    server._setupWorker(list);
  }
  if (!keepOpen) server._connections--;
}

/** The handle to send for an object; undefined if it has none any more. */
function prepare(channel, message, object, options) {
  switch (message.type) {
    case 'net.Native':
      return object;
    case 'net.BoundSocket':
      return BoundSocket.consume(object);
    case 'net.Server':
      return object._handle;
    default: {
      const handle = object._handle;
      if (!handle) return undefined;
      const keepOpen = options?.keepOpen;
      if (object.server) handOver(channel, message, object, keepOpen);
      if (!keepOpen) {
        handle.onread = noop;
        handle.readStop();
        object._handle = null;
        object.setTimeout(0);
      }
      return handle;
    }
  }
}

/** The message has arrived, or will not: a socket that was given away is closed here. */
function release(message, handle, options) {
  if (message.type === 'net.BoundSocket' || (message.type === 'net.Socket' && !options?.keepOpen)) handle.close();
}

/** Makes what the message says of a handle that arrived with it. */
function receive(channel, message, handle, done) {
  switch (message.type) {
    case 'net.Native':
      done(handle);
      return;
    case 'net.BoundSocket':
      done(BoundSocket.over(handle));
      return;
    case 'net.Server': {
      const server = new Server();
      server.listen(handle, () => done(server));
      return;
    }
    case 'net.Socket': {
      const socket = new Socket({ handle, readable: true, writable: true });
      const { key } = message;
      if (key) {
        const list = channel.sockets.got[key] ??= new ReceivedSockets(channel.target, key);
        list.add(socket);
      }
      done(socket);
      return;
    }
    default:
      // A datagram socket, for which there is no module yet.
      handle.close();
      require('internal/process/warning').emitWarning(
        `A handle of the type ${message.type} arrived, which Heddle does not support yet: it was closed`);
      done(undefined);
  }
}

module.exports = { handleOfDescriptor, prepare, receive, release, typeOf };
