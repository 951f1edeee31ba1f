// Functions of a module are compiled when they are first called, wherever imports and exports stand: nothing shows of it.
import assert from 'node:assert';
import { readFileSync as read } from 'node:fs';

export let count = 0;
export function increment() { count++; return () => count; }
export default function named(a, b = () => a, ...rest) { return [a, b(), rest.length, arguments.length]; }
export const { x, y: [y1 = 2, ...ys], ...others } = { x: 1, y: [undefined, 3, 4], z: 5 };
export async function* numbers(from) { for (let i = from; ; i++) yield await i; }
export const arrow = (n) => (m) => ({ n, m, get sum() { return n + m; } });

import * as self from './lazy-functions-behave.mjs';

// Bindings, live, and imported ones.
assert.strictEqual(self.increment()(), 1);
assert.strictEqual(self.count, 1);
assert.deepStrictEqual(self.default(7), [7, 7, 0, 1]);
assert.deepStrictEqual([x, y1, ys, others], [1, 2, [3, 4], { z: 5 }]);
assert.strictEqual(arrow(1)(2).sum, 3);
export const usesImport = () => typeof read + typeof assert.ok;
assert.strictEqual(usesImport(), 'functionfunction');
{
  const values = [];
  for await (const n of numbers(3)) if (values.push(n) === 3) break;
  assert.deepStrictEqual(values, [3, 4, 5]);
}

// Classes: what makes the engine compile at once stands before and behind what it leaves.
export class Base {
  before() { return this.#secret(1); }
  #value = [1, 2].map((n) => n * this.factor());
  static made = 0;
  static { Base.made = (() => 41)(); }
  static #hidden = () => Base.made;
  factor() { return 10; }
  constructor(add) { Base.made++; this.add = add; this.target = new.target; }
  #secret(n) { return this.#value.map((value) => value + n + this.add); }
  get value() { return this.#value; }
  set value(value) { this.#value = value; }
  static hidden() { return Base.#hidden(); }
  has(other) { return #value in other; }
  async *[Symbol.asyncIterator]() { yield* this.#value; }
}
export class Derived extends Base {
  late = (() => this.add)();
  constructor(...args) { const make = () => super(...args); make(); }
  before() { return [...super.before(), ...(() => super.factor() > 0 ? ['super'] : [])()]; }
  ['comp' + 'uted']() { return new.target; }
  own = () => [this.late, super.has(this)];
}
const derived = new Derived(100);
assert.deepStrictEqual(derived.before(), [111, 121, 'super']);
assert.deepStrictEqual(derived.own(), [100, true]);
assert.strictEqual(derived.target, Derived);
assert.strictEqual(derived.computed(), undefined);
assert.strictEqual(Base.hidden(), 42);
derived.value = [9];
assert.deepStrictEqual(await Array.fromAsync(derived), [9]);
block: {
  class Inner { static x = 1; method() { return Inner.x; } }
  assert.strictEqual(new Inner().method(), 1);
}

// What looks at its own text, its place and its scope.
export function text(/* a */ a) { return a; }
assert.strictEqual(text.toString(), 'function text(/* a */ a) { return a; }');
assert.strictEqual(Derived.prototype.computed.toString(), "['comp' + 'uted']() { return new.target; }");
assert.strictEqual(increment.name + named.name + arrow.name, 'incrementnamedarrow');
assert.strictEqual(named.length, 1);
export function place() { return new Error('here').stack.split('\n')[1]; }
assert.match(place(), /lazy-functions-behave\.mjs:70:34\)$/);
export function evaluates(code) { const local = 'local'; return eval(code); }
assert.strictEqual(evaluates('local + x + count'), 'local11');
assert.strictEqual(evaluates('import.meta.url'.replace('import.meta.url', 'typeof named')), 'function');
export const strict = function () { return this; };
assert.strictEqual(strict(), undefined);
export function meta() { return [import.meta.url === new URL(import.meta.url).href, import('node:path')]; }
assert.strictEqual(meta()[0], true);
assert.strictEqual(typeof (await meta()[1]).join, 'function');

// Names that are used before their declaration has run.
export const early = () => laterConst;
assert.throws(early, ReferenceError);
export const laterConst = 3;
assert.strictEqual(early(), 3);
assert.strictEqual(hoisted(), 'hoisted');
export function hoisted() { return 'hoisted'; }

// `await` and parameters.
export const waits = async (a = async () => await 5, b = a()) => [await b, (await import('node:os')).EOL];
assert.strictEqual((await waits())[0], 5);
export const nested = (f = (g = () => x) => g()) => f();
assert.strictEqual(nested(), 1);
export const tagged = ((s) => () => s)`a${1}b`;
assert.ok(Object.isFrozen(tagged()));
(function () { assert.strictEqual(((n) => () => n)(8)(), 8); })();
