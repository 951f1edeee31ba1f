'use strict';
// node:os. https://nodejs.org/api/os.html

const {
  ArrayPrototypePush,
  ObjectDefineProperties,
  ObjectFreeze,
  StringPrototypeEndsWith,
  StringPrototypeSlice,
  SymbolToPrimitive,
  Uint16Array,
  Uint8Array,
} = primordials;
const { codes: { ERR_SYSTEM_ERROR }, uvErrmapGet } = require('internal/errors');
const { validateInt32 } = require('internal/validators');

// What Node throws when a system call of this module fails.
function systemError(errno, syscall) {
  const { 0: code, 1: message } = uvErrmapGet(errno) ?? ['UNKNOWN', 'unknown error'];
  return new ERR_SYSTEM_ERROR({ errno, code, message, syscall });
}

let names;
const uname = (field) => (names ??= ops.op_os_uname())[field];

const arch = () => ops.op_os_arch();
const platform = () => ops.op_os_platform();
const type = () => uname(0);
// Unlike the others the host's name can change while the program runs.
const hostname = () => ops.op_os_uname()[1];
const release = () => uname(2);
const version = () => uname(3);
const machine = () => uname(4);
const uptime = () => ops.op_os_uptime();
const totalmem = () => ops.op_os_memory_total();
const freemem = () => ops.op_os_memory_free();
const availableParallelism = () => ops.op_os_available_parallelism();
const endianness = () => (new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 'LE' : 'BE');

function loadavg() {
  return ops.op_os_loadavg();
}

function cpus() {
  const fields = ops.op_os_cpus();
  const result = [];
  for (let i = 0; i < fields.length; i += 7) {
    ArrayPrototypePush(result, {
      model: fields[i],
      speed: fields[i + 1],
      times: { user: fields[i + 2], nice: fields[i + 3], sys: fields[i + 4], idle: fields[i + 5], irq: fields[i + 6] },
    });
  }
  return result;
}

function networkInterfaces() {
  const fields = ops.op_os_interfaces();
  if (typeof fields === 'number') throw systemError(fields, 'uv_interface_addresses');
  const result = {};
  for (let i = 0; i < fields.length; i += 8) {
    const name = fields[i];
    const prefix = fields[i + 6];
    const entry = {
      address: fields[i + 1],
      netmask: fields[i + 2],
      family: fields[i + 3] === 6 ? 'IPv6' : 'IPv4',
      mac: fields[i + 4],
      internal: fields[i + 5] === 1,
      cidr: prefix === -1 ? null : `${fields[i + 1]}/${prefix}`,
    };
    if (fields[i + 3] === 6) entry.scopeid = fields[i + 7];
    if (result[name] === undefined) result[name] = [entry];
    else ArrayPrototypePush(result[name], entry);
  }
  return result;
}

function passwd() {
  const user = ops.op_os_user();
  if (typeof user === 'number') throw systemError(user, 'uv_os_get_passwd');
  return user;
}

function homedir() {
  const { HOME } = globalThis.process.env;
  if (HOME !== undefined) return HOME;
  const { Buffer } = require('node/buffer');
  return Buffer.from(passwd().homedir).toString();
}

function tmpdir() {
  const { env } = globalThis.process;
  const path = env.TMPDIR || env.TMP || env.TEMP || '/tmp';
  return path.length > 1 && StringPrototypeEndsWith(path, '/') ? StringPrototypeSlice(path, 0, -1) : path;
}

function userInfo(options) {
  const { Buffer } = require('node/buffer');
  let encoding = 'utf8';
  if (typeof options === 'object' && options !== null && options.encoding) {
    ({ encoding } = options);
    if (encoding !== 'buffer' && !Buffer.isEncoding(encoding)) encoding = 'utf8';
  }
  const user = passwd();
  const text = (bytes) => {
    const buffer = Buffer.from(bytes);
    return encoding === 'buffer' ? buffer : buffer.toString(encoding);
  };
  return {
    __proto__: null,
    uid: user.uid,
    gid: user.gid,
    username: text(user.username),
    homedir: text(user.homedir),
    shell: text(user.shell),
  };
}

function getPriority(pid) {
  if (pid === undefined) pid = 0;
  else validateInt32(pid, 'pid');
  const { 0: errno, 1: value } = ops.op_os_priority_get(pid);
  if (errno !== 0) throw systemError(errno, 'uv_os_getpriority');
  return value;
}

function setPriority(pid, priority) {
  if (priority === undefined) {
    priority = pid;
    pid = 0;
  }
  validateInt32(pid, 'pid');
  validateInt32(priority, 'priority', -20, 19);
  const errno = ops.op_os_priority_set(pid, priority);
  if (errno !== 0) throw systemError(errno, 'uv_os_setpriority');
}

// `${os.hostname}` and `+os.uptime` work.
const convertible = [
  availableParallelism, freemem, hostname, version, type, release, machine, homedir, totalmem, uptime, arch, endianness,
  tmpdir, platform,
];
for (let i = 0; i < convertible.length; i++) convertible[i][SymbolToPrimitive] = () => convertible[i]();

const native = ops.op_os_constants();
const constants = {
  __proto__: null,
  UV_UDP_REUSEADDR: 4,
  dlopen: native.dlopen,
  errno: native.errno,
  signals: ObjectFreeze(native.signals),
  priority: {
    __proto__: null,
    PRIORITY_LOW: 19,
    PRIORITY_BELOW_NORMAL: 10,
    PRIORITY_NORMAL: 0,
    PRIORITY_ABOVE_NORMAL: -7,
    PRIORITY_HIGH: -14,
    PRIORITY_HIGHEST: -20,
  },
};

module.exports = {
  arch,
  availableParallelism,
  cpus,
  endianness,
  freemem,
  getPriority,
  homedir,
  hostname,
  loadavg,
  networkInterfaces,
  platform,
  release,
  setPriority,
  tmpdir,
  totalmem,
  type,
  userInfo,
  uptime,
  version,
  machine,
};
ObjectDefineProperties(module.exports, {
  constants: { __proto__: null, configurable: false, enumerable: true, value: constants },
  EOL: { __proto__: null, configurable: true, enumerable: true, writable: false, value: '\n' },
  devNull: { __proto__: null, configurable: true, enumerable: true, writable: false, value: '/dev/null' },
});
