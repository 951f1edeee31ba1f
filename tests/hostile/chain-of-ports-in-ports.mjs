// heddle-only
// A port whose queue holds a port whose queue holds a port, and so on: letting go of the first lets go of all, without
// using up the stack.
import { MessageChannel } from 'node:worker_threads';

let last = new MessageChannel().port1;
for (let i = 0; i < 100_000; i++) {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(null, [last]);
  last = port2;
}
last.close();
