// The global Worker. https://html.spec.whatwg.org/multipage/workers.html#dedicated-workers-and-the-worker-interface
'use strict';

const { ObjectDefineProperties, SymbolFor, SymbolIterator, SymbolToStringTag } = primordials;
const { EventTarget, defineEventHandler, listenersOf } = require('web/event_target');
const { codes } = require('internal/errors');

function coded(message, code) {
  return require('internal/worker/platform').typeError(message, code, coded);
}

function needOne(count, what) {
  if (count === 0) throw coded(`${what}: 1 argument required, but only 0 present.`, 'ERR_MISSING_ARGS');
}

function domException(message, name) {
  const { DOMException } = require('web/dom_exception');
  return new DOMException(message, name);
}

const kConstruct = "Failed to construct 'Worker'";

function oneOf(options, key, values, kind) {
  if (options[key] === undefined) return;
  const value = `${options[key]}`;
  for (let i = 0; i < values.length; i++) if (values[i] === value) return;
  throw coded(`${kConstruct}: ${key} in Argument 2 '${value}' is not a valid enum value of type ${kind}.`,
              'ERR_INVALID_ARG_VALUE');
}

function readOptions(options) {
  if (options === undefined || options === null) options = {};
  if (typeof options !== 'object' && typeof options !== 'function') {
    throw coded(`${kConstruct}: Argument 2 cannot be converted to a dictionary`, 'ERR_INVALID_ARG_TYPE');
  }
  oneOf(options, 'credentials', ['omit', 'same-origin', 'include'], 'RequestCredentials');
  const name = options.name === undefined ? '' : `${options.name}`;
  oneOf(options, 'type', ['classic', 'module'], 'WorkerType');
  return { name, type: options.type === undefined ? 'classic' : `${options.type}` };
}

/** The second argument of postMessage as a transfer list. */
function transferOf(given) {
  if (given === undefined || given === null) return undefined;
  return given[SymbolIterator] !== undefined ? [...given] : given.transfer;
}

// URLs are relative to the script of the worker that makes another one, else to the current folder.
let base;
function setBase(url) {
  base = url;
}

function parseUrl(text) {
  const { URL } = require('web/url');
  const url = URL.parse(text, base ?? ops.op_module_path_to_url(`${ops.op_process_cwd()}/`));
  if (url === null) throw domException(`Failed to parse URL: ${text}`, 'SyntaxError');
  return url;
}

class Worker extends EventTarget {
  // The worker thread; null if there was no script to run.
  #thread = null;

  constructor(scriptURL, options = undefined) {
    needOne(arguments.length, kConstruct);
    super();
    const text = `${scriptURL}`;
    const { name, type } = readOptions(options);
    const url = parseUrl(text);
    const { protocol } = url;
    if (protocol !== 'file:' && protocol !== 'data:' && protocol !== 'blob:') {
      throw domException(`Worker scripts must be file:, data: or blob: URLs: ${url.href}`, 'NotSupportedError');
    }
    // Files are read by the worker, so that an error comes from there.
    const source = protocol === 'file:' ? undefined : require('internal/worker/script_source').sourceOf(url, true);
    if (protocol !== 'file:' && source === undefined) {
      require('internal/timers').setImmediate(() => {
        this.#fail(undefined, `Failed to fetch the worker script: ${url.href}`);
      });
      return;
    }
    const { Worker: Thread, kPort, kWeb } = require('internal/worker/worker');
    this.#thread = new Thread(protocol === 'file:' ? url : '', {
      name, eval: protocol !== 'file:', [kWeb]: { url: url.href, name, type, source },
    });
    const forward = (event) => {
      const { MessageEvent } = require('web/message_event');
      this.dispatchEvent(new MessageEvent(event.type, { __proto__: null, data: event.data, ports: event.ports }));
    };
    const port = this.#thread[kPort];
    port.addEventListener('message', forward);
    port.addEventListener('messageerror', forward);
    port.unref();
    this.#thread.on('error', (error) => this.#fail(error, `${error?.message ?? error}`));
  }

  static #check(worker) {
    if (typeof worker !== 'object' || worker === null || !(#thread in worker)) throw new codes.ERR_INVALID_THIS('Worker');
  }

  // An error that nobody listens for is the program's, as it is with a worker thread.
  #fail(error, message) {
    const { ErrorEvent } = require('web/message_event');
    const listened = listenersOf(this, 'error').length > 0;
    this.dispatchEvent(new ErrorEvent('error', { __proto__: null, message, error, cancelable: true }));
    if (!listened) require('internal/ticks').triggerUncaught(error ?? domException(message, 'NetworkError'), false);
  }

  /** Ends the worker at once. */
  terminate() {
    Worker.#check(this);
    this.#thread?.terminate();
  }

  /** Sends a message to the worker's global scope. */
  postMessage(message, transferOrOptions = undefined) {
    Worker.#check(this);
    needOne(arguments.length, "Failed to execute 'postMessage' on 'Worker'");
    this.#thread?.postMessage(message, transferOf(transferOrOptions));
  }

  /** Not standard: whether the worker keeps its parent alive. */
  [SymbolFor('nodejs.ref')]() {
    Worker.#check(this);
    this.#thread?.ref();
  }
  [SymbolFor('nodejs.unref')]() {
    Worker.#check(this);
    this.#thread?.unref();
  }
}

const enumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(Worker.prototype, {
  terminate: enumerable,
  postMessage: enumerable,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'Worker' },
});
ObjectDefineProperties(Worker, { length: { __proto__: null, value: 1, configurable: true } });
defineEventHandler(Worker.prototype, 'error');
defineEventHandler(Worker.prototype, 'message');
defineEventHandler(Worker.prototype, 'messageerror');

module.exports = { Worker, needOne, parseUrl, setBase, transferOf };
