// node:v8. https://nodejs.org/api/v8.html
'use strict';

const { ObjectDefineProperty } = primordials;

module.exports = {};

// What each part exports; a part is loaded when something of it is asked for.
const parts = {
  __proto__: null,
  'internal/v8/heap_statistics': [
    'getHeapStatistics', 'getHeapSpaceStatistics', 'getHeapCodeStatistics', 'getCppHeapStatistics', 'GCProfiler',
  ],
  'internal/v8/heap_snapshot': ['getHeapSnapshot', 'writeHeapSnapshot'],
  'internal/v8/near_heap_limit': ['setHeapSnapshotNearHeapLimit', 'setHeapProfileNearHeapLimit'],
  'internal/v8/cpu_profile': ['startCpuProfile'],
  'internal/v8/heap_profile': ['startHeapProfile'],
  'internal/v8/query_objects': ['queryObjects'],
  'internal/v8/serdes': [
    'DefaultDeserializer', 'DefaultSerializer', 'Deserializer', 'Serializer', 'deserialize', 'serialize',
  ],
  'internal/v8/promise_hooks': ['promiseHooks'],
  'internal/v8/engine': [
    'cachedDataVersionTag', 'isStringOneByteRepresentation', 'setFlagsFromString', 'startupSnapshot', 'stopCoverage',
    'takeCoverage',
  ],
};

for (const part in parts) {
  const names = parts[part];
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const define = (value) => ObjectDefineProperty(module.exports, name, {
      __proto__: null, value, writable: true, enumerable: true, configurable: true,
    });
    ObjectDefineProperty(module.exports, name, {
      __proto__: null,
      get() {
        const value = require(part)[name];
        define(value);
        return value;
      },
      set: define,
      enumerable: true,
      configurable: true,
    });
  }
}
