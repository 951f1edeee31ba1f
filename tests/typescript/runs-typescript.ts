import assert from 'node:assert';
import results from './fixtures/syntax.ts';
const expected: Record<string, unknown> = {
  area: 6, computed: 42, count: 1, generic: 'g', arrow: 4, kind: 'x', definite: 12, pair: [1, 'two'], overloaded: 'o', nonNull: 3,
};
assert.deepStrictEqual(results, expected);
