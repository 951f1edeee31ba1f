// The stack of a thread at any moment, for a profiler: taken in a signal handler, out of what the engine keeps for that
// purpose while its profiling mode is on. That mode is off, and costs nothing, unless a profile is being made.
#include "gc/Zone.h"
#include "jit/BaselineFrame.h"
#include "jit/BaselineJIT.h"
#include "jit/InlineScriptTree.h"
#include "jit/JitcodeMap.h"
#include "jit/JitFrames.h"
#include "jit/JitRuntime.h"
#include "jit/PerfSpewer.h"
#include "jit/ProcessExecutableMemory.h"
#include "jit/ScriptFromCalleeToken.h"
#include "js/ProfilingCategory.h"
#include "js/ProfilingFrameIterator.h"
#include "js/ProfilingStack.h"
#include "vm/BytecodeUtil.h"
#include "vm/GeckoProfiler.h"
#include "vm/Interpreter.h"
#include "vm/JSContext.h"
#include "vm/JSScript.h"
#include "vm/Runtime.h"

#include <atomic>
#include <cstring>
#include <memory>
#include <vector>

#include "vm/JSContext-inl.h"
#include "vm/JSScript-inl.h"
#include "vm/Stack-inl.h"

using namespace js;

// One frame of a sample; its text stands in the sample's.
struct HgSampleFrame {
  uint32_t text;
  uint16_t length;
  // 0: a function, as "name (file:line:column)" or "file:line:column" or "file"; 1: a function of the language, by name;
  // 2: a function of WebAssembly, as "name (file:…)"
  uint8_t kind;
  uint8_t reserved;
  // The script's number, and the line where execution is; 0: unknown.
  uint32_t source;
  uint32_t line;
};

constexpr uint32_t kMaxFrames = 255, kMaxText = 64 << 10;

struct HgSample {
  uint64_t nanoseconds;  // CLOCK_MONOTONIC
  uint32_t count;        // frames, from the innermost
  uint32_t collecting;   // the collector is at work
  HgSampleFrame frames[kMaxFrames];
  char text[kMaxText];
};

// A thread that can be sampled. Made by that thread; the others only use `state`, and `sample` while it is taken.
struct HgSampled {
  enum State : uint32_t { kFree, kWanted, kTaken };
  std::atomic<uint32_t> state{kFree};
  JSContext* cx;
  HgSample sample;
};

namespace {

// Frames of the interpreter that were there before the profiling mode.
struct Base {
  std::vector<void*> activations;
};

thread_local HgSampled* tSampled = nullptr;
// Outlives the context, which traces it.
thread_local std::unique_ptr<ProfilingStack> tStack;
thread_local Base tBase;

class Writer {
  HgSample* sample_;
  uint32_t used_ = 0;
  bool exact_;

