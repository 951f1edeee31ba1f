// heddle-only
// flags: --max-old-space-size=20
const list = [];
for (;;) list.push({ inner: { list } });
