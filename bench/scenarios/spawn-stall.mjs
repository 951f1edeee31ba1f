// How long the event loop stands still while a process of 2 GiB starts 100 programs.
import { spawn } from 'node:child_process';
import { next, report } from './lib.mjs';

const large = Buffer.alloc(2 ** 31, 1);
const children = [];
const start = performance.now();
for (let i = 0; i < 100; i++) children.push(spawn('/bin/true', { stdio: 'ignore' }));
const time = performance.now() - start;
await Promise.all(children.map((child) => next(child, 'exit')));
report(time, { bytes: large.length });
