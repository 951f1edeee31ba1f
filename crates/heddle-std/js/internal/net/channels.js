'use strict';
// The diagnostics channels of node:net. https://nodejs.org/api/diagnostics_channel.html#net

const { channel, tracingChannel } = require('node/diagnostics_channel');

const client = channel('net.client.socket');
const server = channel('net.server.socket');
const listen = tracingChannel('net.server.listen');

function clientSocket(socket) {
  if (client.hasSubscribers) client.publish({ socket });
}

function serverSocket(socket) {
  if (server.hasSubscribers) server.publish({ socket });
}

module.exports = { clientSocket, listen, serverSocket };