 public:
  // `exact`: lines of all frames, however long that takes.
  Writer(HgSample* sample, bool exact) : sample_(sample), exact_(exact) {
    sample->count = 0;
    sample->collecting = 0;
  }
  bool full() const { return sample_->count == kMaxFrames; }
  void text(const char* text) {
    if (!text) return;
    size_t length = std::min<size_t>(strlen(text), kMaxText - used_);
    HgSampleFrame& frame = sample_->frames[sample_->count];
    length = std::min<size_t>(length, UINT16_MAX - frame.length);
    memcpy(sample_->text + used_, text, length);
    used_ += length;
    frame.length += length;
  }
  void begin(uint8_t kind, uint32_t source, uint32_t line) {
    sample_->frames[sample_->count] = {used_, 0, kind, 0, source, line};
  }
  void end() { sample_->count++; }
  void add(uint8_t kind, const char* label, uint32_t source, uint32_t line) {
    if (full()) return;
    begin(kind, source, line);
    text(label);
    end();
  }
  void collecting() { sample_->collecting = 1; }
  bool wantsLine() const { return exact_ || sample_->count == 0; }
};

bool isCollector(JS::ProfilingCategoryPair pair) {
  return JS::GetProfilingCategoryPairInfo(pair).mCategory == JS::ProfilingCategory::GCCC;
}

// Where a frame of baseline code is; as a rule only for the innermost frame, since the way there is long.
// `below`: null, or of a thread that stands still where its stack begins. What baseline code has called, an inline cache and
// perhaps a function of the engine from there, the engine's iterator does not know, and says that the code is at its beginning:
// then the return address is looked for.
uint32_t baselineLine(void* fp, void* pc, void* below) {
  auto* layout = static_cast<jit::JitFrameLayout*>(fp);
  JSScript* script = jit::ScriptFromCalleeToken(layout->calleeToken());
  if (!script->hasBaselineScript()) return 0;
  jit::BaselineScript* code = script->baselineScript();
  if (below && pc == code->method()->raw()) {
    // After a bailout the interpreter goes on, though there is code.
    auto* running = reinterpret_cast<jit::BaselineFrame*>(static_cast<uint8_t*>(fp) - jit::BaselineFrame::Size());
    if (running->runningInInterpreter()) return PCToLineNumber(script, running->interpreterPC());
    auto** word = static_cast<void**>(below);
    while (word < fp && !code->containsCodeAddress(static_cast<uint8_t*>(*word))) word++;
    if (word < fp) pc = *word;
  }
  if (!code->containsCodeAddress(static_cast<uint8_t*>(pc))) return 0;
  jsbytecode* at = code->approximatePcForNativeAddress(script, static_cast<uint8_t*>(pc));
  return PCToLineNumber(script, at);
}

// The engine's own `extractStack` looks lines of baseline code up in a table that other threads change.
void addJit(JSContext* cx, Writer& out, JS::ProfilingFrameIterator& iter, void* below) {
  using Frame = JS::ProfilingFrameIterator::Frame;
  if (iter.isWasm()) {
    Frame frame;
    if (iter.extractStack(&frame, 0, 1)) out.add(2, frame.label, 0, 0);
    return;
  }
  mozilla::Maybe<Frame> frame = iter.getPhysicalFrameWithoutLabel();
  if (frame.isNothing()) return;
  if (frame->kind == JS::ProfilingFrameIterator::Frame_BaselineInterpreter) {
    uint32_t line = out.wantsLine() ? PCToLineNumber(frame->interpreterScript, frame->interpreterPC()) : 0;
    out.add(0, frame->label, frame->interpreterScript->scriptSource()->id(), line);
    return;
  }
  void* pc = frame->returnAddress();
  const jit::JitcodeGlobalEntry* entry = cx->runtime()->jitRuntime()->getJitcodeGlobalTable()->lookup(pc);
  if (!entry) return;
  if (entry->isBaseline()) {
    uint32_t line = out.wantsLine() ? baselineLine(frame->stackAddress, pc, below) : 0;
    out.add(0, entry->asBaseline().str(), entry->asBaseline().scriptKey().scriptSource->id(), line);
  } else if (entry->isIon() || entry->isIonIC()) {
    jit::CallStackFrameInfo infos[jit::InlineScriptTree::MaxDepth];
    uint32_t depth = entry->callStackAtAddr(cx->runtime(), pc, infos, std::size(infos));
    for (uint32_t i = 0; i < depth; i++) out.add(0, infos[i].label, infos[i].sourceId, infos[i].line);
  }
}

// Frames of the engine's profiling stack, from the innermost, with the places in the thread's stack to which they belong.
class StackFrames {
  ProfilingStack* stack_;
  int64_t at_, owner_;

  ProfilingStackFrame& frame(int64_t i) const { return stack_->frames[i]; }
  // A frame of JavaScript stands above the marker of the native frame that runs it.
  void settle() {
    while (at_ >= 0 && (frame(at_).isSpMarkerFrame() || frame(at_).isOSRFrame())) at_--;
    if (at_ < 0 || !frame(at_).isJsFrame() || (owner_ < at_ && owner_ >= -1)) return;
    for (owner_ = at_ - 1; owner_ >= 0 && frame(owner_).isJsFrame();) owner_--;
  }

