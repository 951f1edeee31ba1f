// The base of built-in classes whose instances are no plain data: structured clone asks about each of them
// (internal/worker/platform). It has no name and stands in no prototype chain of instances.
'use strict';

const { ObjectDefineProperties, ObjectPrototype } = primordials;

const { MarkedObject } = ops;
ObjectDefineProperties(MarkedObject, {
  __proto__: null,
  name: { __proto__: null, value: '', configurable: true },
  prototype: { __proto__: null, value: ObjectPrototype },
});

module.exports = { MarkedObject };
