// Call sites of the running code as objects, whatever Error.prepareStackTrace the user has set.
// https://nodejs.org/api/util.html#utilgetcallsitesframecount-options
'use strict';

const { ArrayPrototypePush, Error, ErrorCaptureStackTrace, ObjectDefineProperty, ObjectGetOwnPropertyDescriptor } = primordials;
const { isErrorStackTraceLimitWritable } = require('internal/errors');

/** Up to `limit` V8-style CallSite objects, beginning with the caller of `hide`. */
function captureCallSites(limit, hide) {
  const oldLimit = Error.stackTraceLimit;
  const writable = isErrorStackTraceLimitWritable();
  const prepare = ObjectGetOwnPropertyDescriptor(Error, 'prepareStackTrace');
  let sites = [];
  if (writable) Error.stackTraceLimit = limit;
  try {
    ObjectDefineProperty(Error, 'prepareStackTrace', {
      __proto__: null, configurable: true, enumerable: true, writable: true, value: (_, frames) => frames,
    });
    const holder = {};
    ErrorCaptureStackTrace(holder, hide);
    const { stack } = holder;
    if (typeof stack === 'object' && stack !== null) sites = stack;
  } finally {
    if (prepare === undefined) delete Error.prepareStackTrace;
    else ObjectDefineProperty(Error, 'prepareStackTrace', prepare);
    if (writable) Error.stackTraceLimit = oldLimit;
  }
  return sites;
}

/** Plain objects for `util.getCallSites`. */
function getCallSites(frameCount, hide) {
  const sites = captureCallSites(frameCount, hide);
  const result = [];
  for (let i = 0; i < sites.length && i < frameCount; i++) {
    const site = sites[i];
    const scriptName = site.getScriptNameOrSourceURL?.() ?? site.getFileName();
    const columnNumber = site.getColumnNumber() ?? 0;
    ArrayPrototypePush(result, {
      functionName: site.getFunctionName() ?? '',
      scriptId: `${site.scriptId ?? site.getScriptId?.() ?? 0}`,
      scriptName: scriptName ?? '',
      lineNumber: site.getLineNumber() ?? 0,
      columnNumber,
      column: columnNumber,
    });
  }
  return result;
}

module.exports = { captureCallSites, getCallSites };