 public:
  explicit StackFrames(ProfilingStack* stack) : stack_(stack), at_(int64_t(stack->stackSize()) - 1), owner_(INT64_MAX) {
    settle();
  }
  bool done() const { return at_ < 0; }
  ProfilingStackFrame& get() const { return frame(at_); }
  void next() {
    at_--;
    if (owner_ > at_) owner_ = INT64_MAX;
    settle();
  }
  void* address() const {
    if (!get().isJsFrame()) return get().stackAddress();
    if (owner_ >= 0) return frame(owner_).stackAddress();
    size_t base = tBase.activations.size();
    return base ? tBase.activations[std::min<size_t>(at_, base - 1)] : reinterpret_cast<void*>(UINTPTR_MAX);
  }
};

// Lines of the frames that the interpreter runs, from the innermost; 0 for all unless they are read first. Not in the handler of
// a signal that may come at any time.
class InterpreterLines {
  std::vector<uint32_t> lines_;
  size_t at_ = 0;

 public:
  void read(JSContext* cx) {
    for (ActivationIterator activation(cx); !activation.done(); ++activation) {
      if (!activation->isInterpreter()) continue;
      for (InterpreterFrameIterator it(activation->asInterpreter()); !it.done(); ++it) {
        if (!it.frame()->runningInJit()) lines_.push_back(PCToLineNumber(it.frame()->script(), it.pc()));
      }
    }
  }
  uint32_t next() { return at_ < lines_.size() ? lines_[at_++] : 0; }
};

void addStackFrame(Writer& out, ProfilingStackFrame& frame, InterpreterLines& lines) {
  using Flags = ProfilingStackFrame::Flags;
  if (frame.isJsFrame()) {
    // The engine's entry to a script has no text; the script's own frame follows.
    if (frame.dynamicString()) out.add(0, frame.dynamicString(), frame.sourceId(), lines.next());
    return;
  }
  uint32_t flags = frame.flags();
  if (!(flags & uint32_t(Flags::RELEVANT_FOR_JS)) || out.full()) return;
  out.begin(1, 0, 0);
  out.text(frame.label());
  if (flags & uint32_t(Flags::STRING_TEMPLATE_METHOD)) {
    out.text(".");
    out.text(frame.dynamicString());
  }
  out.end();
}

void take(JSContext* cx, HgSample* sample, const JS::ProfilingFrameIterator::RegisterState& registers, bool exact) {
  Writer out(sample, exact);
  ProfilingStack* stack = tStack.get();
  for (int64_t i = int64_t(stack->stackSize()) - 1; i >= 0; i--) {
    ProfilingStackFrame& frame = stack->frames[i];
    if (!frame.isLabelFrame()) break;
    if (isCollector(frame.categoryPair())) {
      out.collecting();
      return;
    }
  }
  // Code and scripts are being moved: only the collector does that.
  if (!cx->isProfilerSamplingEnabled()) {
    out.collecting();
    return;
  }
  InterpreterLines lines;
  if (exact) lines.read(cx);
  void* below = exact ? registers.sp : nullptr;
  // A function of the engine has slots of its own on the stack, in which anything may stand.
  if (exact && !jit::AddressIsInExecutableMemory(registers.pc) && cx->activation() && cx->activation()->isJit() &&
      cx->activation()->asJit()->hasJSExitFP() && cx->activation()->asJit()->jsExitFP() > registers.sp) {
    below = cx->activation()->asJit()->jsExitFP();
  }
  StackFrames frames(stack);
  JS::ProfilingFrameIterator jit(cx, registers);
  while (!out.full() && (!frames.done() || !jit.done())) {
    // Inner frames have lower addresses.
    if (jit.done() || (!frames.done() && frames.address() < jit.stackAddress())) {
      addStackFrame(out, frames.get(), lines);
      frames.next();
    } else {
      addJit(cx, out, jit, below);
      below = nullptr;
      ++jit;
    }
  }
}

// Tells the engine's profiling stack of the frames that the interpreter runs now; they take themselves off it.
bool enterRunningFrames(JSContext* cx) {
  std::vector<std::pair<InterpreterFrame*, void*>> running;
  for (ActivationIterator activation(cx); !activation.done(); ++activation) {
    if (!activation->isInterpreter()) continue;
    for (InterpreterFrameIterator it(activation->asInterpreter()); !it.done(); ++it) {
      if (!it.frame()->runningInJit()) running.emplace_back(it.frame(), activation.activation());
    }
  }
  for (auto entry = running.rbegin(); entry != running.rend(); ++entry) {
    if (!cx->geckoProfiler().enter(cx, entry->first->script())) {
      cx->clearPendingException();
      return false;
    }
    entry->first->setPushedGeckoProfilerFrame();
    tBase.activations.push_back(entry->second);
  }
  return true;
}

}  // namespace

