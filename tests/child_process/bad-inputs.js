// What is refused, and how: the errors that are thrown at once, and those that come as events.
const assert = require('node:assert');
const cp = require('node:child_process');

// It reads an end when this program is gone.
const sleeper = cp.spawn('cat');

/** What a call comes to: '', or the class, code and message of its error. */
async function outcome(run) {
  const text = (how, error) => `${how} ${error.name} ${error.code} ${error.message}`;
  let made;
  try {
    made = run();
  } catch (error) {
    return text('throws', error);
  }
  if (made?.error) return text('gives', made.error);
  if (typeof made?.on !== 'function') return '';
  return new Promise((resolve) => {
    made.on('error', (error) => resolve(text('emits', error)));
    made.on('exit', () => resolve(''));
  });
}

async function main() {
  for (const [run, expected] of table) assert.strictEqual(await outcome(run), expected, String(run));
  sleeper.kill('SIGKILL');
}

const table = [
  [() => cp.spawn(1), 'throws TypeError ERR_INVALID_ARG_TYPE The "file" argument must be of type string. Received type number (1)'],
  [() => cp.spawn(''), 'throws TypeError ERR_INVALID_ARG_VALUE The argument \'file\' cannot be empty. Received \'\''],
  [() => cp.spawn('a\0b'), 'throws TypeError ERR_INVALID_ARG_VALUE The argument \'file\' must be a string without null bytes. Received \'a\\x00b\''],
  [() => cp.spawn('true', 'x'), 'throws TypeError ERR_INVALID_ARG_TYPE The "args" argument must be of type object. Received type string (\'x\')'],
  [() => cp.spawn('true', ['a\0']), 'throws TypeError ERR_INVALID_ARG_VALUE The argument \'args[0]\' must be a string without null bytes. Received \'a\\x00\''],
  [() => cp.spawn('true', [1]), ''],
  [() => cp.spawn('true', null), ''],
  [() => cp.spawn('true', [], null), 'throws TypeError ERR_INVALID_ARG_TYPE The "options" argument must be of type object. Received null'],
  [() => cp.spawn('true', [], 1), 'throws TypeError ERR_INVALID_ARG_TYPE The "options" argument must be of type object. Received type number (1)'],
  [() => cp.spawn('true', [], 'x'), 'throws TypeError ERR_INVALID_ARG_TYPE The "options" argument must be of type object. Received type string (\'x\')'],
  [() => cp.spawn('true', () => {}), 'throws TypeError ERR_INVALID_ARG_TYPE The "args" argument must be of type object. Received function '],
  [() => cp.spawn('/no/such/program'), 'emits Error ENOENT spawn /no/such/program ENOENT'],
  [() => cp.spawn('no-such-program', ['a']), 'emits Error ENOENT spawn no-such-program ENOENT'],
  [() => cp.spawn('/etc/passwd'), 'emits Error EACCES spawn /etc/passwd EACCES'],
  [() => cp.spawn('/tmp'), 'emits Error EACCES spawn /tmp EACCES'],
  [() => cp.spawn('true', ['x'.repeat(200000)]), 'throws Error E2BIG spawn E2BIG'],
  [() => cp.spawn('true', { cwd: '/no/such/folder' }), 'emits Error ENOENT spawn true ENOENT'],
  [() => cp.spawn('true', { cwd: '/etc/passwd' }), 'throws Error ENOTDIR spawn ENOTDIR'],
  [() => cp.exec(1), 'throws TypeError ERR_INVALID_ARG_TYPE The "command" argument must be of type string. Received type number (1)'],
  [() => cp.exec('true', {}, 1), 'throws TypeError ERR_INVALID_ARG_TYPE The "callback" argument must be of type function. Received type number (1)'],
  [() => cp.exec('a\0'), 'throws TypeError ERR_INVALID_ARG_VALUE The argument \'command\' must be a string without null bytes. Received \'a\\x00\''],
  [() => cp.execFile('true', [], {}, 'x'), 'throws TypeError ERR_INVALID_ARG_TYPE The "callback" argument must be of type function. Received type string (\'x\')'],
  [() => cp.execFile('true', 'x'), 'throws TypeError ERR_INVALID_ARG_TYPE The "args" argument must be of type object. Received type string (\'x\')'],
  [() => cp.execFile('true', 1, {}), 'throws TypeError ERR_INVALID_ARG_TYPE The "args" argument must be of type object. Received type number (1)'],
  [() => cp.execFile('true', [], 1), 'throws TypeError ERR_INVALID_ARG_TYPE The "options" argument must be of type object. Received type number (1)'],
  [() => cp.spawnSync('no-such-program', ['a']), 'gives Error ENOENT spawnSync no-such-program ENOENT'],
  [() => cp.spawnSync('true', { cwd: '/no/such/folder' }), 'gives Error ENOENT spawnSync true ENOENT'],
  [() => cp.spawnSync('true', { input: 1 }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.stdio[0]" property must be of type string or an instance of Buffer, TypedArray, or DataView. Received type number (1)'],
  [() => cp.spawnSync('true', { input: {} }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.stdio[0]" property must be of type string or an instance of Buffer, TypedArray, or DataView. Received an instance of Object'],
  [() => cp.spawnSync('true', { stdio: 'ipc' }), 'throws TypeError ERR_INVALID_ARG_VALUE The argument \'stdio\' is invalid. Received \'ipc\''],
  [() => cp.spawnSync('true', { stdio: ['ipc'] }), 'throws Error ERR_IPC_SYNC_FORK IPC cannot be used with synchronous forks'],
  [() => cp.spawnSync('true', { stdio: 'x' }), 'throws TypeError ERR_INVALID_ARG_VALUE The argument \'stdio\' is invalid. Received \'x\''],
  [() => cp.execFileSync('no-such-program'), 'throws Error ENOENT spawnSync no-such-program ENOENT'],
  [() => cp.execSync('exit 3', { stdio: 'pipe' }), 'throws Error undefined Command failed: exit 3'],
  [() => cp.execFileSync('false'), 'throws Error undefined Command failed: false'],
  [() => cp.fork(1), 'throws TypeError ERR_INVALID_ARG_TYPE The "modulePath" argument must be of type string or an instance of Buffer or URL. Received type number (1)'],
  [() => cp.fork('x.js', { stdio: ['pipe', 'pipe', 'pipe'] }), 'throws Error ERR_CHILD_PROCESS_IPC_REQUIRED Forked processes must have an IPC channel, missing value \'ipc\' in options.stdio'],
  [() => cp.fork('x.js', 1), 'throws TypeError ERR_INVALID_ARG_TYPE The "args" argument must be an instance of Array. Received type number (1)'],
  [() => cp.fork('x.js', [], 1), 'throws TypeError ERR_INVALID_ARG_TYPE The "options" argument must be of type object. Received type number (1)'],
  [() => cp.fork('x.js', [], { execPath: '/no/such/program' }), 'emits Error ENOENT spawn /no/such/program ENOENT'],
  [() => cp.fork('x.js', [], { stdio: 'x' }), 'throws TypeError ERR_INVALID_ARG_VALUE The argument \'stdio\' is invalid. Received \'x\''],
  [() => cp.fork(new URL('http://x/')), 'throws TypeError ERR_INVALID_URL_SCHEME The URL must be of scheme file'],
  [() => cp.fork('a\0'), 'throws TypeError ERR_INVALID_ARG_VALUE The argument \'modulePath\' must be a string, Uint8Array, or URL without null bytes. Received \'a\\x00\''],
  [() => cp.fork('x.js', ['a\0']), 'throws TypeError ERR_INVALID_ARG_VALUE The argument \'args[1]\' must be a string without null bytes. Received \'a\\x00\''],
  [() => cp.fork('x.js', { execArgv: ['a\0'] }), 'throws TypeError ERR_INVALID_ARG_VALUE The property \'options.execArgv[0]\' must be a string without null bytes. Received \'a\\x00\''],
  [() => cp.fork('x.js', { execPath: 'a\0' }), 'throws TypeError ERR_INVALID_ARG_VALUE The property \'options.execPath\' must be a string without null bytes. Received \'a\\x00\''],
  [() => cp.fork('x.js', { serialization: 'x' }), 'throws TypeError ERR_INVALID_ARG_VALUE The property \'options.serialization\' must be one of: undefined, \'json\', \'advanced\'. Received \'x\''],
  [() => new cp.ChildProcess().spawn(1), 'throws TypeError ERR_INVALID_ARG_TYPE The "options" argument must be of type object. Received type number (1)'],
  [() => new cp.ChildProcess().spawn(), 'throws TypeError ERR_INVALID_ARG_TYPE The "options" argument must be of type object. Received undefined'],
  [() => new cp.ChildProcess().spawn({}), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.file" property must be of type string. Received undefined'],
  [() => new cp.ChildProcess().spawn({ file: 'true', args: 1 }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.args" property must be an instance of Array. Received type number (1)'],
  [() => sleeper.kill('X'), 'throws TypeError ERR_UNKNOWN_SIGNAL Unknown signal: X'],
  [() => sleeper.kill({}), 'throws TypeError ERR_UNKNOWN_SIGNAL Unknown signal: {}'],
  [() => sleeper.kill(1000), 'throws TypeError ERR_UNKNOWN_SIGNAL Unknown signal: 1000'],
  [() => sleeper.kill(-1), 'throws TypeError ERR_UNKNOWN_SIGNAL Unknown signal: -1'],
  [() => cp.spawn('true', { cwd: 1 }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.cwd" property must be of type string or an instance of Buffer or URL. Received type number (1)'],
  [() => cp.spawn('true', { cwd: 'a\0' }), 'throws TypeError ERR_INVALID_ARG_VALUE The property \'options.cwd\' must be a string, Uint8Array, or URL without null bytes. Received \'a\\x00\''],
  [() => cp.spawn('true', { cwd: new URL('http://x') }), 'throws TypeError ERR_INVALID_URL_SCHEME The URL must be of scheme file'],
  [() => cp.spawn('true', { detached: 1 }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.detached" property must be of type boolean. Received type number (1)'],
  [() => cp.spawn('true', { detached: 'x' }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.detached" property must be of type boolean. Received type string (\'x\')'],
  [() => cp.spawn('true', { uid: 'x' }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.uid" property must be of type number. Received type string (\'x\')'],
  [() => cp.spawn('true', { uid: 1.5 }), 'throws RangeError ERR_OUT_OF_RANGE The value of "options.uid" is out of range. It must be an integer. Received 1.5'],
  [() => cp.spawn('true', { uid: -1 }), 'throws Error EINVAL spawn EINVAL'],
  [() => cp.spawn('true', { uid: {} }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.uid" property must be of type number. Received an instance of Object'],
  [() => cp.spawn('true', { gid: 'x' }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.gid" property must be of type number. Received type string (\'x\')'],
  [() => cp.spawn('true', { gid: 1.5 }), 'throws RangeError ERR_OUT_OF_RANGE The value of "options.gid" is out of range. It must be an integer. Received 1.5'],
  [() => cp.spawn('true', { gid: 2 ** 33 }), 'throws RangeError ERR_OUT_OF_RANGE The value of "options.gid" is out of range. It must be >= -2147483648 && <= 2147483647. Received 8_589_934_592'],
  [() => cp.spawn('true', { shell: 1 }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.shell" property must be one of type boolean or string. Received type number (1)'],
  [() => cp.spawn('true', { shell: {} }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.shell" property must be one of type boolean or string. Received an instance of Object'],
  [() => cp.spawn('true', { shell: 'a\0' }), 'throws TypeError ERR_INVALID_ARG_VALUE The property \'options.shell\' must be a string without null bytes. Received \'a\\x00\''],
  [() => cp.spawn('true', { argv0: 1 }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.argv0" property must be of type string. Received type number (1)'],
  [() => cp.spawn('true', { argv0: 'a\0' }), 'throws TypeError ERR_INVALID_ARG_VALUE The property \'options.argv0\' must be a string without null bytes. Received \'a\\x00\''],
  [() => cp.spawn('true', { windowsHide: 1 }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.windowsHide" property must be of type boolean. Received type number (1)'],
  [() => cp.spawn('true', { windowsVerbatimArguments: 1 }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.windowsVerbatimArguments" property must be of type boolean. Received type number (1)'],
  [() => cp.spawn('true', { timeout: 'x' }), 'throws TypeError ERR_INVALID_ARG_TYPE The "timeout" argument must be of type number. Received type string (\'x\')'],
  [() => cp.spawn('true', { timeout: -1 }), 'throws RangeError ERR_OUT_OF_RANGE The value of "timeout" is out of range. It must be >= 0 && <= 9007199254740991. Received -1'],
  [() => cp.spawn('true', { timeout: 1.5 }), 'throws RangeError ERR_OUT_OF_RANGE The value of "timeout" is out of range. It must be an integer. Received 1.5'],
  [() => cp.spawn('true', { killSignal: 'X' }), 'throws TypeError ERR_UNKNOWN_SIGNAL Unknown signal: X'],
  [() => cp.spawn('true', { killSignal: {} }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.killSignal" property must be one of type string or number. Received an instance of Object'],
  [() => cp.spawn('true', { killSignal: 1000 }), 'throws TypeError ERR_UNKNOWN_SIGNAL Unknown signal: 1000'],
  [() => cp.spawn('true', { killSignal: 'sigterm' }), ''],
  [() => cp.spawn('true', { killSignal: 15 }), ''],
  [() => cp.spawn('true', { signal: 1 }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.signal" property must be an instance of AbortSignal. Received type number (1)'],
  [() => cp.spawn('true', { signal: {} }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.signal" property must be an instance of AbortSignal. Received an instance of Object'],
  [() => cp.spawn('true', { env: { a: 'b\0' } }), 'throws TypeError ERR_INVALID_ARG_VALUE The property \'options.env[\'a\']\' must be a string without null bytes. Received \'b\\x00\''],
  [() => cp.spawn('true', { env: { 'a\0': 1 } }), 'throws TypeError ERR_INVALID_ARG_VALUE The property \'options.env[\'a\u0000\']\' must be a string without null bytes. Received \'a\\x00\''],
  [() => cp.spawn('true', { env: 1 }), ''],
  [() => cp.spawn('true', { env: 'x' }), ''],
  [() => cp.spawn('true', { serialization: 'x' }), 'throws TypeError ERR_INVALID_ARG_VALUE The property \'options.serialization\' must be one of: undefined, \'json\', \'advanced\'. Received \'x\''],
  [() => cp.spawn('true', { serialization: 1 }), 'throws TypeError ERR_INVALID_ARG_VALUE The property \'options.serialization\' must be one of: undefined, \'json\', \'advanced\'. Received 1'],
  [() => cp.spawn('true', { stdio: 'x' }), 'throws TypeError ERR_INVALID_ARG_VALUE The argument \'stdio\' is invalid. Received \'x\''],
  [() => cp.spawn('true', { stdio: 1 }), 'throws TypeError ERR_INVALID_ARG_VALUE The argument \'stdio\' is invalid. Received 1'],
  [() => cp.spawn('true', { stdio: [1, 'x'] }), 'throws TypeError ERR_INVALID_SYNC_FORK_INPUT Asynchronous forks do not support Buffer, TypedArray, DataView or string input: \'x\''],
  [() => cp.spawn('true', { stdio: ['pipe', {}] }), 'throws TypeError ERR_INVALID_ARG_VALUE The argument \'stdio\' is invalid. Received {}'],
  [() => cp.spawn('true', { stdio: [-1] }), ''],
  [() => cp.spawn('true', { stdio: ['ipc', 'ipc'] }), 'throws Error ERR_IPC_ONE_PIPE Child process can have only one IPC pipe'],
  [() => cp.spawn('true', { stdio: {} }), 'throws TypeError ERR_INVALID_ARG_VALUE The argument \'stdio\' is invalid. Received {}'],
  [() => cp.spawn('true', { stdio: ['inherit', 'wrap'] }), 'throws TypeError ERR_INVALID_SYNC_FORK_INPUT Asynchronous forks do not support Buffer, TypedArray, DataView or string input: \'wrap\''],
  [() => cp.spawn('true', { stdio: [null, undefined, 'overlapped'] }), ''],
  [() => cp.spawn('true', { stdio: [99] }), 'throws Error EBADF spawn EBADF'],
  [() => cp.spawn('true', { stdio: [() => {}] }), 'throws TypeError ERR_INVALID_ARG_VALUE The argument \'stdio\' is invalid. Received [Function (anonymous)]'],
  [() => cp.spawn('true', { stdio: [Buffer.alloc(1)] }), 'throws TypeError ERR_INVALID_SYNC_FORK_INPUT Asynchronous forks do not support Buffer, TypedArray, DataView or string input: <Buffer 00>'],
  [() => cp.execFile('true', { maxBuffer: 'x' }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.maxBuffer" property must be of type number. Received type string (\'x\')'],
  [() => cp.spawnSync('true', { maxBuffer: 'x' }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.maxBuffer" property must be of type number. Received type string (\'x\')'],
  [() => cp.exec('true', { maxBuffer: 'x' }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.maxBuffer" property must be of type number. Received type string (\'x\')'],
  [() => cp.execFile('true', { maxBuffer: -1 }), 'throws RangeError ERR_OUT_OF_RANGE The value of "options.maxBuffer" is out of range. It must be >= 0. Received -1'],
  [() => cp.spawnSync('true', { maxBuffer: -1 }), 'throws RangeError ERR_OUT_OF_RANGE The value of "options.maxBuffer" is out of range. It must be >= 0. Received -1'],
  [() => cp.exec('true', { maxBuffer: -1 }), 'throws RangeError ERR_OUT_OF_RANGE The value of "options.maxBuffer" is out of range. It must be >= 0. Received -1'],
  [() => cp.execFile('true', { timeout: 'x' }), 'throws TypeError ERR_INVALID_ARG_TYPE The "timeout" argument must be of type number. Received type string (\'x\')'],
  [() => cp.spawnSync('true', { timeout: 'x' }), 'throws TypeError ERR_INVALID_ARG_TYPE The "timeout" argument must be of type number. Received type string (\'x\')'],
  [() => cp.exec('true', { timeout: 'x' }), 'throws TypeError ERR_INVALID_ARG_TYPE The "timeout" argument must be of type number. Received type string (\'x\')'],
  [() => cp.execFile('true', { timeout: -1 }), 'throws RangeError ERR_OUT_OF_RANGE The value of "timeout" is out of range. It must be >= 0 && <= 9007199254740991. Received -1'],
  [() => cp.spawnSync('true', { timeout: -1 }), 'throws RangeError ERR_OUT_OF_RANGE The value of "timeout" is out of range. It must be >= 0 && <= 9007199254740991. Received -1'],
  [() => cp.exec('true', { timeout: -1 }), 'throws RangeError ERR_OUT_OF_RANGE The value of "timeout" is out of range. It must be >= 0 && <= 9007199254740991. Received -1'],
  [() => cp.execFile('true', { killSignal: 'X' }), 'throws TypeError ERR_UNKNOWN_SIGNAL Unknown signal: X'],
  [() => cp.spawnSync('true', { killSignal: 'X' }), 'throws TypeError ERR_UNKNOWN_SIGNAL Unknown signal: X'],
  [() => cp.exec('true', { killSignal: 'X' }), 'throws TypeError ERR_UNKNOWN_SIGNAL Unknown signal: X'],
  [() => cp.execFile('true', { encoding: 'x' }), ''],
  [() => cp.spawnSync('true', { encoding: 'x' }), ''],
  [() => cp.exec('true', { encoding: 'x' }), ''],
  [() => cp.execFile('true', { cwd: 1 }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.cwd" property must be of type string or an instance of Buffer or URL. Received type number (1)'],
  [() => cp.spawnSync('true', { cwd: 1 }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.cwd" property must be of type string or an instance of Buffer or URL. Received type number (1)'],
  [() => cp.exec('true', { cwd: 1 }), 'throws TypeError ERR_INVALID_ARG_TYPE The "options.cwd" property must be of type string or an instance of Buffer or URL. Received type number (1)'],
];
main();
