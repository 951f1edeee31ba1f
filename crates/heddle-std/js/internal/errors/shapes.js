// Error codes whose message or fields are computed from the arguments: code -> [class, function].
// The function is called with the error as `this`, so it can add fields.
// https://nodejs.org/api/errors.html#nodejs-error-codes
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypeIncludes,
  ArrayPrototypeIndexOf,
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  ArrayPrototypeSplice,
  JSONStringify,
  MathAbs,
  NumberIsInteger,
  NumberPrototypeToString,
  ObjectAssign,
  RegExpPrototypeExec,
  String,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
} = primordials;

const inspect = (value, options) => require('internal/util/inspect').inspect(value, options);

const kTypes = ['string', 'function', 'number', 'object', 'Function', 'Object', 'boolean', 'bigint', 'symbol'];
const classRegExp = /^[A-Z][a-zA-Z0-9]*$/;

/** "a", "a or b", "a, b, or c". */
function formatList(array, type = 'and') {
  const { length } = array;
  if (length < 2) return length === 0 ? '' : `${array[0]}`;
  if (length === 2) return `${array[0]} ${type} ${array[1]}`;
  return `${ArrayPrototypeJoin(ArrayPrototypeSlice(array, 0, -1), ', ')}, ${type} ${array[length - 1]}`;
}

/** What was received, in the words of ERR_INVALID_ARG_TYPE: "type number (1)", "an instance of Foo". */
function determineSpecificType(value) {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'undefined': return 'undefined';
    case 'bigint': return `type bigint (${value}n)`;
    case 'number': return `type number (${value === 0 && 1 / value < 0 ? '-0' : value})`;
    case 'boolean': return `type boolean (${value})`;
    case 'symbol': return `type symbol (${String(value)})`;
    case 'function': return `function ${value.name}`;
    case 'string': {
      const text = value.length > 28 ? `${StringPrototypeSlice(value, 0, 25)}...` : value;
      return `type string (${StringPrototypeIncludes(text, "'") ? JSONStringify(text) : `'${text}'`})`;
    }
    default: {
      const { constructor } = value;
      const named = constructor !== null && (typeof constructor === 'object' || typeof constructor === 'function');
      if (named && constructor.name) return `an instance of ${constructor.name}`;
      return inspect(value, { depth: -1 });
    }
  }
}

/** 1234567 -> 1_234_567. */
function addNumericalSeparator(digits) {
  let result = '';
  let end = digits.length;
  const start = digits[0] === '-' ? 1 : 0;
  for (; end >= start + 4; end -= 3) result = `_${StringPrototypeSlice(digits, end - 3, end)}${result}`;
  return StringPrototypeSlice(digits, 0, end) + result;
}

function invalidArgType(name, expected, actual) {
  const list = ArrayIsArray(expected) ? expected : [expected];
  let message = 'The ';
  if (StringPrototypeEndsWith(name, ' argument')) message += `${name} `;
  else message += `"${name}" ${StringPrototypeIncludes(name, '.') ? 'property' : 'argument'} `;
  message += 'must be ';

  const types = [];
  const instances = [];
  const other = [];
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (ArrayPrototypeIncludes(kTypes, value)) ArrayPrototypePush(types, StringPrototypeToLowerCase(value));
    else if (RegExpPrototypeExec(classRegExp, value) !== null) ArrayPrototypePush(instances, value);
    else ArrayPrototypePush(other, value);
  }
  // Among classes "object" reads better as a class.
  if (instances.length > 0) {
    const position = ArrayPrototypeIndexOf(types, 'object');
    if (position !== -1) {
      ArrayPrototypeSplice(types, position, 1);
      ArrayPrototypePush(instances, 'Object');
    }
  }
  if (types.length > 0) {
    message += `${types.length > 1 ? 'one of type' : 'of type'} ${formatList(types, 'or')}`;
    if (instances.length > 0 || other.length > 0) message += ' or ';
  }
  if (instances.length > 0) {
    message += `an instance of ${formatList(instances, 'or')}`;
    if (other.length > 0) message += ' or ';
  }
  if (other.length > 1) message += `one of ${formatList(other, 'or')}`;
  else if (other.length === 1) {
    if (StringPrototypeToLowerCase(other[0]) !== other[0]) message += 'an ';
    message += other[0];
  }
  return `${message}. Received ${determineSpecificType(actual)}`;
}

