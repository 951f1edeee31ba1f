// An argument, or a variable of the environment, may be any value: the program gets it as text.
const assert = require('node:assert');
const { ChildProcess, execFile, execFileSync, spawn, spawnSync } = require('node:child_process');
const { once } = require('node:events');
const { promisify } = require('node:util');

const values = [
  [7, '7'], [-0, '0'], [1.5, '1.5'], [10n, '10'], [null, 'null'], [undefined, 'undefined'], [true, 'true'], [[1, 2], '1,2'],
  [{}, '[object Object]'], [{ toString: () => 'made' }, 'made'], [Buffer.from('bytes'), 'bytes'], [new Uint8Array([65]), '65'],
  ['\ud800', '\ufffd'], ['é', 'é'],
];
const fails = { toString() { throw new RangeError('no text'); } };

async function output(child) {
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => { text += chunk; });
  await once(child, 'close');
  return text;
}

async function main() {
  const args = ['%s|', ...values.map(([value]) => value)];
  const expected = values.map(([, text]) => `${text}|`).join('');
  const child = spawn('printf', args);
  assert.deepStrictEqual(child.spawnargs, ['printf', ...args]);
  assert.strictEqual(await output(child), expected);
  assert.strictEqual((await promisify(execFile)('printf', args)).stdout, expected);
  assert.strictEqual(spawnSync('printf', args, { encoding: 'utf8' }).stdout, expected);
  assert.strictEqual(execFileSync('printf', args, { encoding: 'utf8' }), expected);

  // Without text it is nothing, or an error of the synchronous forms.
  assert.strictEqual(await output(spawn('printf', ['%s|', Symbol('x'), fails, 'last'])), '||last|');
  assert.throws(() => spawnSync('printf', ['%s|', Symbol('x')]), TypeError);
  assert.throws(() => spawnSync('printf', ['%s|', fails]), { name: 'RangeError', message: 'no text' });
  assert.throws(() => execFileSync('printf', ['%s|', Object.create(null)]), TypeError);

  const env = { A: 1, B: { toString: () => 'b' }, C: null, D: undefined };
  assert.strictEqual(spawnSync('sh', ['-c', 'echo $A $B $C ${D-none}'], { env, encoding: 'utf8' }).stdout, '1 b null none\n');
  assert.throws(() => spawn('true', { env: { A: Symbol('x') } }), TypeError);
  const made = new ChildProcess();
  made.spawn({ file: 'sh', args: ['sh', '-c', 'echo $A $B'], envPairs: ['A=1', 2, { toString: () => 'B=3' }] });
  assert.strictEqual(await output(made), '1 3\n');
}
main();
