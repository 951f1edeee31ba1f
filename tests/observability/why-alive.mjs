// --why-alive tells which handles of which thread keep the process running, and where they were made: when the process is
// idle, and on a signal.
// heddle-only
import assert from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./fixtures/kept-alive.mjs', import.meta.url));

for (const [flag, signal] of [['--why-alive', 'SIGUSR2'], ['--why-alive-signal=SIGHUP', 'SIGHUP']]) {
  const child = spawn(process.execPath, ['run', flag, script], { stdio: ['ignore', 'inherit', 'pipe'] });
  let text = '';
  const reports = () => text.split('keep the main thread alive').length - 1;
  child.stderr.setEncoding('utf8').on('data', (part) => {
    text += part;
    child.emit('more');
  });
  // The inner worker is busy in each of these.
  const whole = () => /it runs\n *at spin/.test(text.slice(text.lastIndexOf('the main thread')));
  while (!whole()) await once(child, 'more');
  const first = reports();
  child.kill(signal);
  while (reports() === first || !whole()) await once(child, 'more');
  child.kill('SIGKILL');
  await once(child, 'close');

  const last = text.slice(text.lastIndexOf('heddle: 2 things keep the main thread alive'));
  const [main, outer, inner] = last.split(/^heddle: /m).slice(1);
  assert.match(main, /^ {2}Worker 1\n {4}at startWorker \(.*kept-alive\.mjs:7:\d+\)\n {4}at .*kept-alive\.mjs:11:\d+/m);
  assert.match(main, /^ {2}Timeout of 1000000 ms\n {4}at startTimer \(.*kept-alive\.mjs:4:\d+\)\n {4}at .*kept-alive\.mjs:9:\d+/m);
  assert.doesNotMatch(last, /node:/);
  assert.match(outer, /^3 things keep worker 1 \(outer, .*kept-alive-worker\.mjs\) alive\n/);
  assert.match(outer, /^ {2}MessagePort\n {4}at listen \(.*kept-alive-worker\.mjs:7:\d+\)/m);
  assert.match(outer, /^ {2}Worker 2\n {4}at startInner \(.*kept-alive-worker\.mjs:10:\d+\)/m);
  assert.match(outer, /^ {2}Timeout of 500000 ms\n {4}at .*kept-alive-worker\.mjs:14:\d+/m);
  assert.match(inner, /worker 2 \(inner, .*kept-alive-worker\.mjs\) alive\n {2}it runs\n {4}at spin \(.*kept-alive-worker\.mjs:4:\d+\)/);
}
