'use strict';
// `--check`: compiles the program, but does not run it.
// https://nodejs.org/api/cli.html#-c---check

function checkInput() {
  const source = require('node/fs').readFileSync(0, 'utf8');
  require('internal/main').noteSource('[stdin]', source);
  const { classify } = require('internal/modules/eval');
  const found = classify(source, require('internal/options').getOptionValue('--input-type'));
  if (found.isModule) ops.op_module_check(found.source, '[stdin]');
  else require('internal/modules/cjs_extensions').compileCommonJs(found.source, '[stdin]', 'commonjs');
}

function checkFile(name) {
  const { 0: path, 1: isEsm } = ops.op_module_resolve_main(name);
  const filename = require('internal/modules/cjs').Module._resolveFilename(path, null, true);
  const { source, format } = ops.op_module_read(filename);
  const isModule = isEsm || format === 'module' || format === 'module-typescript' ||
    require('internal/modules/cjs_extensions').compileCommonJs(source, filename, format) === undefined;
  if (isModule) ops.op_module_check(source, ops.op_module_path_to_url(filename));
}

const { 1: name } = require('internal/process/state').start().argv;
if (name === undefined || name === '-') checkInput();
else checkFile(name);
