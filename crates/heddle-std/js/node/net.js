'use strict';
// node:net: TCP and UNIX domain sockets and servers. https://nodejs.org/api/net.html

const { BlockList, SocketAddress } = require('internal/net/addresses');
const { BoundSocket } = require('internal/net/bound_socket');
const {
  getDefaultAutoSelectFamily, getDefaultAutoSelectFamilyAttemptTimeout, normalizeArgs, setDefaultAutoSelectFamily,
  setDefaultAutoSelectFamilyAttemptTimeout,
} = require('internal/net/connect');
const { isIP, isIPv4, isIPv6 } = require('internal/net/ip');
const { Server } = require('internal/net/server');
const { Socket } = require('internal/net/socket');

/** A connecting socket. https://nodejs.org/api/net.html#netcreateconnection */
function connect(...args) {
  const normalized = normalizeArgs(args);
  const options = normalized[0];
  const socket = new Socket(options);
  if (options.timeout) socket.setTimeout(options.timeout);
  return socket.connect(normalized);
}

/** https://nodejs.org/api/net.html#netcreateserveroptions-connectionlistener */
function createServer(options, connectionListener) {
  return new Server(options, connectionListener);
}

module.exports = {
  _normalizeArgs: normalizeArgs,
  BlockList,
  SocketAddress,
  BoundSocket,
  connect,
  createConnection: connect,
  createServer,
  isIP,
  isIPv4,
  isIPv6,
  Server,
  Socket,
  Stream: Socket,
  getDefaultAutoSelectFamily,
  setDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout,
};
