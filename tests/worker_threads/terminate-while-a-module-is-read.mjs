// heddle-only
// fifo: f.js f.json f.mjs package.json
// terminate() ends a worker that waits for the text of a module.
import { terminates } from './fixtures/ends.mjs';

await terminates('require', 'ready(); require(`${process.cwd()}/f.js`)');
await terminates('require of JSON', 'ready(); require(`${process.cwd()}/f.json`)');
await terminates('import', 'ready(); import(`file://${process.cwd()}/f.mjs`)');
await terminates('package.json', 'ready(); import(`file://${process.cwd()}/f.js`)');
