'use strict';
// process.finalization: callbacks for objects that are still alive when the process ends.
// https://nodejs.org/api/process.html#processfinalizationregisterref-callback

const { FinalizationRegistry, SafeSet, WeakRef } = primordials;
const { validateObject } = require('internal/validators');
const { emitExperimentalWarning } = require('internal/process/warning');

const events = ['exit', 'beforeExit'];

function createFinalization(process) {
  let registry = null;
  const entries = { __proto__: null, exit: new SafeSet(), beforeExit: new SafeSet() };
  const listeners = {
    __proto__: null,
    exit: () => run('exit'),
    beforeExit: () => run('beforeExit'),
  };

  function run(event) {
    const list = [];
    entries[event].forEach((entry) => { list[list.length] = entry; });
    for (let i = 0; i < list.length; i++) {
      const object = list[i].ref.deref();
      remove(event, list[i]);
      if (object !== undefined) list[i].callback(object, event);
    }
  }

  function remove(event, entry) {
    entries[event].delete(entry);
    if (entries[event].size === 0) process.removeListener(event, listeners[event]);
  }

  function add(event, object, callback) {
    emitExperimentalWarning(event === 'exit' ? 'process.finalization.register' :
      'process.finalization.registerBeforeExit');
    validateObject(object, 'obj');
    if (entries[event].size === 0) process.on(event, listeners[event]);
    const entry = { ref: new WeakRef(object), callback };
    entries[event].add(entry);
    registry ??= new FinalizationRegistry(({ event, entry }) => remove(event, entry));
    registry.register(object, { event, entry }, object);
  }

  return {
    register(object, callback) { add('exit', object, callback); },
    registerBeforeExit(object, callback) { add('beforeExit', object, callback); },
    unregister(object) {
      emitExperimentalWarning('process.finalization.unregister');
      registry?.unregister(object);
      for (let i = 0; i < events.length; i++) {
        const list = [];
        entries[events[i]].forEach((entry) => { list[list.length] = entry; });
        for (let j = 0; j < list.length; j++) {
          const target = list[j].ref.deref();
          if (target === undefined || target === object) remove(events[i], list[j]);
        }
      }
    },
  };
}

module.exports = { createFinalization };
