// heddle-only
// --why-alive tells of workers in other processes, and of their workers, what it tells of threads; one that is stopped did
// not answer.
import assert from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./fixtures/kept-alive.mjs', import.meta.url));
const child = spawn(process.execPath, ['--why-alive', '--isolation=process', script], { stdio: ['ignore', 'pipe', 'pipe'] });
const pids = [];
let text = '';
child.stdout.setEncoding('utf8').on('data', (part) => {
  for (const line of part.split('\n')) if (line !== '') pids.push(Number(line));
  child.emit('more');
});
child.stderr.setEncoding('utf8').on('data', (part) => {
  text += part;
  child.emit('more');
});
while (pids.length < 2) await once(child, 'more');
// A report is written in one piece. On a busy machine one may come without what did not answer in time.
const report = async (expected) => {
  for (;;) {
    text = '';
    child.kill('SIGUSR2');
    while (text === '') await once(child, 'more');
    const last = text.slice(text.lastIndexOf('heddle: 1 thing keeps the main thread alive'));
    if (expected.test(last)) return last;
  }
};
// A worker that is asked while it answers the question before says so instead of what keeps it.
const all = await report(/^heddle: 3 things keep worker 1 [^]*it runs\n *at spin/m);
const [main, outer, inner] = all.split(/^heddle: /m).slice(1);
assert.match(main, /^ {2}Worker 1\n {4}at start \(.*kept-alive\.mjs:/m);
assert.match(outer, new RegExp(`^3 things keep worker 1 in process ${pids[0]} \\(outer, .*kept-alive\\.mjs\\) alive\n`));
assert.match(outer, /^ {2}Worker 2\n {4}at start \(.*\n {4}at startInner \(.*kept-alive\.mjs:/m);
assert.match(outer, /^ {2}Timeout of 500000 ms\n {4}at .*kept-alive\.mjs:/m);
assert.match(inner, new RegExp(`worker 2 in process ${pids[1]} \\(inner, .*kept-alive\\.mjs\\) alive\n {2}it runs\n {4}at spin \\(`));

process.kill(pids[0], 'SIGSTOP');
assert.match(await report(/did not answer\n/), /^heddle: worker 1 did not answer\n/m);
child.kill('SIGKILL');
await once(child, 'close');
