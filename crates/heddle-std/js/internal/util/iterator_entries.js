// What a Map or Set iterator has left, without advancing it: for util.inspect.
'use strict';

const { ArrayPrototypePush, MapPrototypeForEach, SetPrototypeForEach } = primordials;

const KEYS = 0;
const ENTRIES = 2;

/** `[entries, isKeyValue]` of the entries of `target` behind the first `passed`; pairs lie one after the other. */
function entries(target, kind, passed) {
  const list = [];
  if (target !== undefined) {
    const isMap = ops.op_value_class(target) === 'Map';
    let index = 0;
    (isMap ? MapPrototypeForEach : SetPrototypeForEach)(target, (value, key) => {
      if (index++ < passed) return;
      if (kind === ENTRIES) {
        ArrayPrototypePush(list, key);
        ArrayPrototypePush(list, value);
      } else {
        ArrayPrototypePush(list, kind === KEYS ? key : value);
      }
    });
  }
  return [list, kind === ENTRIES];
}

module.exports = { entries };
