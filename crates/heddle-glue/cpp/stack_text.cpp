// The stack as text for a report that ends the program: it runs none of the program's code and makes no objects.
#include "frames.h"
#include "messages.h"

#include "vm/BytecodeUtil.h"
#include "vm/FrameIter.h"
#include "vm/JSContext.h"
#include "vm/JSScript.h"

#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "vm/FrameIter-inl.h"
#include "vm/JSContext-inl.h"
#include "vm/JSScript-inl.h"

using namespace js;

namespace {

constexpr size_t kMost = 32;

struct Line {
  std::string text;
  bool internal;
};

// Where code stands. The head of a loop, where interrupts are looked at, has the position of what precedes the loop; what
// follows it is in the loop.
std::string placeOf(JSScript* script, jsbytecode* pc) {
  JS::LimitedColumnNumberOneOrigin column, first;
  uint32_t line = PCToLineNumber(script, pc, &column);
  if (JSOp(*pc) == JSOp::LoopHead) {
    uint32_t firstLine = line;
    first = column;
    for (pc = GetNextPc(pc); pc < script->codeEnd() && line == firstLine && column == first; pc = GetNextPc(pc)) {
      line = PCToLineNumber(script, pc, &column);
    }
  }
  const char* file = script->filename();
  return std::string(file ? file : "<anonymous>") + ":" + std::to_string(line) + ":" +
         std::to_string(column.oneOriginValue());
}

Line lineOf(JSContext* cx, FrameIter& iter) {
  std::string name, place;
  const char* file = iter.filename();
  if (iter.isWasm()) {
    if (JSAtom* atom = iter.maybeFunctionDisplayAtom()) name = heddle::utf8(cx, atom);
    char offset[32];
    snprintf(offset, sizeof offset, ":0x%x", iter.wasmBytecodeOffset());
    place = std::string(file ? file : "") + ":wasm-function[" + std::to_string(iter.wasmFuncIndex()) + "]" + offset;
  } else {
    if (iter.isFunctionFrame()) {
      JS::RootedFunction fun(cx, iter.callee(cx));
      name = heddle::functionName(cx, fun);
    }
    place = placeOf(iter.script(), iter.pc());
  }
  return {"    at " + (name.empty() ? place : name + " (" + place + ")"), file && strncmp(file, "node:internal/", 14) == 0};
}

}  // namespace

extern "C" {

// The stack of what runs, lines joined by \n, one for each frame of the program; those of the runtime itself when there are no others.
void hg_stack_text(JSContext* cx, void (*sink)(void*, const char*, size_t), void* closure) {
  std::vector<Line> lines;
  bool program = false;
  size_t shown = 0;
  for (FrameIter iter(cx); !iter.done() && shown < kMost; ++iter) {
    if (!iter.isWasm() && iter.script()->selfHosted()) continue;
    lines.push_back(lineOf(cx, iter));
    program = program || !lines.back().internal;
    shown += !lines.back().internal;
  }
  std::string text;
  for (const Line& line : lines) {
    if (!program || !line.internal) text += (text.empty() ? "" : "\n") + line.text;
  }
  sink(closure, text.data(), text.size());
}

// The same of the context whose code runs on this thread; nothing if none does.
void hg_current_stack_text(void (*sink)(void*, const char*, size_t), void* closure) {
  JSContext* cx = TlsContext.get();
  if (cx && cx->realm()) hg_stack_text(cx, sink, closure);
}

}  // extern "C"
