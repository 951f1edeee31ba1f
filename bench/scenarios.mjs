// The scenarios: what is measured, in which unit, and the bar against node that the project set itself.
// `bar` is the highest (lower is better) or lowest (higher is better) ratio heddle / node that is good enough;
// `limit` bounds Heddle's own value, `limitExtra` figures reported beside it (`limitNeedsFull`: only judged with --full).
export const scenarios = [
  { name: 'hello', title: 'hello world, whole process', unit: 'ms', better: 'lower', wall: true, bar: 0.3 },
  { name: 'worker-start', title: 'worker start to first message', unit: 'ms', better: 'lower', bar: 0.2 },
  { name: 'worker-memory', title: 'memory per idle worker', unit: 'MiB', better: 'lower', bar: 0.35 },
  { name: 'process-worker-start', title: 'process worker start to first message', unit: 'ms', better: 'lower', bar: 0.35 },
  { name: 'process-worker-memory', title: 'own memory per idle process worker', unit: 'MiB', better: 'lower', limit: 3 },
  { name: 'worker-pingpong', title: 'small-message round trips', unit: '/s', better: 'higher', bar: 20 },
  { name: 'process-worker-pingpong', title: 'small-message round trips with a process worker; node: fork', unit: '/s', better: 'higher', bar: 5 },
  { name: 'atomics-handoff', title: 'Atomics hand-offs between two workers', unit: '/s', better: 'higher', bar: 20 },
  { name: 'process-atomics-handoff', title: 'Atomics hand-offs between two process workers', unit: '/s', better: 'higher', bar: 20 },
  { name: 'idle-cpu', title: 'processor share with 16 idle workers', unit: '% of a core', better: 'lower', limit: 0.1 },
  { name: 'message-throughput', title: '1 KiB objects from a worker', unit: '/s', better: 'higher', bar: 1.5 },
  { name: 'clone-32MiB', title: '32 MiB copied to a worker', unit: 'ms', better: 'lower', bar: 0.3 },
  { name: 'transfer-32MiB', title: '32 MiB transferred to a worker', unit: 'ms', better: 'lower', bar: 0.5 },
  { name: 'module-load-16', title: '1 MB module in the 2nd to 16th worker', unit: 'ms', better: 'lower', bar: 0.3 },
  { name: 'create-terminate', title: 'create and terminate a worker', unit: 'ms', better: 'lower', rounds: 1, limitExtra: { slopeBytes: 200 }, limitNeedsFull: true },
  { name: 'sab-churn', title: 'a million dropped SharedArrayBuffers', unit: 'ms', better: 'lower', rounds: 1, limitExtra: { descriptors: 1000 } },
  { name: 'spawn-true', title: 'start of /bin/true to its end', unit: 'ms', better: 'lower', bar: 0.8 },
  { name: 'spawn-stall', title: '100 programs started by a 2 GiB process', unit: 'ms', better: 'lower', rounds: 1, bar: 0.1 },
  { name: 'fork-start', title: 'fork to first message', unit: 'ms', better: 'lower', bar: 0.35 },
  { name: 'ipc-pingpong', title: 'small-message round trips between processes', unit: '/s', better: 'higher', bar: 8 },
  { name: 'ipc-1MiB', title: '1 MiB round trip between processes', unit: 'ms', better: 'lower', bar: 0.17 },
];
