// args: --workers 2 --max-mb 2 --json
// The main job runs whole, from its command line, on the sources of this project.
import { fileURLToPath } from 'node:url';

process.argv.splice(2, 0, fileURLToPath(new URL('../../crates', import.meta.url)));
await import('../../examples/textstats/main.mjs');
