// Names of diagnostic files that a program did not name, as Node makes them: `Heap.20261122.193221.11433.0.001.heapsnapshot`.
'use strict';

const { Date, StringPrototypePadStart, DatePrototypeGetDate, DatePrototypeGetFullYear, DatePrototypeGetHours,
  DatePrototypeGetMinutes, DatePrototypeGetMonth, DatePrototypeGetSeconds } = primordials;

const two = (number) => StringPrototypePadStart(`${number}`, 2, '0');

/** A name that no other file of this process has. */
function diagnosticName(prefix, extension) {
  const now = new Date();
  const date = `${DatePrototypeGetFullYear(now)}${two(DatePrototypeGetMonth(now) + 1)}${two(DatePrototypeGetDate(now))}`;
  const time = `${two(DatePrototypeGetHours(now))}${two(DatePrototypeGetMinutes(now))}${two(DatePrototypeGetSeconds(now))}`;
  const { pid } = require('node/process');
  const thread = require('internal/process/state').start().threadId ?? 0;
  const number = StringPrototypePadStart(`${ops.op_diagnostic_sequence()}`, 3, '0');
  return `${prefix}.${date}.${time}.${pid}.${thread}.${number}.${extension}`;
}

module.exports = { diagnosticName };
