// The channel to the process that forked this one. https://nodejs.org/api/process.html#processsendmessage-sendhandle-options-callback
'use strict';

const { NumberParseInt } = primordials;
const { ErrnoException } = require('internal/errors');
const { Pipe } = require('internal/net/handle');
const { setUpChannel } = require('internal/child/channel');

const ENOTSOCK = -88;

/** Makes `process.send` and the rest work over a descriptor. */
function forkChild(fd, serialization, knowsRings) {
  // The number may be a stale one, and then stand for anything.
  const pipe = ops.op_net_kind(fd) === 'PIPE' ? Pipe.open(fd, true) : ENOTSOCK;
  if (typeof pipe === 'number') throw new ErrnoException(pipe, 'open');
  pipe.unref();
  const process = require('node/process');
  const control = setUpChannel(process, pipe, serialization, undefined, knowsRings ? 'own' : undefined);
  // The channel keeps this process alive as long as it listens.
  process.on('newListener', (name) => {
    if (name === 'message' || name === 'disconnect') control.refCounted();
  });
  process.on('removeListener', (name) => {
    if (name === 'message' || name === 'disconnect') control.unrefCounted();
  });
}

/** At the start of a process that was forked. The variables are not for its own children. */
function connectToParent() {
  const fd = NumberParseInt(ops.op_env_get('NODE_CHANNEL_FD'), 10);
  const serialization = ops.op_env_get('NODE_CHANNEL_SERIALIZATION_MODE') || 'json';
  const offer = ops.op_env_get('HEDDLE_CHANNEL');
  ops.op_env_delete('NODE_CHANNEL_FD');
  ops.op_env_delete('HEDDLE_CHANNEL');
  ops.op_env_delete('NODE_CHANNEL_SERIALIZATION_MODE');
  // The variable may have come through a program that did not pass the channel on: that is no reason not to run.
  if (ops.op_net_kind(fd) !== 'PIPE') {
    require('internal/process/warning').emitWarning(
      `NODE_CHANNEL_FD names no channel (${fd}): there is none to the parent`);
    return;
  }
  forkChild(fd, serialization, typeof offer === 'string' && ops.op_ipc_is_offered(fd, offer));
}

module.exports = { connectToParent, forkChild };