function basename(path) {
  return StringPrototypeSlice(path, StringPrototypeLastIndexOf(path, '/') + 1);
}

function requireEsm(filename, hasEsmSyntax, parentPath = null, packageJsonPath = null) {
  let message = `require() of ES Module ${filename}${parentPath ? ` from ${parentPath}` : ''} not supported.`;
  if (!packageJsonPath) {
    if (parentPath === null) return message;
    return `${message}\nInstead change the require of ${filename}${hasEsmSyntax === null ? ` in ${parentPath}` : ''} to ` +
      'a dynamic import() which is available in all CommonJS modules.';
  }
  const name = parentPath && basename(filename) === basename(parentPath) ? filename : basename(filename);
  if (hasEsmSyntax) {
    return `${message}\nInstead change the require of ${name} in ${parentPath} to a dynamic import() ` +
      'which is available in all CommonJS modules.';
  }
  message += `\n${name} is treated as an ES module file as it is a .js file whose nearest parent package.json ` +
    'contains "type": "module" which declares all .js files in that package scope as ES modules.' +
    `\nInstead either rename ${name} to end in .cjs, change the requiring code to use dynamic import() which is ` +
    'available in all CommonJS modules, or change "type": "module" to "type": "commonjs" in ' +
    `${packageJsonPath} to treat all .js files as CommonJS (using .mjs for all ES modules instead).\n`;
  return message;
}

function invalidPackageTarget(packagePath, key, target, isImport = false, base = undefined) {
  const relativeHint = typeof target === 'string' && !isImport && target.length > 0 &&
    !StringPrototypeStartsWith(target, './');
  const tail = `the package config ${packagePath}package.json${base ? ` imported from ${base}` : ''}` +
    `${relativeHint ? '; targets must start with "./"' : ''}`;
  if (key === '.') return `Invalid "exports" main target ${JSONStringify(target)} defined in ${tail}`;
  return `Invalid "${isImport ? 'imports' : 'exports'}" target ${JSONStringify(target)} defined for '${key}' in ${tail}`;
}

function missingArgs(...args) {
  const names = [];
  for (let i = 0; i < args.length; i++) {
    const name = args[i];
    if (!ArrayIsArray(name)) { names[i] = `"${name}"`; continue; }
    const quoted = [];
    for (let j = 0; j < name.length; j++) quoted[j] = `"${name[j]}"`;
    names[i] = ArrayPrototypeJoin(quoted, ' or ');
  }
  return `The ${formatList(names)} argument${names.length > 1 ? 's' : ''} must be specified`;
}

