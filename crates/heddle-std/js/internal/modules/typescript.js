'use strict';
// `module.stripTypeScriptTypes`. https://nodejs.org/api/module.html#modulestriptypescripttypescode-options

const { validateObject, validateOneOf, validateString } = require('internal/validators');
const { emitExperimentalWarning } = require('internal/process/warning');

let warned = false;

/** The code with its types replaced by white space. */
function stripTypeScriptTypes(code, options = { __proto__: null }) {
  if (!warned) {
    warned = true;
    emitExperimentalWarning('stripTypeScriptTypes');
  }
  validateString(code, 'code');
  validateObject(options, 'options');
  const { sourceMap, sourceUrl = '', mode = 'strip' } = options;
  validateOneOf(mode, 'options.mode', ['strip']);
  validateString(sourceUrl, 'options.sourceUrl');
  // Positions do not change, so there is nothing to map.
  validateOneOf(sourceMap, 'options.sourceMap', [false, undefined]);
  const stripped = ops.op_module_strip_types(code, sourceUrl);
  return sourceUrl === '' ? stripped : `${stripped}\n\n//# sourceURL=${sourceUrl}`;
}

module.exports = { stripTypeScriptTypes };
