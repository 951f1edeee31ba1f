// Stack frames as they are recorded in errors; see frames.cpp.
#ifndef HEDDLE_GLUE_FRAMES_H
#define HEDDLE_GLUE_FRAMES_H

#include "jsapi.h"
#include "vm/JSFunction.h"
#include "vm/List.h"

#include <string>

namespace js {
class AbstractGeneratorObject;
class PromiseObject;
}  // namespace js

namespace heddle {

enum FrameFlags : int32_t {
  kTopLevel = 1,
  kConstructor = 2,
  kBuiltin = 4,
  kEval = 8,
  kAsync = 16,
  kWasm = 32,
  kPromiseAll = 64,
  kStrict = 128,
};

// Error.stackTraceLimit of the current realm; negative when it is no number (then there is no stack at all).
int64_t stackTraceLimit(JSContext* cx);

// Records up to `limit` frames of the current stack, then of the async functions that wait for it. With `from`, frames
// above and including the topmost call of that function are left out; none are recorded when it is not on the stack.
// Records are cheap: lines, names and files are worked out by `framesToArray`.
bool recordFrames(JSContext* cx, uint32_t limit, JS::Handle<JSFunction*> from,
                  JS::MutableHandle<js::ListObject*> out);

// An array of arrays for JavaScript, one for each frame:
// [functionName, typeName, methodName, file, line, column, flags, function, this, evalOrigin, line and column of the
// function's start]; absent things are undefined. For wasm, line is the function's index and column the code offset;
// for Promise.all, line is the index.
bool framesToArray(JSContext* cx, JS::Handle<js::ListObject*> frames, JS::MutableHandleObject out);

// What V8 calls a function in a stack; empty when it has no name.
std::string functionName(JSContext* cx, JS::Handle<JSFunction*> fun, const JS::Value& receiver = JS::UndefinedValue());

// The promise that tells others of the end (or the next value) of an async function or generator; may be null.
js::PromiseObject* promiseOf(JSContext* cx, js::AbstractGeneratorObject* generator);

}  // namespace heddle

#endif
