// heddle-only
// Built-ins that a program changes before the runtime has used any of their class: the runtime has the originals.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const boom = () => { throw new Error('user tampering reached the runtime'); };
  const { ownKeys, defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
  const broken = [];
  function breakAll(object) {
    const keys = ownKeys(object);
    for (let k = 0; k < keys.length; k++) {
      const descriptor = getOwnPropertyDescriptor(object, keys[k]);
      if (keys[k] === 'constructor' || keys[k] === 'prototype' || !descriptor.configurable) continue;
      if (typeof descriptor.value === 'function') descriptor.value = boom;
      else if (typeof descriptor.get === 'function') descriptor.get = boom;
      else continue;
      defineProperty(object, keys[k], descriptor);
    }
  }
  const asyncIterator = getPrototypeOf(getPrototypeOf((async function* () {}).prototype));
  const iterators = [[][Symbol.iterator](), ''[Symbol.iterator](), new Map().keys(), new Set().keys()];
  const { Map: M, Set: S, WeakMap: WM, WeakSet: WS, WeakRef: WR, RegExp: R, Date: D, Math: Ma, JSON: J, Number: N } = globalThis;
  const all = [M.prototype, S.prototype, WM.prototype, WS.prototype, WR.prototype, R.prototype, D.prototype, D, Ma, J, N,
    N.prototype, String, Array, Promise, Promise.prototype, Uint8Array.prototype, getPrototypeOf(Uint8Array.prototype),
    getPrototypeOf(Uint8Array), Symbol.prototype, BigInt.prototype, Error, Array.prototype, String.prototype, asyncIterator,
    FinalizationRegistry.prototype, ArrayBuffer.prototype, DataView.prototype];
  for (let i = 0; i < iterators.length; i++) breakAll(getPrototypeOf(iterators[i]));
  for (let i = 0; i < all.length; i++) breakAll(all[i]);
  parseInt = decodeURIComponent = encodeURIComponent = isNaN = parseFloat = boom;
  delete globalThis.Map;
  delete globalThis.Proxy;

  const { parentPort } = require('node:worker_threads');
  const url = new URL('http://example.org/a%20b?x=1&y=2#z');
  const target = new EventTarget();
  let events = 0;
  target.addEventListener('e', () => { events++; });
  target.dispatchEvent(new Event('e'));
  console.log('a %s b', { x: 1n });
  setTimeout(() => parentPort.postMessage([url.pathname, events]), 1);
`, { eval: true, stdout: true });
let text = '';
worker.stdout.on('data', (chunk) => { text += chunk; });
const message = once(worker, 'message');
assert.deepStrictEqual(await once(worker, 'exit'), [0]);
assert.deepStrictEqual((await message)[0], ['/a%20b', 1]);
assert.strictEqual(text, 'a { x: 1n } b\n');
