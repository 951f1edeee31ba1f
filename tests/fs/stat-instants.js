// Node 26 has the times as Temporal.Instant too, exact to the nanosecond.
const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

fs.writeFileSync(at('f'), '');
for (const [seconds, text] of [[1e9 + 0.5, '2001-09-09T01:46:40.5Z'], [-1.25, '1969-12-31T23:59:58.75Z']]) {
  fs.utimesSync(at('f'), new Date(seconds * 1000), new Date(seconds * 1000));
  for (const bigint of [false, true]) {
    const stats = fs.statSync(at('f'), { bigint });
    assert.strictEqual(stats.mtimeInstant.toString(), text);
    assert.strictEqual(stats.mtimeInstant, stats.mtimeInstant);
  }
}
const { mtimeNs } = fs.statSync(at('f'), { bigint: true });
assert.strictEqual(fs.statSync(at('f')).mtimeInstant.epochNanoseconds, mtimeNs);
