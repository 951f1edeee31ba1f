import assert from 'node:assert';
import { log } from './fixtures/order-main.mjs';
assert.deepStrictEqual(log, ['a', 'b', 'd', 'd done', 'c', 'main']);
