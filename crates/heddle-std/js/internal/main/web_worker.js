// The entry of a thread that a global Worker started: makes its global scope, then runs its script.
// https://html.spec.whatwg.org/multipage/workers.html#run-a-worker
'use strict';

const { RegExpPrototypeExec } = primordials;
const parent = require('internal/worker/parent');

const { web } = parent.load();
const { source: given, type, url } = web;
require('internal/worker/worker_scope').install(web, parent.parentPort);

const { importMain, noteSource } = require('internal/main');
const { URL } = require('web/url');
const source = given ?? require('internal/worker/script_source').sourceOf(new URL(url));
if (type === 'module') {
  // Of TypeScript the types are removed on the way.
  if (RegExpPrototypeExec(/\.m?ts$/, url) !== null) importMain(url);
  else importMain(url, source);
} else {
  noteSource(url, source);
  ops.op_script_run(source, url, 1, url);
}
