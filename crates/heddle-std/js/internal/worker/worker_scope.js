// The global object of a web worker.
// https://html.spec.whatwg.org/multipage/workers.html#dedicatedworkerglobalscope
'use strict';

const {
  FunctionPrototypeBind, ObjectDefineProperties, ObjectDefineProperty, ObjectGetOwnPropertyDescriptor, ObjectSetPrototypeOf, Symbol, SymbolToStringTag,
  globalThis, StringPrototypeSlice,
} = primordials;
const { EventTarget, adopt, defineEventHandler } = require('web/event_target');
const { codes } = require('internal/errors');
const { Navigator, kCreate: kNavigator } = require('web/navigator');

const kCreate = Symbol('kCreate');
const enumerable = { __proto__: null, enumerable: true };
function tag(value) {
  return { __proto__: null, configurable: true, value };
}

class WorkerNavigator extends Navigator {
  constructor(key = undefined) {
    if (key !== kCreate) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    super(kNavigator);
  }
  get appVersion() { return StringPrototypeSlice(require('node/process').version, 1); }
  get appCodeName() { return 'Mozilla'; }
  get appName() { return 'Netscape'; }
  get product() { return 'Gecko'; }
  get onLine() { return true; }
}
ObjectDefineProperties(WorkerNavigator.prototype, {
  appVersion: enumerable, appCodeName: enumerable, appName: enumerable, product: enumerable, onLine: enumerable,
  [SymbolToStringTag]: tag('WorkerNavigator'),
});

class WorkerLocation {
  #url;
  constructor(key = undefined, url = undefined) {
    if (key !== kCreate) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this.#url = url;
  }
  static {
    const parts = ['href', 'origin', 'protocol', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'];
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i];
      const read = (location) => {
        if (typeof location !== 'object' || location === null || !(#url in location)) {
          throw new codes.ERR_INVALID_THIS('WorkerLocation');
        }
        return location.#url[part];
      };
      const { get } = { get() { return read(this); } };
      ObjectDefineProperty(this.prototype, part, { __proto__: null, get, configurable: true, enumerable: true });
    }
  }
  toString() { return this.href; }
}
ObjectDefineProperties(WorkerLocation.prototype, { toString: enumerable, [SymbolToStringTag]: tag('WorkerLocation') });

class WorkerGlobalScope extends EventTarget {
  #location;
  #type;
  #navigator;

