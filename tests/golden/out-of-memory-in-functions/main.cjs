// heddle-only
// flags: --max-old-space-size=20
const list = [];

function grow() {
  let count = 0;
  while (true) {
    list.push({ count: count++ });
  }
}

grow();
// no-gc-stress: fills a heap, which would be collected all the time
