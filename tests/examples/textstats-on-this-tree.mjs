// args: --workers 2 --max-mb 2 --json
// The main job runs whole on this source tree.
import { fileURLToPath } from 'node:url';

process.argv.splice(2, 0, fileURLToPath(new URL('../..', import.meta.url)));
await import('../../examples/textstats/main.mjs');
