// Places in the program's source: where what is pending was thrown, and which await a module waits at.
#include "builtin/ModuleObject.h"
#include "js/Exception.h"
#include "js/SavedFrameAPI.h"
#include "vm/BytecodeUtil.h"
#include "vm/GeneratorObject.h"
#include "vm/JSContext.h"
#include "vm/JSScript.h"

#include "messages.h"

#include "vm/JSScript-inl.h"

using namespace js;

namespace {

typedef void (*Sink)(void* closure, const char* file, uint32_t line, uint32_t column, const char* function);

constexpr unsigned kMaxFrames = 200;
constexpr unsigned kMaxModules = 100000;

// Whether the module itself awaits, and not only what it imports.
bool awaits(ModuleObject* module) {
  return module->hasCyclicModuleFields() && module->hasTopLevelAwait() &&
         module->status() == ModuleStatus::EvaluatingAsync && module->pendingAsyncDependencies() == 0;
}

}  // namespace

extern "C" {

// Takes what is pending, with the stack of the place that threw it, or null: the engine keeps the stacks of the first
// 50 throws of a realm. False if nothing is pending.
bool hg_take_exception(JSContext* cx, JS::Value* exception, JS::Value* stack) {
  if (!JS_IsExceptionPending(cx)) return false;
  JS::ExceptionStack taken(cx);
  if (!JS::StealPendingExceptionStack(cx, &taken)) {
    JS_ClearPendingException(cx);
    return false;
  }
  *exception = taken.exception();
  *stack = JS::ObjectOrNullValue(taken.stack());
  return true;
}

// Shows the frames of a stack of hg_take_exception's, from the innermost.
void hg_saved_frames(JSContext* cx, JSObject* stack, Sink sink, void* closure) {
  JS::RootedObject frame(cx, stack);
  JS::RootedString file(cx), function(cx);
  for (unsigned i = 0; frame && i < kMaxFrames; i++) {
    uint32_t line = 0;
    JS::TaggedColumnNumberOneOrigin column;
    using JS::SavedFrameResult;
    if (JS::GetSavedFrameSource(cx, nullptr, frame, &file) != SavedFrameResult::Ok ||
        JS::GetSavedFrameLine(cx, nullptr, frame, &line) != SavedFrameResult::Ok ||
        JS::GetSavedFrameColumn(cx, nullptr, frame, &column) != SavedFrameResult::Ok ||
        JS::GetSavedFrameFunctionDisplayName(cx, nullptr, frame, &function) != SavedFrameResult::Ok) {
      break;
    }
    std::string fileText = heddle::utf8(cx, file), name = function ? heddle::utf8(cx, function) : std::string();
    sink(closure, fileText.c_str(), line, column.oneOriginValue(), name.c_str());
    JS::RootedObject parent(cx);
    if (JS::GetSavedFrameParent(cx, nullptr, frame, &parent) != SavedFrameResult::Ok) break;
    frame = parent;
  }
  cx->clearPendingException();
}

// The place of the top-level await at which the evaluation of `module` stands: its own, or that of a module which it
// imports. False if there is none.
bool hg_stalled_await(JSContext* cx, JSObject* start, Sink sink, void* closure) {
  if (!start->is<ModuleObject>()) return false;
  JS::RootedObjectVector queue(cx);
  if (!queue.append(start)) return false;
  for (size_t next = 0; next < queue.length() && next < kMaxModules; next++) {
    JS::Rooted<ModuleObject*> module(cx, &queue[next]->as<ModuleObject>());
    JSScript* script = module->maybeScript();
    if (awaits(module) && script) {
      AbstractGeneratorObject* generator = GetGeneratorObjectForModule(module);
      if (!generator || !generator->isSuspended()) continue;
      uint32_t resume = script->resumeOffsets()[generator->resumeIndex()];
      // The operation before the place of resumption is the await.
      uint32_t offset = resume >= JSOpLength_Await ? resume - JSOpLength_Await : resume;
      if (JSOp(*script->offsetToPC(offset)) != JSOp::Await) offset = resume;
      JS::LimitedColumnNumberOneOrigin column;
      uint32_t line = PCToLineNumber(script, script->offsetToPC(offset), &column);
      sink(closure, script->filename() ? script->filename() : "", line, column.oneOriginValue(), "");
      return true;
    }
    if (!module->hasCyclicModuleFields()) continue;
    for (auto iter = module->loadedModules().iter(); !iter.done(); iter.next()) {
      JSObject* imported = iter.get().value();
      bool known = false;
      for (size_t i = 0; i < queue.length() && !known; i++) known = queue[i] == imported;
      if (!known && !queue.append(imported)) {
        cx->clearPendingException();
        return false;
      }
    }
  }
  return false;
}

}  // extern "C"
