// What the Rust bindings of SpiderMonkey lack or bind with the wrong ABI: context creation with a shared
// self-hosted cache, stencils, dispatch of engine tasks, error reports.
// Flat functions without policy; every function that can fail leaves the exception pending and says so by its
// return value. No C++ exception and no unwinding crosses this file.
#include "shared_functions.h"

#include "jsapi.h"
#include "jsfriendapi.h"
#include "js/BuildId.h"
#include "js/CallAndConstruct.h"
#include "js/CharacterEncoding.h"
#include "js/CompilationAndEvaluation.h"
#include "js/CompileOptions.h"
#include "js/ContextOptions.h"
#include "js/Conversions.h"
#include "js/ErrorReport.h"
#include "js/Exception.h"
#include "js/GlobalObject.h"
#include "js/Initialization.h"
#include "js/MapAndSet.h"
#include "js/Modules.h"
#include "js/Object.h"
#include "js/Prefs.h"
#include "js/Promise.h"
#include "js/Proxy.h"
#include "js/Realm.h"
#include "js/RealmOptions.h"
#include "js/SavedFrameAPI.h"
#include "js/SourceText.h"
#include "js/Stack.h"
#include "js/Transcoding.h"
#include "js/WasmModule.h"
#include "js/experimental/CompileScript.h"
#include "js/experimental/JSStencil.h"
#include "js/experimental/TypedData.h"
#include "js/friend/MicroTask.h"
#include "frontend/FrontendContext.h"
#include "mozilla/TimeStamp.h"
#include "util/NativeStack.h"
#include "vm/HelperThreads.h"
#include "vm/JSContext.h"
#include "vm/Runtime.h"
#include "vm/SharedScriptDataTableHolder.h"
#include "vm/JSContext.h"

#include "limits.h"

// The engine starts a thread at its initialisation only to learn from /proc how long the process has existed. Nothing
// here asks for that (performance.timeOrigin is the runtime's own), and it costs a thread, two files of /proc and an
// allocation arena at every start. Zero means "unknown": the engine then takes its first time stamp instead.
uint64_t mozilla::TimeStamp::ComputeProcessUptime() { return 0; }

#include <atomic>
#include <cstring>
#include <string>

using namespace JS;

namespace {
// Written once by hg_set_build_id before any context exists.
std::string gBuildId;
bool buildId(JS::BuildIdCharVector* out) { return out->append(gBuildId.data(), gBuildId.size()); }

// The writer callback of InitSelfHostedCode has no closure: it runs on the calling thread, inside hg_new_context.
thread_local void* tXdrClosure = nullptr;
thread_local void (*tXdrSink)(void*, const uint8_t*, size_t) = nullptr;
bool writeXdr(JSContext*, JS::SelfHostedCache cache) {
  if (tXdrSink) tXdrSink(tXdrClosure, cache.Elements(), cache.Length());
  return true;
}
}  // namespace

