// Every small example runs to its end.
import '../../examples/lost-updates.mjs';
import '../../examples/uncloneable.mjs';
import '../../examples/transfer-vs-copy.mjs';
import '../../examples/responsive.mjs';
import '../../examples/stop-endless-loop.mjs';
import '../../examples/channel-between-workers.mjs';
import '../../examples/typed-pool/main.ts';
