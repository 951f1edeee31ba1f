'use strict';
// `--check`: compiles the program, but does not run it.
// https://nodejs.org/api/cli.html#-c---check

const { StringPrototypeEndsWith } = primordials;

function checkSource(source, filename, url, format) {
  const { compileOnly } = require('internal/modules/cjs_extensions');
  const isModule = format === 'module' || format === 'module-typescript';
  if (isModule || (compileOnly(source, filename, format) === false)) ops.op_module_check(source, url);
}

function checkInput() {
  const { classify } = require('internal/modules/eval');
  const source = require('node/fs').readFileSync(0, 'utf8');
  require('internal/main').noteSource('[stdin]', source);
  const found = classify(source, require('internal/options').getOptionValue('--input-type'));
  if (found.isModule) ops.op_module_check(found.source, '[stdin]');
  else ops.op_module_compile_cjs(found.source, '[stdin]');
}

function checkFile(name) {
  const { 0: path, 1: isEsm } = ops.op_module_resolve_main(name);
  const filename = require('internal/modules/cjs').Module._resolveFilename(path, null, true);
  const { source, format } = ops.op_module_read(filename);
  if (StringPrototypeEndsWith(filename, '.json') || format === 'json') return;
  checkSource(source, filename, ops.op_module_path_to_url(filename), isEsm ? 'module' : format);
}

const { 1: name } = require('internal/process/state').start().argv;
if (name === undefined || name === '-') checkInput();
else checkFile(name);
