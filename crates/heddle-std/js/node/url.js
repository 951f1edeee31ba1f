'use strict';
// node:url. https://nodejs.org/api/url.html

const { ObjectDefineProperty } = primordials;
const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
const { URL, URLSearchParams } = require('web/url');
const { fileURLToPath, fileURLToPathBuffer, pathToFileURL, urlToHttpOptions } = require('internal/url/file');
const { Url, urlParse, urlFormat, urlResolve, urlResolveObject } = require('internal/url/legacy');

function domainToASCII(domain) {
  if (arguments.length < 1) throw new ERR_MISSING_ARGS('domain');
  return ops.op_url_domain_to_ascii(`${domain}`);
}

function domainToUnicode(domain) {
  if (arguments.length < 1) throw new ERR_MISSING_ARGS('domain');
  return ops.op_url_domain_to_unicode(`${domain}`);
}

module.exports = {
  Url,
  parse: urlParse,
  resolve: urlResolve,
  resolveObject: urlResolveObject,
  format: urlFormat,
  URL,
  URLPattern: undefined,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  pathToFileURL,
  fileURLToPath,
  fileURLToPathBuffer,
  urlToHttpOptions,
};
ObjectDefineProperty(module.exports, 'URLPattern', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return require('internal/url/pattern').URLPattern; },
});
