// Tells a function of the host when promises are made and settled, and whose job a promise job is. The engine tells its
// debugger about promises of realms that are marked as having one. A realm is marked while the host wants to know, and
// the engine's calls come here (see build.rs). There is no debugger, so the mark's other readers find nothing to do.
#include "frames.h"

#include "builtin/Promise.h"
#include "debugger/DebugAPI.h"
#include "jsapi.h"
#include "js/ContextOptions.h"
#include "js/Exception.h"
#include "js/friend/MicroTask.h"
#include "vm/AsyncFunction.h"
#include "vm/AsyncIteration.h"
#include "vm/GeneratorObject.h"
#include "vm/JSContext.h"
#include "vm/PromiseObject.h"
#include "vm/Realm.h"

#include <cstring>

#include "debugger/DebugAPI-inl.h"
#include "vm/JSContext-inl.h"
#include "vm/JSObject-inl.h"
#include "vm/NativeObject-inl.h"
#include "vm/Realm-inl.h"

using namespace js;

namespace {

// Marks a realm or takes the mark away, where compiled code reads it; the engine's own function counts such realms as well,
// and prepares compiled code for breakpoints.
void mark(JSContext* cx, bool on) {
  JS::Realm* realm = cx->realm();
  auto* bits = reinterpret_cast<uint32_t*>(reinterpret_cast<uint8_t*>(realm) + JS::Realm::offsetOfDebugModeBits());
  *bits = on ? *bits | JS::Realm::debugModeIsDebuggeeBit() : *bits & ~JS::Realm::debugModeIsDebuggeeBit();
  MOZ_RELEASE_ASSERT(realm->isDebuggee() == on);
  // With both, `then` makes its promise also where the program does not use it.
  JS::ContextOptionsRef(cx).setAsyncStack(on);
}

enum Kind : int32_t { kMade = 0, kSettled = 1 };

// The function of this thread's context: (kind, promise).
thread_local JS::PersistentRootedObject* tHook = nullptr;

bool tell(JSContext* cx, Kind kind, JS::Handle<PromiseObject*> promise) {
  if (!tHook) return true;
  JS::RootedObject function(cx, *tHook);
  if (promise->realm() != function->nonCCWRealm()) return true;
  JSAutoRealm realm(cx, function);
  JS::RootedValueArray<2> args(cx);
  args[0].setInt32(kind);
  args[1].setObject(*promise);
  JS::RootedValue callee(cx, JS::ObjectValue(*function)), result(cx);
  return JS::Call(cx, JS::UndefinedHandleValue, callee, args, &result);
}

// Slot GeneratorOrPromiseToResolveOrAsyncFromSyncIterator of a PromiseReactionRecord, which is private to the engine:
// what a reaction without a promise of its own goes on with.
constexpr uint32_t kGoesOnWith = 10;

}  // namespace

// Interposed. No promise records the stack that made it, which would make `await` 25 times slower.
bool JS::IsAsyncStackCaptureEnabledForRealm(JSContext*) { return false; }
bool DebugAPI::slowPathOnNewPromise(JSContext* cx, JS::Handle<PromiseObject*> promise) {
  return tell(cx, kMade, promise);
}
void DebugAPI::slowPathOnPromiseSettled(JSContext* cx, JS::Handle<PromiseObject*> promise) {
  // Nobody here takes an exception; a termination comes again at the next check.
  JS::AutoSaveExceptionState saved(cx);
  if (!tell(cx, kSettled, promise)) cx->clearPendingException();
}

extern "C" {

// Sets the function (null: none). The context must be in the realm whose promises are meant.
bool hg_promise_hook_set(JSContext* cx, JSObject* function) {
  JS::RootedObject hook(cx, function);
  if (!hook) {
    if (tHook) mark(cx, false);
    delete tHook;
    tHook = nullptr;
    return true;
  }
  if (tHook) {
    *tHook = hook;
    return true;
  }
  tHook = new JS::PersistentRootedObject(cx, hook);
  mark(cx, true);
  return true;
}

// The promise that a job settles or that waits for it: of `then`, of the async function or generator that goes on, or the
// one that follows another; null if there is none. `task` must be a JS microtask.
JSObject* hg_job_promise(JSContext* cx, JSObject* task) {
  JSObject* promise = JS::MaybeGetPromiseFromJSMicroTask(task);
  if (promise) return promise;
  const JSClass* clasp = task->getClass();
  if (std::strcmp(clasp->name, "PromiseReactionRecord") || JSCLASS_RESERVED_SLOTS(clasp) <= kGoesOnWith) return nullptr;
  JS::Value next = task->as<NativeObject>().getReservedSlot(kGoesOnWith);
  if (!next.isObject()) return nullptr;
  if (next.toObject().is<AbstractGeneratorObject>()) {
    return heddle::promiseOf(cx, &next.toObject().as<AbstractGeneratorObject>());
  }
  return next.toObject().is<PromiseObject>() ? &next.toObject() : nullptr;
}

}  // extern "C"