module.exports = {
  __proto__: null,
  formatList,
  determineSpecificType,
  addNumericalSeparator,
  shapes: {
    __proto__: null,
    ERR_ACCESS_DENIED: ['Error', function (message, permission = '', resource = '') {
      this.permission = permission;
      this.resource = resource;
      return message;
    }],
    ERR_BUFFER_OUT_OF_BOUNDS: ['RangeError', (name) => (name ? `"${name}" is outside of buffer bounds` :
      'Attempt to access memory outside buffer bounds')],
    ERR_DEBUGGER_STARTUP_ERROR: ['Error', function (message, details = undefined) {
      ObjectAssign(this, details);
      return message;
    }],
    ERR_ENCODING_INVALID_ENCODED_DATA: ['TypeError', function (encoding, errno) {
      this.errno = errno;
      return `The encoded data was not valid for encoding ${encoding}`;
    }],
    ERR_FALSY_VALUE_REJECTION: ['Error', function (reason) {
      this.reason = reason;
      return 'Promise was rejected with falsy value';
    }],
    ERR_HTTP2_INVALID_SETTING_VALUE: ['TypeError', function (name, actual, min = undefined, max = undefined) {
      this.actual = actual;
      if (min !== undefined) {
        this.min = min;
        this.max = max;
      }
      return `Invalid value for setting "${name}": ${actual}`;
    }],
    ERR_HTTP2_STREAM_CANCEL: ['Error', function (cause) {
      let message = 'The pending stream has been canceled';
      if (cause) {
        this.cause = cause;
        if (typeof cause.message === 'string') message += ` (caused by: ${cause.message})`;
      }
      return message;
    }],
    ERR_IMPORT_ATTRIBUTE_UNSUPPORTED: ['TypeError', (attribute, value, url = undefined) =>
      `Import attribute "${attribute}" with value "${value}" is not supported${url === undefined ? '' : ` in ${url}`}`],
    ERR_INTERNAL_ASSERTION: ['Error', (message) => `${message === undefined ? '' : `${message}\n`}This is caused by either ` +
      'a bug in Heddle or incorrect usage of its internals.\nPlease report it with this stack trace.\n'],
    ERR_INVALID_ADDRESS_FAMILY: ['RangeError', function (addressType, host, port) {
      this.host = host;
      this.port = port;
      return `Invalid address family: ${addressType} ${host}:${port}`;
    }],
    ERR_INVALID_ARG_TYPE: ['TypeError', invalidArgType],
    ERR_INVALID_ARG_VALUE: ['TypeError', (name, value, reason = 'is invalid') => {
      let inspected = inspect(value);
      if (inspected.length > 128) inspected = `${StringPrototypeSlice(inspected, 0, 128)}...`;
      return `The ${StringPrototypeIncludes(name, '.') ? 'property' : 'argument'} '${name}' ${reason}. Received ${inspected}`;
    }],
    ERR_INVALID_CHAR: ['TypeError', (name, field = undefined) =>
      `Invalid character in ${name}${field === undefined ? '' : ` ["${field}"]`}`],
    ERR_INVALID_FILE_URL_PATH: ['TypeError', function (reason, input) {
      this.input = input;
      return `File URL path ${reason}`;
    }],
    ERR_INVALID_MIME_SYNTAX: ['TypeError', (production, text, invalidIndex) =>
      `The MIME syntax for a ${production} in "${text}" is invalid${invalidIndex !== -1 ? ` at ${invalidIndex}` : ''}`],
    ERR_INVALID_MODULE_SPECIFIER: ['TypeError', (request, reason, base = undefined) =>
      `Invalid module "${request}" ${reason}${base ? ` imported from ${base}` : ''}`],
    ERR_INVALID_PACKAGE_CONFIG: ['Error', (path, base, message) =>
      `Invalid package config ${path}${base ? ` while importing ${base}` : ''}${message ? `. ${message}` : ''}`],
    ERR_INVALID_PACKAGE_TARGET: ['Error', invalidPackageTarget],
    ERR_INVALID_RETURN_PROPERTY: ['TypeError', (input, name, property, value) => `Expected a valid ${input} to be returned ` +
      `for the "${property}" from the "${name}" hook but got ${determineSpecificType(value)}.`],
    ERR_INVALID_RETURN_PROPERTY_VALUE: ['TypeError', (input, name, property, value) => `Expected ${input} to be returned ` +
      `for the "${property}" from the "${name}" hook but got ${determineSpecificType(value)}.`],
    ERR_INVALID_RETURN_VALUE: ['TypeError', (input, name, value) => `Expected ${input} to be returned ` +
      `from the "${name}" function but got ${determineSpecificType(value)}.`],
    ERR_INVALID_URL: ['TypeError', function (input, base = null) {
      this.input = input;
      if (base != null) this.base = base;
      return 'Invalid URL';
    }],
    ERR_INVALID_URL_SCHEME: ['TypeError', (expected) => {
      const list = ArrayIsArray(expected) ? expected : [expected];
      return `The URL must be ${list.length > 1 ? 'one of' : 'of'} scheme ${formatList(list, 'or')}`;
    }],
    ERR_IP_BLOCKED: ['Error', (ip) => `IP(${ip}) is blocked by net.BlockList`],
    ERR_MISSING_ARGS: ['TypeError', missingArgs],
    ERR_MODULE_NOT_FOUND: ['Error', function (path, base, exactUrl = undefined) {
      if (exactUrl) this.url = `${exactUrl}`;
      return `Cannot find ${exactUrl ? 'module' : 'package'} '${path}' imported from ${base}`;
    }],
    ERR_OUT_OF_RANGE: ['RangeError', (name, range, input, replaceDefaultBoolean = false) => {
      const subject = replaceDefaultBoolean ? name : `The value of "${name}" is out of range.`;
      let received;
      if (NumberIsInteger(input) && MathAbs(input) > 2 ** 32) received = addNumericalSeparator(`${input}`);
      else if (typeof input === 'bigint') {
        received = input > 2n ** 32n || input < -(2n ** 32n) ? addNumericalSeparator(`${input}`) : `${input}`;
        received += 'n';
      } else received = inspect(input);
      return `${subject} It must be ${range}. Received ${received}`;
    }],
    ERR_PACKAGE_IMPORT_NOT_DEFINED: ['TypeError', (specifier, packagePath, base) =>
      `Package import specifier "${specifier}" is not defined${packagePath ? ` in package ${packagePath}package.json` : ''}` +
      `${base ? ` imported from ${base}` : ''}`],
    ERR_PACKAGE_MAP_EXTERNAL_FILE: ['Error', (specifier, file, map) =>
      `Cannot resolve "${specifier}" from "${file}": file is not within any package defined in ${map}`],
    ERR_PACKAGE_MAP_INVALID: ['SyntaxError', (path, reason) => `Invalid package-map.json at "${path}": ${reason}`],
    ERR_PACKAGE_MAP_KEY_NOT_FOUND: ['Error', (key, map) =>
      `Package key "${key}" referenced in dependencies but not defined in ${map}`],
    ERR_PACKAGE_PATH_NOT_EXPORTED: ['Error', (packagePath, subpath, base = undefined) => {
      const from = base ? ` imported from ${base}` : '';
      if (subpath === '.') return `No "exports" main defined in ${packagePath}package.json${from}`;
      return `Package subpath '${subpath}' is not defined by "exports" in ${packagePath}package.json${from}`;
    }],
    ERR_PARSE_ARGS_UNKNOWN_OPTION: ['TypeError', (option, allowPositionals) => `Unknown option '${option}'${allowPositionals ?
      ". To specify a positional argument starting with a '-', place it at the end of the command after '--', as in " +
      `'-- ${JSONStringify(option)}` : ''}`],
    ERR_QUIC_ENDPOINT_CLOSED: ['Error', (message, code) => `QUIC endpoint closed: ${message} (${+code})`],
    // `requireStack` lists the requiring files, innermost first.
    ERR_REQUIRE_ASYNC_MODULE: ['Error', (filename, parentFilename, requireStack = [parentFilename]) => {
      let message = 'require() cannot be used on an ESM graph with top-level await. Use import() instead. To see where ' +
        'the top-level await comes from, use --experimental-print-required-tla.';
      if (filename) message += `\nRequired module: ${filename}`;
      if (parentFilename) message += `\nRequire stack:\n- ${ArrayPrototypeJoin(requireStack, '\n- ')}`;
      return message;
    }],
    ERR_REQUIRE_ESM: ['Error', requireEsm],
    ERR_REQUIRE_ESM_RACE_CONDITION: ['Error', (filename, parentFilename, isForAsyncLoaderHookWorker) =>
      `Cannot require() ES Module ${filename} because it is not yet fully loaded.\nThis may be caused by a race condition ` +
      'if the module is simultaneously dynamically import()-ed via Promise.all().\nTry await-ing the import() sequentially ' +
      `in a loop instead.\n (From ${parentFilename ? `${parentFilename} in ` : ' '}` +
      `${isForAsyncLoaderHookWorker ? 'loader hook worker thread' : 'non-loader-hook thread'})`],
    ERR_SOCKET_BAD_PORT: ['RangeError', (name, port, allowZero = true) =>
      `${name} should be ${allowZero ? '>=' : '>'} 0 and < 65536. Received ${determineSpecificType(port)}.`],
    ERR_TEST_FAILURE: ['Error', function (error, failureType) {
      this.failureType = failureType;
      this.cause = error;
      const message = typeof error?.message === 'string' ? error.message : error;
      return typeof message === 'string' ? message : inspect(message);
    }],
    ERR_TLS_ALPN_CALLBACK_INVALID_RESULT: ['TypeError', (value, protocols) => `ALPN callback returned a value (${value}) ` +
      `that did not match any of the client's offered protocols (${ArrayPrototypeJoin(protocols, ', ')})`],
    ERR_TLS_CERT_ALTNAME_INVALID: ['Error', function (reason, host, cert) {
      this.reason = reason;
      this.host = host;
      this.cert = cert;
      return `Hostname/IP does not match certificate's altnames: ${reason}`;
    }],
    ERR_UNHANDLED_ERROR: ['Error', (error = undefined) => (error === undefined ? 'Unhandled error.' : `Unhandled error. (${error})`)],
    ERR_UNSUPPORTED_DIR_IMPORT: ['Error', function (path, base, exactUrl = undefined) {
      this.url = exactUrl;
      return `Directory import '${path}' is not supported resolving ES modules imported from ${base}`;
    }],
    ERR_UNSUPPORTED_ESM_URL_SCHEME: ['Error', (url, supported) => `Only URLs with a scheme in: ${formatList(supported)} are ` +
      `supported by the default ESM loader. Received protocol '${url.protocol}'`],
    ERR_VM_MODULE_LINK_FAILURE: ['Error', function (message, cause) {
      this.cause = cause;
      return message;
    }],
    ERR_WORKER_INVALID_EXEC_ARGV: ['Error', (errors, reason = 'invalid execArgv flags') =>
      `Initiated Worker with ${reason}: ${ArrayPrototypeJoin(errors, ', ')}`],
    ERR_STRING_TOO_LONG: ['Error', (limit) =>
      `Cannot create a string longer than 0x${NumberPrototypeToString(limit, 16)} characters`],
    ERR_WORKER_PATH: ['TypeError', (filename) => 'The worker script or module filename must be an absolute path or a ' +
      `relative path starting with './' or '../'.${StringPrototypeStartsWith(filename, 'file://') ?
        ' Wrap file:// URLs with `new URL`.' : ''}${StringPrototypeStartsWith(filename, 'data:text/javascript') ?
        ' Wrap data: URLs with `new URL`.' : ''} Received "${filename}"`],
  },
  systemErrors: {
    __proto__: null,
    ERR_FS_CP_DIR_TO_NON_DIR: 'Cannot overwrite non-directory with directory',
    ERR_FS_CP_EEXIST: 'Target already exists',
    ERR_FS_CP_EINVAL: 'Invalid src or dest',
    ERR_FS_CP_FIFO_PIPE: 'Cannot copy a FIFO pipe',
    ERR_FS_CP_NON_DIR_TO_DIR: 'Cannot overwrite directory with non-directory',
    ERR_FS_CP_SOCKET: 'Cannot copy a socket file',
    ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY: 'Cannot overwrite symlink in subdirectory of self',
    ERR_FS_CP_UNKNOWN: 'Cannot copy an unknown file type',
    ERR_FS_EISDIR: 'Path is a directory',
    ERR_SOCKET_BUFFER_SIZE: 'Could not get or set buffer size',
    ERR_SYSTEM_ERROR: 'A system error occurred',
    ERR_TTY_INIT_FAILED: 'TTY initialization failed',
  },
};