extern "C" {

// Turns the profiling mode of this thread's context on; null if it is on already or if there is no memory for it.
HgSampled* hg_sampling_start(JSContext* cx) {
  if (tSampled) return nullptr;
  auto sampled = std::make_unique<HgSampled>();
  sampled->cx = cx;
  if (!tStack) tStack = std::make_unique<ProfilingStack>();
  // Frames that were there when an earlier profile ended still stand on the stack.
  bool fresh = tStack->stackSize() == 0;
  if (fresh) {
    tBase.activations.clear();
    js::SetContextProfilingStack(cx, tStack.get());
  }
  js::EnableContextProfilingStack(cx, true);
  // What `perf` would be told of the machine code is of no use here.
  jit::ResetPerfSpewer(false);
  if (fresh && !enterRunningFrames(cx)) {
    js::EnableContextProfilingStack(cx, false);
    return nullptr;
  }
  tSampled = sampled.get();
  return sampled.release();
}

// Turns it off again; `sampled` is freed. On the same thread.
void hg_sampling_stop(HgSampled* sampled) {
  tSampled = nullptr;
  js::EnableContextProfilingStack(sampled->cx, false);
  if (tStack->stackSize() == 0) js::SetContextProfilingStack(sampled->cx, nullptr);
  delete sampled;
}

// In the signal handler, with the registers of what it interrupted: takes a sample if one is wanted of this thread.
void hg_sampling_signal(void* pc, void* sp, void* fp, uint64_t nanoseconds) {
  HgSampled* sampled = tSampled;
  if (!sampled || sampled->state.load(std::memory_order_acquire) != HgSampled::kWanted) return;
  JS::ProfilingFrameIterator::RegisterState registers;
  registers.pc = pc;
  registers.sp = sp;
  registers.fp = fp;
  registers.lr = nullptr;
  sampled->sample.nanoseconds = nanoseconds;
  take(sampled->cx, &sampled->sample, registers, false);
  sampled->state.store(HgSampled::kTaken, std::memory_order_release);
}

// The stack of this thread with these registers, on which it goes no further; null if it is not in the profiling mode.
const HgSample* hg_sampling_here(void* pc, void* sp, void* fp) {
  static HgSample sample;
  HgSampled* sampled = tSampled;
  if (!sampled) return nullptr;
  JS::ProfilingFrameIterator::RegisterState registers;
  registers.pc = pc;
  registers.sp = sp;
  registers.fp = fp;
  registers.lr = nullptr;
  take(sampled->cx, &sample, registers, true);
  return &sample;
}

// On the sampler's thread. Whether a sample may now be asked for; then the thread is to be sent the signal.
bool hg_sampling_want(HgSampled* sampled) {
  uint32_t expected = HgSampled::kFree;
  return sampled->state.compare_exchange_strong(expected, HgSampled::kWanted, std::memory_order_acq_rel);
}

// The sample that was taken, or null; it stays until hg_sampling_free.
const HgSample* hg_sampling_taken(HgSampled* sampled) {
  return sampled->state.load(std::memory_order_acquire) == HgSampled::kTaken ? &sampled->sample : nullptr;
}
void hg_sampling_free(HgSampled* sampled) { sampled->state.store(HgSampled::kFree, std::memory_order_release); }

// The scripts that ran since the profiling mode was turned on.
void hg_sampling_sources(JSContext* cx, void (*sink)(void* closure, uint32_t source, const char* name), void* closure) {
  js::ProfilerJSSources sources = js::GetProfilerScriptSources(cx->runtime(), false);
  for (const ProfilerJSSourceData& source : sources) {
    if (source.filePathLength()) sink(closure, source.sourceId(), source.filePath());
  }
}

}  // extern "C"