extern "C" {

void hg_set_build_id(const char* id, size_t len) {
  gBuildId.assign(id, len);
  JS::SetProcessBuildIdOp(buildId);
}

// A context with its own runtime. `xdr` (may be null) is the self-hosted cache; `sink` (may be null) receives a
// fresh one when the code had to be compiled. `protectCode`, for the process's first context: machine code can be written
// to only while it is made. Null when out of memory.
JSContext* hg_new_context(uint32_t maxBytes, JSRuntime* parent, const uint8_t* xdr, size_t xdrLen,
                          void (*sink)(void*, const uint8_t*, size_t), void* closure, bool protectCode) {
  JSContext* cx = JS_NewContext(maxBytes, parent);
  if (!cx) return nullptr;
  // Before any machine code is made: code made under the other setting could not be changed any more.
  if (!parent) JS_SetGlobalJitCompilerOption(cx, JSJITCOMPILER_WRITE_PROTECT_CODE, protectCode);
  tXdrSink = sink;
  tXdrClosure = closure;
  JS::SelfHostedCache cache = nullptr;
  if (xdr && xdrLen) cache = JS::SelfHostedCache(xdr, xdrLen);
  bool ok = JS::InitSelfHostedCode(cx, cache, sink ? writeXdr : nullptr);
  tXdrSink = nullptr;
  if (!ok) {
    JS_DestroyContext(cx);
    return nullptr;
  }
  // Capturing a stack for every promise makes `await` 25 times slower.
  JS::ContextOptionsRef(cx).setAsyncStack(false);
  return cx;
}

// Destroys a context. What it compiled for others too stays with those: the runtime's table of script data holds a reference
// to each that nobody would ever give up.
void hg_destroy_context(JSContext* cx) {
  js::SharedImmutableScriptDataTable& table = cx->runtime()->scriptDataTableHolder().getWithoutLock();
  for (auto iter = table.iter(); !iter.done(); iter.next()) iter.get()->Release();
  table.clear();
  JS_DestroyContext(cx);
}

// A global of class `clasp` in a new zone, with shared memory on. The object's realm is not entered.
JSObject* hg_new_global(JSContext* cx, const JSClass* clasp) {
  JS::RealmOptions options;
  options.creationOptions()
      .setNewCompartmentAndZone()
      .setSharedMemoryAndAtomicsEnabled(true)
      .setDefineSharedArrayBufferConstructor(true)
      .setPreserveJitCode(false);
  return JS_NewGlobalObject(cx, clasp, nullptr, JS::FireOnNewGlobalHook, options);
}

// ---- stencils ----------------------------------------------------------------------------------------------

// What stencils are made with. One made with a JSContext's own would enter its bytecode into the runtime's table of
// shared bytecode, which does not outlive the runtime; this one's go into the process's table, as stencils go from one
// runtime to another.
class StencilContext {
  js::FrontendContext fc_;
  JSContext* cx_;

 public:
  explicit StencilContext(JSContext* cx) : cx_(cx) {}
  // Null with an exception pending.
  js::FrontendContext* get() {
    if (!fc_.allocateOwnedPool()) {
      JS_ReportOutOfMemory(cx_);
      return nullptr;
    }
    // The part of the stack that the context may use; it grows downwards.
    fc_.setStackQuota(reinterpret_cast<uintptr_t>(js::GetNativeStackBase()) - cx_->stackLimitForCurrentPrincipal());
    return &fc_;
  }
  // Makes what went wrong the pending exception.
  void fail() { fc_.convertToRuntimeError(cx_); }
};

// Compiles UTF-8 source. `line` is the number of its first line. Null with an exception pending on a syntax error.
JS::Stencil* hg_stencil_compile(JSContext* cx, const char* src, size_t len, const char* filename, uint32_t line,
                                bool module, bool eager) {
  JS::CompileOptions options(cx);
  options.setFileAndLine(filename, line);
  if (eager) options.setForceFullParse();
  JS::SourceText<mozilla::Utf8Unit> text;
  if (!text.init(cx, src, len, JS::SourceOwnership::Borrowed)) return nullptr;
  StencilContext context(cx);
  js::FrontendContext* fc = context.get();
  if (!fc) return nullptr;
  RefPtr<JS::Stencil> stencil = module ? JS::CompileModuleScriptToStencil(fc, options, text)
                                       : JS::CompileGlobalScriptToStencil(fc, options, text);
  if (!stencil) context.fail();
  if (stencil && !eager) heddle::shareFunctions(stencil);
  return stencil.forget().take();
}
void hg_stencil_add_ref(JS::Stencil* s) { JS::StencilAddRef(s); }
void hg_stencil_release(JS::Stencil* s) { JS::StencilRelease(s); }
// The script of a stencil, with `priv` as the private of its source (what dynamic import() sees as referrer).
JSScript* hg_stencil_script(JSContext* cx, JS::Stencil* s, const JS::Value* priv) {
  JS::InstantiateOptions options;
  JS::RootedScript script(cx, JS::InstantiateGlobalStencil(cx, options, s));
  if (script && !priv->isUndefined()) JS::SetScriptPrivate(script, *priv);
  return script;
}
bool hg_stencil_run(JSContext* cx, JS::Stencil* s, const JS::Value* priv, JS::Value* rval) {
  JS::RootedScript script(cx, hg_stencil_script(cx, s, priv));
  if (!script) return false;
  JS::RootedValue result(cx);
  if (!JS_ExecuteScript(cx, script, &result)) return false;
  *rval = result;
  return true;
}
JSObject* hg_stencil_module(JSContext* cx, JS::Stencil* s, const JS::Value* priv) {
  JS::InstantiateOptions options;
  JS::RootedObject module(cx, JS::InstantiateModuleStencil(cx, options, s));
  if (module && !priv->isUndefined()) JS::SetModulePrivate(module, *priv);
  return module;
}
bool hg_stencil_encode(JSContext* cx, JS::Stencil* s, void (*sink)(void*, const uint8_t*, size_t), void* closure) {
  JS::TranscodeBuffer buffer;
  if (JS::EncodeStencil(cx, s, buffer) != JS::TranscodeResult::Ok) return false;
  sink(closure, buffer.begin(), buffer.length());
  return true;
}
// `bytes` must stay valid for ever (they are borrowed) and 8-byte aligned. Null if they do not fit this engine.
JS::Stencil* hg_stencil_decode(JSContext* cx, const uint8_t* bytes, size_t len) {
  JS::DecodeOptions options;
  options.borrowBuffer = true;
  JS::Stencil* out = nullptr;
  StencilContext context(cx);
  js::FrontendContext* fc = context.get();
  if (!fc || JS::DecodeStencil(fc, options, JS::TranscodeRange(bytes, len), &out) != JS::TranscodeResult::Ok) {
    JS_ClearPendingException(cx);
    return nullptr;
  }
  return out;
}

// ---- WebAssembly ---------------------------------------------------------------------------------------------

// WebAssembly modules: their code is immutable and shared between threads.
JS::WasmModule* hg_wasm_module(JSObject* object) {
  JS::HandleObject handle = JS::HandleObject::fromMarkedLocation(&object);
  if (!JS::IsWasmModuleObject(handle)) return nullptr;
  return JS::GetWasmModule(handle).forget().take();
}
JSObject* hg_wasm_module_object(JSContext* cx, JS::WasmModule* module) { return module->createObject(cx); }
void hg_wasm_module_release(JS::WasmModule* module) { module->Release(); }

// ---- tasks the engine finishes off-thread (wasm compilation, engine-side waitAsync) ------------------------------

struct HgTask {
  js::UniquePtr<JS::Dispatchable> task;
};
// Takes over a task; false if it is dropped already (by hg_task_drop), because its context is shutting down.
typedef bool (*HgDispatch)(void* closure, HgTask* task, uint32_t delayMs);
// Written by every hg_dispatch_init, always with the same value, while helper threads may read it.
static std::atomic<HgDispatch> gDispatch{nullptr};
// The engine calls `dispatch` with its helper-thread lock held, which is not recursive.
static thread_local bool tInDispatch = false;
static bool dispatchDelayed(void* closure, js::UniquePtr<JS::Dispatchable>&& task, uint32_t delayMs) {
  bool outer = tInDispatch;
  tInDispatch = true;
  bool taken = gDispatch.load(std::memory_order_relaxed)(closure, new HgTask{std::move(task)}, delayMs);
  tInDispatch = outer;
  return taken;
}
static bool dispatch(void* closure, js::UniquePtr<JS::Dispatchable>&& task) {
  return dispatchDelayed(closure, std::move(task), 0);
}
// `callback` may be called from any thread and must not touch the engine. It is the same for all contexts.
void hg_dispatch_init(JSContext* cx, HgDispatch callback, void* closure) {
  gDispatch.store(callback, std::memory_order_relaxed);
  JS::InitAsyncTaskCallbacks(cx, dispatch, dispatchDelayed, nullptr, nullptr, closure);
}
void hg_dispatch_shutdown(JSContext* cx) { JS::ShutdownAsyncTasks(cx); }
// On the context's thread, in a realm. Consumes the task.
void hg_task_run(JSContext* cx, HgTask* t, bool shuttingDown) {
  JS::Dispatchable::Run(cx, std::move(t->task),
                        shuttingDown ? JS::Dispatchable::ShuttingDown : JS::Dispatchable::NotShuttingDown);
  delete t;
}
// Gives a task up that cannot be run any more; on any thread, also within the dispatch callback. A registered task goes
// back to its runtime, which waits for it in hg_dispatch_shutdown: so it must be dropped before that or within the
// callback, never merely forgotten.
void hg_task_drop(HgTask* t) {
  if (t->task->registered() && !tInDispatch) {
    js::AutoLockHelperThreadState lock;
    JS::Dispatchable::ReleaseFailedTask(std::move(t->task));
  } else {
    JS::Dispatchable::ReleaseFailedTask(std::move(t->task));
  }
  delete t;
}

// ---- promise jobs ------------------------------------------------------------------------------------------

// Whether a job carries host data: 0 no (it was queued for a settled promise), 1 yes (`*data` may be null).
// `task` must be a JS microtask.
bool hg_job_host_data(JSContext* cx, JSObject* task, JSObject** data) {
  JS::RootedObject t(cx, task), global(cx), host(cx);
  *data = nullptr;
  if (!JS::MaybeGetHostDefinedDataFromJSMicroTask(t, &global, &host) || !global) return false;
  *data = host;
  return true;
}

// ---- error reports -----------------------------------------------------------------------------------------

typedef void (*HgReportSink)(void* closure, const char* file, uint32_t line, uint32_t column, const char16_t* sourceLine,
                             size_t sourceLineLen, size_t tokenOffset, const char* message);
// Where an Error object was made. False if `error` is not an Error object.
bool hg_error_report(JSContext* cx, JSObject* error, HgReportSink sink, void* closure) {
  JS::RootedObject e(cx, error);
  JS::BorrowedErrorReport report(cx);
  if (!JS_ErrorFromException(cx, e, report)) return false;
  sink(closure, report->filename ? report->filename.c_str() : "", report->lineno, report->column.oneOriginValue(),
       report->linebuf(), report->linebufLength(), report->tokenOffset(),
       report->message() ? report->message().c_str() : "");
  return true;
}

// ---- values ------------------------------------------------------------------------------------------------

bool hg_promise_result(JSObject* promise, JS::Value* out) {
  // The promise is reachable from its root in the caller; reading its slot cannot collect.
  *out = JS::GetPromiseResult(JS::HandleObject::fromMarkedLocation(&promise));
  return true;
}

// ---- strings -----------------------------------------------------------------------------------------------

// Memory for characters, and strings that take it over.
void* hg_chars_alloc(size_t bytes) { return js_pod_arena_malloc<uint8_t>(js::StringBufferArena, bytes); }
void hg_chars_free(void* chars) { js_free(chars); }
JSString* hg_string_adopt(JSContext* cx, void* chars, size_t units, bool wide) {
  if (wide) return JS_NewUCString(cx, JS::UniqueTwoByteChars(static_cast<char16_t*>(chars)), units);
  return JS_NewLatin1String(cx, js::UniquePtr<JS::Latin1Char[], JS::FreePolicy>(static_cast<JS::Latin1Char*>(chars)),
                            units);
}

// ---- proxies and classes -----------------------------------------------------------------------------------

bool hg_is_proxy(JSObject* o) { return js::IsProxy(o); }
void hg_proxy_parts(JSObject* o, JS::Value* target, JS::Value* handler) {
  // A revoked scripted proxy has a null target.
  *target = js::GetProxyPrivate(o);
  *handler = js::IsScriptedProxy(o) ? js::GetProxyReservedSlot(o, 0) : JS::NullValue();
}
const char* hg_class_name(JSObject* o) { return JS::GetClass(o)->name; }
}  // extern "C"
