// Runs in every isolate before user code: the built-in module loader and the functions that the native side calls.
// Nothing else: whatever a program does not touch is never evaluated.
(function (ops, primordials) {
  'use strict';
  const modules = { __proto__: null };

  function require(id) {
    const known = modules[id];
    if (known !== undefined) return known.exports;
    const run = ops.op_builtin_function(id);
    if (run === undefined) throw new Error(`internal error: there is no built-in module ${id}`);
    const module = modules[id] = { __proto__: null, exports: {} };
    try {
      run(module.exports, require, module, ops, primordials);
    } catch (error) {
      // Not left half made: whoever asks next gets the error again, not an empty object.
      delete modules[id];
      throw error;
    }
    return module.exports;
  }

  // The exports of a module if something needed it before.
  require.made = (id) => modules[id]?.exports;

  ops.op_stack_hook_set((error, frames, prepare) => require('bootstrap/stack_trace').format(error, frames, prepare));
  ops.op_loop_hooks_set({
    __proto__: null,
    makePrimordial(name) { return require('internal/safe_classes').make(name); },
    makeGlobal(id, name) { return name === '' ? require(id) : require(id)[name]; },
    processTimers(now) { return require('internal/timers').processTimers(now); },
    processImmediates() { require('internal/timers').processImmediates(); },
    processTicks() { return require('internal/ticks').processTicks(); },
    onRejection(kind, promise, reason, context) { require('internal/ticks').onRejection(kind, promise, reason, context); },
    triggerUncaught(error, fromPromise) { require('internal/ticks').triggerUncaught(error, fromPromise); },
    fatalReport(error, fromPromise) { return require('internal/fatal_report').report(error, fromPromise); },
    iteratorEntries(target, kind, passed) { return require('internal/util/iterator_entries').entries(target, kind, passed); },
    onSignal(number) { require('internal/process/signals').onSignal(number); },
    runMain(kind, text) { require('internal/main').runMain(kind, text); },
    emitBeforeExit() { require('internal/main').emitBeforeExit(); },
    emitExit() { return require('internal/main').emitExit(); },
    loadBuiltin(url) { return require('internal/modules/builtins').loadBuiltin(url); },
    initSyntheticMeta(meta, url) { require('internal/modules/esm').initSyntheticMeta(meta, url); },
    initWasmMeta(meta, url) { require('internal/modules/wasm').initWasmMeta(meta, url); },
    describeWasmModule(bytes, url) { return require('internal/modules/wasm').describeWasmModule(bytes, url); },
    wasmModuleSource(bytes, url) { return require('internal/modules/wasm').wasmModuleSource(bytes, url); },
    initImportMeta(meta, url) { require('internal/modules/esm').initImportMeta(meta, url); },
    parseJsonModule(text, url) { return require('internal/modules/esm').parseJsonModule(text, url); },
    onForeignDescriptor(fd) { require('internal/fs/foreign_descriptor').warn(fd); },
    onThreadMessage(value, source) { return require('internal/worker/thread_message').receive(value, source); },
    onStopAsked() { require('internal/worker/stop').asked(); },
    onLimitNear(used) { require('internal/worker/stop').limitNear(used); },
    describeError(error) { return require('internal/worker/error_description').describe(error); },
    cloneWrite(object) { return require('internal/worker/platform').write(object); },
    cloneCanTransfer(object) { return require('internal/worker/platform').canTransfer(object); },
    cloneTransfer(object) { return require('internal/worker/platform').transfer(object); },
    cloneRead(kind, value) { return require('internal/worker/platform').read(kind, value); },
    cloneError(message, object) { throw require('internal/worker/platform').cloneError(message, object); },
  });
})
