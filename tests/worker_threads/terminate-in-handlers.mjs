// terminate() ends handlers that run when a worker is about to end, or failed.
import { terminates } from './fixtures/ends.mjs';

await terminates('exit', 'process.on("exit", () => { ready(); for (;;); })');
await terminates('process.exit', 'process.on("exit", () => { ready(); for (;;); }); process.exit(3)');
await terminates('beforeExit', 'process.on("beforeExit", () => { ready(); for (;;); })');
await terminates('beforeExit for ever', 'process.on("beforeExit", () => { ready(); setImmediate(() => {}); })');
await terminates('uncaughtException', 'process.on("uncaughtException", () => { ready(); for (;;); }); throw new Error("x")');
await terminates('unhandledRejection', 'process.on("unhandledRejection", () => { ready(); for (;;); }); Promise.reject(1)');
await terminates('prepareStackTrace', 'Error.prepareStackTrace = () => { ready(); for (;;); }; throw new Error("x")');
