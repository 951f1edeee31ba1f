// DOMException and QuotaExceededError.
// https://webidl.spec.whatwg.org/#idl-DOMException
'use strict';

const {
  Error,
  ErrorCaptureStackTrace,
  NumberIsFinite,
  ObjectDefineProperties,
  ObjectDefineProperty,
  RangeError,
  SymbolToStringTag,
  TypeError,
} = primordials;

// [name, constant, legacy code]. Names without an own legacy code report 0.
const kLegacy = [
  ['IndexSizeError', 'INDEX_SIZE_ERR', 1],
  [undefined, 'DOMSTRING_SIZE_ERR', 2],
  ['HierarchyRequestError', 'HIERARCHY_REQUEST_ERR', 3],
  ['WrongDocumentError', 'WRONG_DOCUMENT_ERR', 4],
  ['InvalidCharacterError', 'INVALID_CHARACTER_ERR', 5],
  [undefined, 'NO_DATA_ALLOWED_ERR', 6],
  ['NoModificationAllowedError', 'NO_MODIFICATION_ALLOWED_ERR', 7],
  ['NotFoundError', 'NOT_FOUND_ERR', 8],
  ['NotSupportedError', 'NOT_SUPPORTED_ERR', 9],
  ['InUseAttributeError', 'INUSE_ATTRIBUTE_ERR', 10],
  ['InvalidStateError', 'INVALID_STATE_ERR', 11],
  ['SyntaxError', 'SYNTAX_ERR', 12],
  ['InvalidModificationError', 'INVALID_MODIFICATION_ERR', 13],
  ['NamespaceError', 'NAMESPACE_ERR', 14],
  ['InvalidAccessError', 'INVALID_ACCESS_ERR', 15],
  [undefined, 'VALIDATION_ERR', 16],
  ['TypeMismatchError', 'TYPE_MISMATCH_ERR', 17],
  ['SecurityError', 'SECURITY_ERR', 18],
  ['NetworkError', 'NETWORK_ERR', 19],
  ['AbortError', 'ABORT_ERR', 20],
  ['URLMismatchError', 'URL_MISMATCH_ERR', 21],
  ['QuotaExceededError', 'QUOTA_EXCEEDED_ERR', 22],
  ['TimeoutError', 'TIMEOUT_ERR', 23],
  ['InvalidNodeTypeError', 'INVALID_NODE_TYPE_ERR', 24],
  ['DataCloneError', 'DATA_CLONE_ERR', 25],
];
const codeOf = { __proto__: null };

function invalidThis(className) {
  const { ERR_INVALID_THIS } = require('internal/errors').codes;
  return new ERR_INVALID_THIS(className);
}

let fieldsOf;
let quotaOf;

class DOMException extends Error {
  #message;
  #name;

  static {
    fieldsOf = (value) => (#name in value ? { message: value.#message, name: value.#name } : undefined);
  }

  constructor(message = '', options = 'Error') {
    super();
    this.#message = `${message}`;
    if (options !== null && typeof options === 'object') {
      const { name = 'Error' } = options;
      this.#name = `${name}`;
      if ('cause' in options) {
        ObjectDefineProperty(this, 'cause', {
          __proto__: null, value: options.cause, configurable: true, writable: true, enumerable: false,
        });
      }
    } else this.#name = `${options}`;
    // The first line is made of the fields above, so the stack is taken again.
    ErrorCaptureStackTrace(this, new.target);
    this.stack; // eslint-disable-line no-unused-expressions
  }

  get name() {
    if (!(#name in this)) throw invalidThis('DOMException');
    return this.#name;
  }

  get message() {
    if (!(#message in this)) throw invalidThis('DOMException');
    return this.#message;
  }

  get code() {
    if (!(#name in this)) throw invalidThis('DOMException');
    return codeOf[this.#name] ?? 0;
  }
}

const enumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(DOMException.prototype, {
  __proto__: null,
  name: enumerable,
  message: enumerable,
  code: enumerable,
  [SymbolToStringTag]: { __proto__: null, value: 'DOMException', configurable: true, enumerable: false, writable: false },
});
for (let i = 0; i < kLegacy.length; i++) {
  const { 0: name, 1: constant, 2: value } = kLegacy[i];
  const descriptor = { __proto__: null, enumerable: true, configurable: false, writable: false, value };
  ObjectDefineProperty(DOMException, constant, descriptor);
  ObjectDefineProperty(DOMException.prototype, constant, descriptor);
  if (name !== undefined) codeOf[name] = value;
}

// https://webidl.spec.whatwg.org/#quotaexceedederror
function toQuota(options, key) {
  if (!(key in options)) return null;
  const value = +options[key];
  if (!NumberIsFinite(value)) throw new TypeError(`Cannot convert options.${key} to a double: the value is ${value}`);
  if (value < 0) throw new RangeError(`options.${key} must not be negative`);
  return value;
}

class QuotaExceededError extends DOMException {
  #quota = null;
  #requested = null;

  static {
    // Its options again.
    quotaOf = (value) => {
      if (!(#quota in value)) return undefined;
      const options = {};
      if (value.#quota !== null) options.quota = value.#quota;
      if (value.#requested !== null) options.requested = value.#requested;
      return options;
    };
  }

  constructor(message = '', options = null) {
    super(message, 'QuotaExceededError');
    if (options === null) return;
    this.#quota = toQuota(options, 'quota');
    this.#requested = toQuota(options, 'requested');
    if (this.#quota !== null && this.#requested !== null && this.#requested < this.#quota) {
      throw new RangeError('options.requested must not be less than options.quota');
    }
  }

  get quota() {
    if (!(#quota in this)) throw invalidThis('QuotaExceededError');
    return this.#quota;
  }

  get requested() {
    if (!(#quota in this)) throw invalidThis('QuotaExceededError');
    return this.#requested;
  }
}
ObjectDefineProperties(QuotaExceededError.prototype, {
  __proto__: null,
  quota: enumerable,
  requested: enumerable,
  [SymbolToStringTag]: { __proto__: null, value: 'QuotaExceededError', configurable: true, enumerable: false, writable: false },
});

// --- structured clone ---------------------------------------------------------------------------------------------
// DOMExceptions are errors of the engine, which would clone them as plain Errors: it asks here first.
function describe(error) {
  const fields = fieldsOf(error);
  if (fields === undefined) return undefined;
  let { stack } = error;
  if (typeof stack !== 'string') stack = undefined;
  const quota = quotaOf(error);
  return quota === undefined ? ['DOMException', { ...fields, stack }] :
    ['QuotaExceededError', { message: fields.message, stack, quota }];
}

function withStack(error, stack) {
  ObjectDefineProperty(error, 'stack', {
    __proto__: null, value: stack, configurable: true, writable: true, enumerable: false,
  });
  return error;
}

const { register } = require('internal/worker/platform');
register('DOMException', ({ message, name, stack }) => withStack(new DOMException(message, name), stack));
register('QuotaExceededError', ({ message, stack, quota }) => withStack(new QuotaExceededError(message, quota), stack));
ops.op_loop_hooks_set({ __proto__: null, cloneWriteError: describe });

module.exports = { DOMException, QuotaExceededError };
