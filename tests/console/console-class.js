'use strict';
// The Console class over streams of the program's own: which method writes where, groups, counters, options.
const assert = require('node:assert');
const { Console } = require('node:console');
const { Writable } = require('node:stream');

function make(options) {
  const written = { out: '', err: '' };
  const sink = (name) => new Writable({
    decodeStrings: false,
    write(text, encoding, done) {
      written[name] += text;
      done();
    },
  });
  const instance = new Console({ stdout: sink('out'), stderr: sink('err'), ...options });
  return { instance, written };
}

{
  const { instance, written } = make();
  instance.log('a', 1, { b: 2 });
  instance.log();
  instance.info('%s-%d', 'x', 5, 'y');
  instance.debug([1]);
  instance.error('e');
  instance.warn('w');
  instance.dirxml({ a: 1 }, [2]);
  assert.strictEqual(written.out, 'a 1 { b: 2 }\n\nx-5 y\n[ 1 ]\n{ a: 1 } [ 2 ]\n');
  assert.strictEqual(written.err, 'e\nw\n');
}
{
  const { instance, written } = make();
  instance.group('g', 'x');
  instance.log('in\nside');
  instance.group();
  instance.error('deep');
  instance.groupEnd();
  instance.log('b');
  instance.groupEnd();
  instance.groupEnd();
  instance.groupCollapsed();
  instance.log({ a: 1, b: 'x'.repeat(70) });
  assert.strictEqual(written.out, `g x\n  in\n  side\n  b\n  {\n    a: 1,\n    b: '${'x'.repeat(70)}'\n  }\n`);
  assert.strictEqual(written.err, '    deep\n');
}
{
  const { instance, written } = make({ groupIndentation: 4 });
  instance.group('x');
  instance.log('a');
  assert.strictEqual(written.out, 'x\n    a\n');
}
{
  const { instance, written } = make();
  instance.count();
  instance.count('x');
  instance.count();
  instance.countReset();
  instance.count(undefined);
  instance.count(null);
  assert.strictEqual(written.out, 'default: 1\nx: 1\ndefault: 2\ndefault: 1\nnull: 1\n');
}
{
  const { instance, written } = make();
  instance.assert(true, 'x');
  instance.assert(false);
  instance.assert(0, 'msg %s', 'q');
  instance.assert(false, { a: 1 }, 2);
  assert.strictEqual(written.err, 'Assertion failed\nAssertion failed: msg q\nAssertion failed { a: 1 } 2\n');
}
{
  const { instance, written } = make();
  const nested = { a: { b: { c: { d: 1 } } } };
  instance.dir(nested, { depth: 0 });
  instance.dir('s');
  assert.strictEqual(written.out, "{ a: [Object] }\n's'\n");
}
{
  const { instance, written } = make({ colorMode: true });
  instance.log({ a: 1 }, 'x', 5);
  assert.strictEqual(written.out, '{ a: \u001b[33m1\u001b[39m } x \u001b[33m5\u001b[39m\n');
}
{
  const { instance, written } = make({ inspectOptions: { depth: 0, compact: false } });
  instance.log({ a: { b: 1 } });
  assert.strictEqual(written.out, '{\n  a: [Object]\n}\n');
}
{
  // Methods are bound, and a subclass's override those of Console.
  const { instance, written } = make();
  const { log } = instance;
  log('detached');
  ['x'].forEach(instance.log);
  assert.strictEqual(written.out, "detached\nx 0 [ 'x' ]\n");

  let text = '';
  class Loud extends Console { log(value) { super.log(`${value}!`); } }
  new Loud(new Writable({ write(chunk, encoding, done) { text += chunk; done(); } })).log('a');
  assert.strictEqual(text, 'a!\n');
}
assert.ok(console instanceof Console);
assert.strictEqual(console.Console, Console);
assert.strictEqual(Object.prototype.toString.call(console), '[object console]');
assert.strictEqual(require('node:console'), console);
