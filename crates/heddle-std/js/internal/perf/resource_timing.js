// Resource timing: what fetch took. https://w3c.github.io/resource-timing/
'use strict';

const { ObjectDefineProperties, ObjectDefineProperty, SymbolToStringTag } = primordials;
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INTERNAL_ASSERTION, ERR_INVALID_THIS } } = require('internal/errors');
const { PerformanceEntry, kCreate } = require('internal/perf/entry');
const { bufferResourceTiming, enqueue } = require('internal/perf/observe');

const connection = (key) => (info) => info.finalConnectionTimingInfo?.[key];
// Attributes in the order of the JSON form, and where their values come from (the fetch timing info).
const attributes = {
  __proto__: null,
  workerStart: (info) => info.finalServiceWorkerStartTime,
  redirectStart: (info) => info.redirectStartTime,
  redirectEnd: (info) => info.redirectEndTime,
  fetchStart: (info) => info.postRedirectStartTime,
  domainLookupStart: connection('domainLookupStartTime'),
  domainLookupEnd: connection('domainLookupEndTime'),
  connectStart: connection('connectionStartTime'),
  connectEnd: connection('connectionEndTime'),
  secureConnectionStart: connection('secureConnectionStartTime'),
  requestStart: (info) => info.finalNetworkRequestStartTime,
  finalResponseHeadersStart: (info) => info.finalNetworkResponseStartTime,
  firstInterimResponseStart: (info) => info.firstInterimNetworkResponseStartTime ?? 0,
  responseStart: (info) => info.firstInterimNetworkResponseStartTime || info.finalNetworkResponseStartTime,
  responseEnd: (info) => info.endTime,
};

class PerformanceResourceTiming extends PerformanceEntry {
  #info;
  #initiatorType;
  #cacheMode;
  #body;
  #status;
  #deliveryType;

  constructor(key = undefined, url, initiatorType, info, cacheMode, body, status, deliveryType) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super(key, url, 'resource', info.startTime, info.endTime - info.startTime);
    this.#info = info;
    this.#initiatorType = initiatorType;
    this.#cacheMode = cacheMode;
    this.#body = body;
    this.#status = status;
    this.#deliveryType = deliveryType;
  }

  static {
    const names = ['workerStart', 'redirectStart', 'redirectEnd', 'fetchStart', 'domainLookupStart', 'domainLookupEnd',
      'connectStart', 'connectEnd', 'secureConnectionStart', 'requestStart', 'finalResponseHeadersStart',
      'firstInterimResponseStart', 'responseStart', 'responseEnd'];
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      ObjectDefineProperty(this.prototype, name, {
        __proto__: null, configurable: true, enumerable: true,
        get: { get() { return attributes[name](PerformanceResourceTiming.#check(this).#info); } }.get,
      });
    }
  }
  static #check(entry) {
    if (entry === null || typeof entry !== 'object' || !(#info in entry)) {
      throw new ERR_INVALID_THIS('PerformanceResourceTiming');
    }
    return entry;
  }

  get initiatorType() {
    return PerformanceResourceTiming.#check(this).#initiatorType;
  }
  get nextHopProtocol() {
    return PerformanceResourceTiming.#check(this).#info.finalConnectionTimingInfo?.ALPNNegotiatedProtocol;
  }
  get encodedBodySize() {
    return PerformanceResourceTiming.#check(this).#info.encodedBodySize;
  }
  get decodedBodySize() {
    return PerformanceResourceTiming.#check(this).#info.decodedBodySize;
  }
  get transferSize() {
    PerformanceResourceTiming.#check(this);
    if (this.#cacheMode === 'local') return 0;
    // The response was validated against the cache: only headers, for which the specification has a fixed size.
    if (this.#cacheMode === 'validated') return 300;
    return this.#info.encodedBodySize + 300;
  }
  get deliveryType() {
    return PerformanceResourceTiming.#check(this).#deliveryType;
  }
  get responseStatus() {
    return PerformanceResourceTiming.#check(this).#status;
  }
  get renderBlockingStatus() {
    PerformanceResourceTiming.#check(this);
    return 'non-blocking';
  }
  get contentType() {
    return PerformanceResourceTiming.#check(this).#body?.contentType ?? '';
  }
  get contentEncoding() {
    return PerformanceResourceTiming.#check(this).#body?.contentEncoding ?? '';
  }

  toJSON() {
    PerformanceResourceTiming.#check(this);
    const json = {
      name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration,
      initiatorType: this.initiatorType, nextHopProtocol: this.nextHopProtocol,
    };
    for (const name in attributes) json[name] = this[name];
    json.transferSize = this.transferSize;
    json.encodedBodySize = this.encodedBodySize;
    json.decodedBodySize = this.decodedBodySize;
    json.deliveryType = this.deliveryType;
    json.responseStatus = this.responseStatus;
    json.renderBlockingStatus = this.renderBlockingStatus;
    json.contentType = this.contentType;
    json.contentEncoding = this.contentEncoding;
    return json;
  }
}

const enumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(PerformanceResourceTiming.prototype, {
  initiatorType: enumerable, nextHopProtocol: enumerable, encodedBodySize: enumerable, decodedBodySize: enumerable,
  transferSize: enumerable, deliveryType: enumerable, responseStatus: enumerable, renderBlockingStatus: enumerable,
  contentType: enumerable, contentEncoding: enumerable, toJSON: enumerable,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'PerformanceResourceTiming' },
});

/** performance.markResourceTiming(): called by fetch. */
function markResourceTiming(timingInfo, requestedUrl, initiatorType, global, cacheMode, bodyInfo, responseStatus,
  deliveryType = '') {
  if (cacheMode !== '' && cacheMode !== 'local') {
    throw new ERR_INTERNAL_ASSERTION("cache must be an empty string or 'local'");
  }
  const entry = new PerformanceResourceTiming(kCreate, requestedUrl, initiatorType, timingInfo, cacheMode, bodyInfo,
                                              responseStatus, deliveryType);
  enqueue(entry);
  bufferResourceTiming(entry);
  return entry;
}

module.exports = { PerformanceResourceTiming, markResourceTiming };
