'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const cpus = os.cpus();
const online = fs.readFileSync('/proc/stat', 'utf8').match(/^cpu\d+/gm).length;
assert.strictEqual(cpus.length, online);
for (const cpu of cpus) {
  assert.deepStrictEqual(Object.keys(cpu), ['model', 'speed', 'times']);
  assert.deepStrictEqual(Object.keys(cpu.times), ['user', 'nice', 'sys', 'idle', 'irq']);
  assert(typeof cpu.model === 'string' && cpu.model.length > 0 && cpu.speed >= 0);
  assert(cpu.times.user + cpu.times.idle > 0);
}
const usable = os.availableParallelism();
assert(Number.isInteger(usable) && usable >= 1 && usable <= cpus.length);
const allowed = fs.readFileSync('/proc/self/status', 'utf8').match(/^Cpus_allowed:\s*(.*)$/m)[1];
const count = [...allowed].reduce((sum, digit) => sum + (parseInt(digit, 16) || 0).toString(2).replaceAll('0', '').length, 0);
assert(usable <= count);
