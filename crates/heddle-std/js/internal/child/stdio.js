// The option `stdio`: what each descriptor of a child is. https://nodejs.org/api/child_process.html#optionsstdio
'use strict';

const { ArrayIsArray, ArrayPrototypePush } = primordials;
const { isArrayBufferView } = require('node/util').types;
const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_SYNC_FORK_INPUT, ERR_IPC_ONE_PIPE, ERR_IPC_SYNC_FORK },
} = require('internal/errors');
const { Pipe, TCP } = require('internal/net/handle');

function invalid(stdio) {
  return new ERR_INVALID_ARG_VALUE('stdio', stdio);
}

/** The list that one word stands for; `channel` adds the channel of `fork`. */
function stdioList(stdio, channel) {
  let list;
  switch (stdio) {
    case 'ignore':
    case 'overlapped':
    case 'pipe':
      list = [stdio, stdio, stdio];
      break;
    case 'inherit':
      list = [0, 1, 2];
      break;
    default:
      throw invalid(stdio);
  }
  if (channel !== undefined) ArrayPrototypePush(list, channel);
  return list;
}

function isHandle(value) {
  return value instanceof Pipe || value instanceof TCP;
}

/** The handle of a socket, or of a child's stdin, stdout or stderr, given to another child. */
function handleOf(stdio) {
  if (isHandle(stdio)) return stdio;
  if (isHandle(stdio.handle)) return stdio.handle;
  return isHandle(stdio._handle) ? stdio._handle : undefined;
}

/**
 * One entry for each descriptor: `{ type: 'pipe' | 'ignore' | 'inherit' | 'fd' | 'wrap', ipc?, fd?, stream?, handle? }`;
 * `ipcFd` says which one is the channel.
 */
function parseStdio(stdio, sync) {
  if (typeof stdio === 'string') stdio = stdioList(stdio);
  else if (!ArrayIsArray(stdio)) throw invalid(stdio);
  const entries = [];
  let ipcFd;
  const count = stdio.length < 3 ? 3 : stdio.length;
  for (let i = 0; i < count; i++) {
    const value = stdio[i] ?? (i < 3 ? 'pipe' : 'ignore');
    if (value === 'ignore') {
      ArrayPrototypePush(entries, { type: 'ignore' });
    } else if (value === 'pipe' || value === 'overlapped' || (typeof value === 'number' && value < 0)) {
      ArrayPrototypePush(entries, { type: 'pipe', readable: i === 0, writable: i !== 0 });
    } else if (value === 'ipc') {
      if (sync) throw new ERR_IPC_SYNC_FORK();
      if (ipcFd !== undefined) throw new ERR_IPC_ONE_PIPE();
      ipcFd = i;
      ArrayPrototypePush(entries, { type: 'pipe', ipc: true });
    } else if (value === 'inherit') {
      ArrayPrototypePush(entries, { type: 'inherit', fd: i });
    } else if (typeof value === 'number' || typeof value.fd === 'number') {
      ArrayPrototypePush(entries, { type: 'fd', fd: typeof value === 'number' ? value : value.fd });
    } else if (typeof value === 'object' && handleOf(value) !== undefined) {
      ArrayPrototypePush(entries, { type: 'wrap', handle: handleOf(value), stream: value });
    } else if (isArrayBufferView(value) || typeof value === 'string') {
      // The synchronous functions leave it out, so that later entries move up: as in Node.
      if (!sync) throw new ERR_INVALID_SYNC_FORK_INPUT(require('internal/util/inspect').inspect(value));
    } else {
      throw invalid(value);
    }
  }
  return { entries, ipcFd };
}

/** What the native side takes for an entry: a descriptor, -1 for nothing, -2 for a pipe, -3 for a channel. */
function nativeEntry(entry) {
  switch (entry.type) {
    case 'ignore':
      return -1;
    case 'pipe':
      return entry.ipc ? -3 : -2;
    case 'wrap':
      return entry.handle.fd;
    default:
      return entry.fd;
  }
}

module.exports = { nativeEntry, parseStdio, stdioList };
