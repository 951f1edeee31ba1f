// The source text of scripts that web workers run, from file:, data: and blob: URLs.
// https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-classic-worker-script
'use strict';

const { RegExpPrototypeExec, SafeSet, StringPrototypeSlice } = primordials;

// https://mimesniff.spec.whatwg.org/#javascript-mime-type
const javaScriptTypes = new SafeSet([
  'application/ecmascript', 'application/javascript', 'application/x-ecmascript', 'application/x-javascript',
  'text/ecmascript', 'text/javascript', 'text/javascript1.0', 'text/javascript1.1', 'text/javascript1.2',
  'text/javascript1.3', 'text/javascript1.4', 'text/javascript1.5', 'text/jscript', 'text/livescript',
  'text/x-ecmascript', 'text/x-javascript',
]);

function isJavaScript(type) {
  const { MIMEType } = require('internal/mime');
  try {
    return javaScriptTypes.has(new MIMEType(type).essence);
  } catch {
    // No MIME type at all.
    return false;
  }
}

// https://fetch.spec.whatwg.org/#data-url-processor
function dataSource(url) {
  const { href, hash } = url;
  const text = hash === '' ? href : StringPrototypeSlice(href, 0, href.length - hash.length);
  const parts = RegExpPrototypeExec(/^data:([^,]*?)(;\s*base64\s*)?,([\s\S]*)$/i, text);
  if (parts === null || !isJavaScript(parts[1])) return undefined;
  const { Buffer } = require('node/buffer');
  const decoded = require('node/querystring').unescapeBuffer(parts[3]);
  return parts[2] === undefined ? decoded.toString() : Buffer.from(decoded.toString('latin1'), 'base64').toString();
}

function blobSource(url, anyType) {
  const { piecesOf, resolveObjectURL } = require('web/blob');
  const blob = resolveObjectURL(url.href);
  if (blob === undefined || !(anyType && blob.type === '' || isJavaScript(blob.type))) return undefined;
  const parts = require('internal/blob_parts').memoryOf(piecesOf(blob));
  return parts === undefined ? undefined : require('node/buffer').Buffer.concat(parts).toString();
}

/**
 * The text of a script, or undefined if there is none or it is not JavaScript. `anyType`: a blob needs no type.
 * Files that cannot be read throw.
 */
function sourceOf(url, anyType = false) {
  switch (url.protocol) {
    case 'file:': return require('node/fs').readFileSync(url, 'utf8');
    case 'data:': return dataSource(url);
    case 'blob:': return blobSource(url, anyType);
    default: return undefined;
  }
}

module.exports = { sourceOf };
