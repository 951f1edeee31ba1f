// Transfer lists as users give them: read, and checked before anything is moved.
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer
'use strict';

const { ArrayBufferPrototypeGetDetached, ArrayIsArray, SafeSet, SymbolIterator } = primordials;
const { marks } = require('internal/worker/marks');

function notIterable(name) {
  const { typeError } = require('internal/worker/platform');
  return typeError(`Optional ${name} argument must be an iterable`, 'ERR_INVALID_ARG_TYPE', notIterable);
}

function toArray(list, name) {
  if (ArrayIsArray(list)) return list;
  if (typeof list !== 'object' || typeof list?.[SymbolIterator] !== 'function') throw notIterable(name);
  return [...list];
}

function kindOf(value) {
  const { isPort } = require('internal/worker/message_port');
  if (isPort(value)) return 'MessagePort';
  return ops.op_value_class(value) === 'ArrayBuffer' ? 'ArrayBuffer' : 'object';
}

/** Throws a DataCloneError for what cannot be transferred. */
function checkTransferable(value) {
  const { dataCloneError, kTransfer, kTransferCheck } = require('internal/worker/platform');
  if (typeof value !== 'object' || value === null) throw dataCloneError('Found invalid value in transferList.');
  if (marks.isUntransferable(value)) throw dataCloneError('Cannot transfer object of unsupported type.');
  switch (kindOf(value)) {
    case 'ArrayBuffer':
      if (ArrayBufferPrototypeGetDetached(value)) throw dataCloneError('Cannot transfer object of unsupported type.');
      break;
    case 'MessagePort':
      if (!ops.op_port_is_open(value)) throw dataCloneError('MessagePort in transfer list is already detached');
      break;
    default:
      if (typeof value[kTransfer] !== 'function') throw dataCloneError('Found invalid value in transferList.');
      value[kTransferCheck]?.();
  }
}

function checkList(list) {
  const seen = list.length > 1 ? new SafeSet() : undefined;
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    checkTransferable(value);
    if (seen === undefined) continue;
    if (seen.has(value)) {
      const { dataCloneError } = require('internal/worker/platform');
      throw dataCloneError(`Transfer list contains duplicate ${kindOf(value)}`);
    }
    seen.add(value);
  }
  return list.length === 0 ? undefined : list;
}

/** The transfer list of `postMessage(value, transferListOrOptions)` as an array; undefined if there is none. */
function transferList(given) {
  if (given === undefined || given === null) return undefined;
  if (typeof given !== 'object' && typeof given !== 'function') throw notIterable('transferList');
  if (ArrayIsArray(given)) return given.length === 0 ? undefined : checkList(given);
  if (typeof given[SymbolIterator] === 'function') return checkList(toArray(given, 'transferList'));
  const { transfer } = given;
  return transfer === undefined ? undefined : checkList(toArray(transfer, 'options.transfer'));
}

module.exports = { transferList };