  constructor(key = undefined, location = undefined, type = undefined) {
    if (key !== kCreate) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    super();
    this.#location = location;
    this.#type = type;
  }
  static #check(scope) {
    if (typeof scope !== 'object' || scope === null || !(#type in scope)) throw new codes.ERR_INVALID_THIS('WorkerGlobalScope');
  }

  get self() {
    WorkerGlobalScope.#check(this);
    return this;
  }
  get location() {
    WorkerGlobalScope.#check(this);
    return this.#location;
  }
  get navigator() {
    WorkerGlobalScope.#check(this);
    return (this.#navigator ??= new WorkerNavigator(kCreate));
  }

  /** Runs scripts in the global scope, one after the other. Only for classic workers. */
  importScripts(...urls) {
    WorkerGlobalScope.#check(this);
    if (this.#type === 'module') {
      throw new codes.ERR_INVALID_STATE.TypeError('importScripts() cannot be used in a module worker');
    }
    const { parseUrl } = require('internal/worker/web_worker');
    const parsed = [];
    for (let i = 0; i < urls.length; i++) parsed[i] = parseUrl(`${urls[i]}`);
    for (let i = 0; i < parsed.length; i++) {
      const { href } = parsed[i];
      ops.op_script_run(fetchScript(parsed[i]), href, 1, href);
    }
  }
}
ObjectDefineProperties(WorkerGlobalScope.prototype, {
  self: enumerable, location: enumerable, navigator: enumerable, importScripts: enumerable,
  [SymbolToStringTag]: tag('WorkerGlobalScope'),
});
const handlers = ['error', 'languagechange', 'offline', 'online', 'rejectionhandled', 'unhandledrejection'];
for (let i = 0; i < handlers.length; i++) defineEventHandler(WorkerGlobalScope.prototype, handlers[i]);

function fetchScript(url) {
  let source;
  try {
    source = require('internal/worker/script_source').sourceOf(url);
  } catch {
    // A file that cannot be read: the standard has one error for all of them.
  }
  if (source !== undefined) return source;
  const { DOMException } = require('web/dom_exception');
  throw new DOMException(`Failed to load script: ${url.href}`, 'NetworkError');
}

class DedicatedWorkerGlobalScope extends WorkerGlobalScope {
  #name;
  #port;

  constructor(key = undefined, location = undefined, type = undefined, name = undefined, port = undefined) {
    super(key, location, type);
    this.#name = name;
    this.#port = port;
  }
  static #check(scope) {
    if (typeof scope !== 'object' || scope === null || !(#port in scope)) {
      throw new codes.ERR_INVALID_THIS('DedicatedWorkerGlobalScope');
    }
  }

  get name() {
    DedicatedWorkerGlobalScope.#check(this);
    return this.#name;
  }
  // [Replaceable]
  set name(value) {
    DedicatedWorkerGlobalScope.#check(this);
    ObjectDefineProperty(this, 'name', { __proto__: null, value, configurable: true, enumerable: true, writable: true });
  }

  /** Sends a message to the Worker object. */
  postMessage(message, transferOrOptions = undefined) {
    DedicatedWorkerGlobalScope.#check(this);
    const { needOne, transferOf } = require('internal/worker/web_worker');
    needOne(arguments.length, "Failed to execute 'postMessage' on 'DedicatedWorkerGlobalScope'");
    this.#port?.postMessage(message, transferOf(transferOrOptions));
  }

  /** Ends this worker. */
  close() {
    DedicatedWorkerGlobalScope.#check(this);
    require('node/process').exit();
  }
}
ObjectDefineProperties(DedicatedWorkerGlobalScope.prototype, {
  name: enumerable, postMessage: enumerable, close: enumerable, [SymbolToStringTag]: tag('DedicatedWorkerGlobalScope'),
});
defineEventHandler(DedicatedWorkerGlobalScope.prototype, 'message');
defineEventHandler(DedicatedWorkerGlobalScope.prototype, 'messageerror');

function hidden(value) {
  return { __proto__: null, value, configurable: true, enumerable: false, writable: true };
}

/** Makes the global object a DedicatedWorkerGlobalScope. */
function install({ url, name, type }, port) {
  const { URL } = require('web/url');
  const location = new URL(url);
  ObjectSetPrototypeOf(globalThis, DedicatedWorkerGlobalScope.prototype);
  adopt(globalThis);
  new DedicatedWorkerGlobalScope(kCreate, new WorkerLocation(kCreate, location), type, name, port);
  require('internal/worker/web_worker').setBase(location.href);
  const forward = (event) => {
    const { MessageEvent } = require('web/message_event');
    globalThis.dispatchEvent(new MessageEvent(event.type, { __proto__: null, data: event.data, ports: event.ports }));
  };
  port?.addEventListener('message', forward);
  port?.addEventListener('messageerror', forward);
  const operations = ['addEventListener', 'dispatchEvent', 'removeEventListener', 'importScripts', 'postMessage', 'close'];
  for (let i = 0; i < operations.length; i++) {
    const operation = operations[i];
    ObjectDefineProperty(globalThis, operation, {
      __proto__: null, value: FunctionPrototypeBind(globalThis[operation], globalThis), configurable: true, enumerable: true,
      writable: true,
    });
  }
  // In front of the global that every isolate has.
  const { get } = ObjectGetOwnPropertyDescriptor(WorkerGlobalScope.prototype, 'navigator');
  ObjectDefineProperties(globalThis, {
    __proto__: null,
    WorkerGlobalScope: hidden(WorkerGlobalScope),
    DedicatedWorkerGlobalScope: hidden(DedicatedWorkerGlobalScope),
    WorkerNavigator: hidden(WorkerNavigator),
    WorkerLocation: hidden(WorkerLocation),
    navigator: { __proto__: null, get, configurable: true, enumerable: true },
  });
  if (type === 'classic' && location.protocol === 'file:') {
    ObjectDefineProperty(globalThis, 'require', hidden(require('node/module').createRequire(location)));
  }
}

module.exports = { install };
