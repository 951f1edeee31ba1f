'use strict';
// process.report: a diagnostic summary of the process as an object or a JSON file.
// https://nodejs.org/api/process.html#processreport

const {
  ArrayPrototypeMap, Date, Error, JSONParse, JSONStringify, ObjectDefineProperty, StringPrototypeSplit,
  StringPrototypeTrim,
} = primordials;
const { validateBoolean, validateObject, validateString } = require('internal/validators');

const settings = {
  __proto__: null,
  directory: '', filename: '', compact: false, excludeNetwork: false, excludeEnv: false, signal: 'SIGUSR2',
  reportOnFatalError: false, reportOnSignal: false, reportOnUncaughtException: false,
};

function stackOf(error) {
  const lines = StringPrototypeSplit(`${error.stack}`, '\n');
  return {
    message: lines[0],
    stack: ArrayPrototypeMap(lines.slice(1), (line) => StringPrototypeTrim(line)),
    errorProperties: {},
  };
}

function build(error, trigger, filename) {
  const process = require('node/process');
  const os = require('node/os');
  const now = new Date();
  const memory = process.memoryUsage();
  const usage = process.resourceUsage();
  const result = {
    header: {
      reportVersion: 5,
      event: 'JavaScript API',
      trigger,
      filename,
      dumpEventTime: now.toISOString().slice(0, 19) + 'Z',
      dumpEventTimeStamp: `${now.getTime()}`,
      processId: process.pid,
      threadId: require('internal/process/state').start().threadId ?? 0,
      cwd: process.cwd(),
      commandLine: [process.argv0, ...process.execArgv, ...process.argv.slice(1)],
      nodejsVersion: process.version,
      wordSize: 64,
      arch: process.arch,
      platform: process.platform,
      componentVersions: { ...process.versions },
      release: { ...process.release },
      osName: os.type(),
      osRelease: os.release(),
      osVersion: os.version(),
      osMachine: os.machine(),
      cpus: os.cpus(),
      networkInterfaces: settings.excludeNetwork ? undefined : os.networkInterfaces(),
      host: os.hostname(),
    },
    javascriptStack: stackOf(error),
    javascriptHeap: {
      totalMemory: memory.heapTotal,
      usedMemory: memory.heapUsed,
      externalMemory: memory.external,
    },
    nativeStack: [],
    resourceUsage: {
      userCpuSeconds: usage.userCPUTime / 1e6,
      kernelCpuSeconds: usage.systemCPUTime / 1e6,
      maxRss: usage.maxRSS * 1024,
      rss: memory.rss,
      constrained_memory: process.constrainedMemory(),
      available_memory: process.availableMemory(),
      pageFaults: { IORequired: usage.majorPageFault, IONotRequired: usage.minorPageFault },
      fsActivity: { reads: usage.fsRead, writes: usage.fsWrite },
    },
    libuv: [],
    workers: [],
  };
  if (!settings.excludeEnv) result.environmentVariables = { ...process.env };
  return result;
}

function defaultFilename() {
  return ops.op_diagnostic_name('report', 'json');
}

const report = {
  writeReport(file, error) {
    if (typeof file === 'object' && file !== null) {
      error = file;
      file = undefined;
    } else if (file !== undefined) {
      validateString(file, 'file');
    }
    if (error === undefined) error = new Error('Synthetic error');
    else validateObject(error, 'err');
    const name = file || settings.filename || defaultFilename();
    const text = JSONStringify(build(error, 'API', name), undefined, settings.compact ? 0 : 2);
    if (name === 'stdout' || name === 'stderr') {
      ops.op_stdio_write(name === 'stdout' ? 1 : 2, `${text}\n`);
    } else {
      const path = require('node/path');
      require('node/fs').writeFileSync(settings.directory ? path.resolve(settings.directory, name) : name, `${text}\n`);
    }
    return name;
  },
  getReport(error) {
    if (error === undefined) error = new Error('JavaScript Callstack');
    else validateObject(error, 'err');
    return JSONParse(JSONStringify(build(error, 'GetReport', null)));
  },
};

function validated(name, check) {
  ObjectDefineProperty(report, name, {
    __proto__: null,
    get() { return settings[name]; },
    set(value) {
      check(value, name);
      settings[name] = value;
    },
    enumerable: true,
    configurable: true,
  });
}
validated('directory', validateString);
validated('filename', validateString);
validated('compact', validateBoolean);
validated('excludeNetwork', validateBoolean);
validated('excludeEnv', validateBoolean);
validated('signal', (value, name) => {
  validateString(value, name);
  require('internal/validators').validateSignalName(value);
});

// Reports that the runtime would have to write by itself, at a time when little works, do not exist.
const automatic = ['reportOnFatalError', 'reportOnSignal', 'reportOnUncaughtException'];
for (let i = 0; i < automatic.length; i++) {
  validated(automatic[i], (value, name) => {
    validateBoolean(value, name);
    if (value) {
      const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors');
      throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`process.report.${name}`);
    }
  });
}

module.exports = { report };
