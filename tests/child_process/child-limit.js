// heddle-only
// --max-children: those beyond the number wait for their turn, in order, over all threads; they can be killed meanwhile.
const assert = require('node:assert');
const { spawn, spawnSync, exec, fork } = require('node:child_process');
const diagnostics = require('node:diagnostics_channel');
const { once } = require('node:events');
const { Worker, isMainThread } = require('node:worker_threads');

const waiting = () => spawn('cat', { stdio: ['pipe', 'pipe', 'inherit'] });

if (process.argv[2] === 'limited') limited();
else if (process.argv[2] === 'message') process.send('here');
else if (isMainThread) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--max-children=2', __filename, 'limited'], { encoding: 'utf8' });
  assert.deepStrictEqual([status, stdout, stderr], [0, 'done\n', '']);
  for (const wrong of ['0', '-1', '1.5', 'x']) {
    assert.strictEqual(spawnSync(process.execPath, [`--max-children=${wrong}`, '-e', '1']).status, 9);
  }
}

function follow(child, name, log) {
  for (const event of ['queued', 'spawn', 'exit', 'error']) child.on(event, () => log.push(`${name} ${event}`));
  return once(child, 'close');
}

async function limited() {
  await inOrder();
  await killed();
  await endedBeforeTheirTurn();
  await notStarted();
  await messages();
  await otherThreads();
  synchronous();
  console.log('done');
}

async function inOrder() {
  const log = [];
  const told = [];
  const onQueued = ({ process: child }) => told.push(child);
  diagnostics.subscribe('child_process.queued', onQueued);
  const children = [waiting(), waiting(), waiting(), waiting()];
  const closed = children.map((child, i) => follow(child, i, log));
  diagnostics.unsubscribe('child_process.queued', onQueued);
  assert.deepStrictEqual(told, children.slice(2));
  assert.deepStrictEqual(children.map(({ pid }) => pid > 0), [true, true, false, false]);
  assert.strictEqual(children[2].pid, undefined);
  // What is written to it meanwhile arrives.
  children[2].stdin.end('early');
  let text = '';
  children[2].stdout.on('data', (chunk) => { text += chunk; });
  const started = once(children[2], 'spawn');
  children[1].stdin.end();
  await started;
  assert.ok(children[2].pid > 0 && children[3].pid === undefined);
  await closed[2];
  assert.strictEqual(text, 'early');
  children[0].stdin.end();
  children[3].stdin.end();
  await Promise.all(closed);
  assert.deepStrictEqual(log.filter((line) => !line.endsWith('exit')),
    ['0 spawn', '1 spawn', '2 queued', '3 queued', '2 spawn', '3 spawn']);
}

async function killed() {
  const log = [];
  const running = [waiting(), waiting()];
  const [first, second, third] = [waiting(), waiting(), waiting()];
  const ends = [first, second, third].map((child, i) => follow(child, i, log));
  assert.strictEqual(first.kill(0), true);
  assert.strictEqual(first.kill('SIGCONT'), false);
  assert.strictEqual(first.kill('SIGINT'), true);
  assert.strictEqual(first.signalCode, null);
  assert.deepStrictEqual(await ends[0], [null, 'SIGINT']);
  assert.strictEqual(first.killed, true);
  assert.strictEqual(first.kill(), false);
  second.kill({ tree: true });
  assert.deepStrictEqual(await ends[1], [null, 'SIGTERM']);
  assert.deepStrictEqual([first.pid, second.pid], [undefined, undefined]);
  for (const child of running) child.stdin.end();
  third.stdin.end();
  assert.deepStrictEqual(await ends[2], [0, null]);
  assert.deepStrictEqual(log, ['0 queued', '1 queued', '2 queued', '0 exit', '1 exit', '2 spawn', '2 exit']);
}

async function endedBeforeTheirTurn() {
  const { exitReason } = await import('heddle:process');
  const running = [waiting(), waiting()];
  const late = spawn('cat', { timeout: 1 });
  const given = new AbortController();
  const aborted = spawn('cat', { signal: given.signal });
  const executed = new Promise((resolve) => { exec('cat', { timeout: 1, killSignal: 'SIGHUP' }, resolve); });
  const failed = once(aborted, 'error');
  given.abort();
  const [error] = await failed;
  assert.strictEqual(error.name, 'AbortError');
  assert.deepStrictEqual(await once(aborted, 'close'), [null, 'SIGTERM']);
  if (late.signalCode === null) await once(late, 'exit');
  assert.deepStrictEqual([late.signalCode, exitReason(late), exitReason(aborted)], ['SIGTERM', 'timeout', 'abort']);
  const { killed, signal } = await executed;
  assert.deepStrictEqual([killed, signal], [true, 'SIGHUP']);
  for (const child of running) child.stdin.end();
  await Promise.all(running.map((child) => once(child, 'close')));
}

async function notStarted() {
  const running = [waiting(), waiting()];
  const missing = spawn('/no/such/program');
  assert.strictEqual(missing.pid, undefined);
  for (const child of running) child.stdin.end();
  const [error] = await once(missing, 'error');
  assert.deepStrictEqual([error.code, error.syscall, error.path], ['ENOENT', 'spawn /no/such/program', '/no/such/program']);
  assert.deepStrictEqual(await once(missing, 'close'), [-2, null]);
}

async function messages() {
  const running = [waiting(), waiting()];
  const child = fork(__filename, ['message']);
  for (const child of running) child.stdin.end();
  assert.strictEqual((await once(child, 'message'))[0], 'here');
  await once(child, 'close');
}

// The places are the process's, and one is free although the thread whose child has ended hears nothing of that.
async function otherThreads() {
  const flags = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(`
    const { spawn } = require('node:child_process');
    const { workerData: flags, parentPort } = require('node:worker_threads');
    const children = [spawn('cat'), spawn('cat')];
    children[0].on('spawn', () => {
      parentPort.postMessage('blocked');
      children[0].stdin.end();
      setImmediate(() => {
        Atomics.wait(flags, 0, 0);
        children[1].stdin.end();
      });
    });
  `, { eval: true, workerData: flags });
  await once(worker, 'message');
  const child = spawn('true');
  await once(child, 'close');
  assert.strictEqual(spawnSync('echo', ['x'], { encoding: 'utf8' }).stdout, 'x\n');
  Atomics.store(flags, 0, 1);
  Atomics.notify(flags, 0);
  await once(worker, 'exit');
}

function synchronous() {
  // It waits for those of its own thread, whose ends the loop cannot tell meanwhile.
  const file = `done-${process.pid}`;
  const children = [spawn('sh', ['-c', `: >${file}`]), spawn('cat')];
  assert.strictEqual(spawnSync('cat', [file]).status, 0);
  const second = spawn('cat');
  // Both wait for this thread. It would be for ever, so in the end one starts over the number.
  const late = spawnSync('cat', { timeout: 10 });
  assert.deepStrictEqual([late.error.code, late.pid, late.status, late.signal], ['ETIMEDOUT', 0, null, 'SIGTERM']);
  assert.strictEqual(spawnSync('echo', ['over'], { encoding: 'utf8' }).stdout, 'over\n');
  children[1].stdin.end();
  second.stdin.end();
}
