// Two workers pass a turn with Atomics.wait and notify; a round trip is two hand-offs.
import { handOffs, report } from './lib.mjs';

report(await handOffs({}));
process.exit(0);
