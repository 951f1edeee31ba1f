// heddle-only
// flags: --max-old-space-size=20
const list = [];
for (;;) list.push({ inner: { list } });
// no-gc-stress: fills a heap, which would be collected all the time
