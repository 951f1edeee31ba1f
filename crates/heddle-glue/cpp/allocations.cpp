// Allocations of objects, sampled for a heap profile: where they were made, and whether they are still alive.
#include "gc/GC.h"
#include "jsfriendapi.h"
#include "vm/ArrayBufferObject.h"
#include "vm/FrameIter.h"
#include "vm/JSContext.h"
#include "vm/JSScript.h"
#include "vm/NativeObject.h"
#include "vm/TypedArrayObject.h"

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <random>

#include "vm/FrameIter-inl.h"
#include "vm/JSContext-inl.h"
#include "vm/JSObject-inl.h"
#include "vm/NativeObject-inl.h"

using namespace js;

typedef void (*FrameSink)(void* closure, const char* text, size_t length, uint32_t source);

struct HgAllocationHost {
  void* closure;
  // Frames of the next allocation, from the innermost, each as "name (file:line:column)" or "file:line:column".
  FrameSink frame;
  // The allocation to which they belong; its number.
  uint32_t (*allocated)(void* closure, uint64_t size);
  // That object was collected. In a collection: must not touch the engine.
  void (*collected)(void* closure, uint32_t number);
};

namespace {

struct Profile {
  HgAllocationHost host;
  double interval;
  uint32_t depth;
  double left;
  std::minstd_rand random;

  // Distances between samples are those of a Poisson process, so that every byte is as likely to be sampled.
  void next() { left = -std::log((random() + 1.0) / (double(random.max()) + 2.0)) * interval; }
};

thread_local std::unique_ptr<Profile> tProfile;
// Of two profiles, one after the other, the second knows nothing of the first's objects.
thread_local uint32_t tGeneration = 0;

constexpr uint32_t kNumberSlot = 0, kGenerationSlot = 1, kSlots = 2;

void finalizeMark(JS::GCContext*, JSObject* mark) {
  const JS::Value& number = JS::GetReservedSlot(mark, kNumberSlot);
  const JS::Value& generation = JS::GetReservedSlot(mark, kGenerationSlot);
  if (!tProfile || !number.isDouble() || uint32_t(generation.toInt32()) != tGeneration) return;
  tProfile->host.collected(tProfile->host.closure, uint32_t(number.toDouble()));
}

const JSClassOps kMarkOps = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, finalizeMark, nullptr, nullptr, nullptr};
// What the engine keeps as long as a sampled object lives, and no longer.
const JSClass kMarkClass = {"AllocationMark", JSCLASS_HAS_RESERVED_SLOTS(kSlots) | JSCLASS_FOREGROUND_FINALIZE, &kMarkOps};

size_t sizeOf(JSObject* obj) {
  size_t size;
  if (!obj->isTenured()) {
    size = obj->sizeOfIncludingThisInNursery(nullptr);
  } else {
    size = obj->tenuredSizeOfThis();
    if (obj->is<NativeObject>()) {
      auto& native = obj->as<NativeObject>();
      size += native.numDynamicSlots() * sizeof(JS::Value);
      if (native.hasDynamicElements()) size += native.getDenseCapacity() * sizeof(JS::Value);
    }
  }
  if (obj->is<FixedLengthTypedArrayObject>()) {
    // Without a buffer of its own until one is asked for.
    auto& array = obj->as<FixedLengthTypedArrayObject>();
    if (!array.hasBuffer() && !array.hasInlineElements()) size += array.byteLength();
  }
  if (obj->is<ArrayBufferObject>()) size += obj->as<ArrayBufferObject>().byteLength();
  return size;
}

void appendAtom(std::string& text, JSAtom* atom) {
  JS::AutoCheckCannotGC nogc;
  for (size_t i = 0; i < atom->length(); i++) {
    char16_t c = atom->latin1OrTwoByteChar(i);
    if (c < 0x80) {
      text.push_back(char(c));
    } else if (c < 0x800) {
      text.push_back(char(0xc0 | (c >> 6)));
      text.push_back(char(0x80 | (c & 0x3f)));
    } else {
      // Halves of pairs end up as such; the reader mends them.
      text.push_back(char(0xe0 | (c >> 12)));
      text.push_back(char(0x80 | ((c >> 6) & 0x3f)));
      text.push_back(char(0x80 | (c & 0x3f)));
    }
  }
}

// Without collecting: the new object is not finished.
void showFrames(JSContext* cx) {
  std::string text;
  uint32_t count = 0;
  for (FrameIter iter(cx); !iter.done() && count < tProfile->depth; ++iter) {
    text.clear();
    uint32_t source = 0;
    if (iter.isWasm()) {
      if (JSAtom* name = iter.maybeFunctionDisplayAtom()) appendAtom(text, name);
      text += " (";
      text += iter.filename() ? iter.filename() : "";
      text += ")";
    } else {
      JSScript* script = iter.script();
      if (script->selfHosted()) continue;
      source = script->scriptSource()->id();
      JSFunction* fun = script->function();
      JSAtom* name = fun ? fun->maybePartialDisplayAtom() : nullptr;
      if (name) {
        appendAtom(text, name);
        text += " (";
      }
      text += script->filename() ? script->filename() : "";
      if (name || fun || script->isForEval()) {
        char place[32];
        snprintf(place, sizeof place, ":%u:%u", script->lineno(), script->column().oneOriginValue());
        text += place;
      }
      if (name) text += ")";
    }
    tProfile->host.frame(tProfile->host.closure, text.data(), text.size(), source);
    count++;
  }
}

struct Builder final : public AllocationMetadataBuilder {
  JSObject* build(JSContext* cx, JS::HandleObject obj, AutoEnterOOMUnsafeRegion&) const override {
    Profile* profile = tProfile.get();
    if (!profile) return nullptr;
    size_t size = sizeOf(obj);
    profile->left -= double(size);
    if (profile->left > 0) return nullptr;
    profile->next();
    JSObject* mark = JS_NewObjectWithGivenProto(cx, &kMarkClass, nullptr);
    if (!mark) {
      // Then this one is not sampled.
      cx->clearPendingException();
      return nullptr;
    }
    JS_SetReservedSlot(mark, kNumberSlot, JS::UndefinedValue());
    showFrames(cx);
    uint32_t number = profile->host.allocated(profile->host.closure, size);
    JS_SetReservedSlot(mark, kNumberSlot, JS::DoubleValue(number));
    JS_SetReservedSlot(mark, kGenerationSlot, JS::Int32Value(int32_t(tGeneration)));
    return mark;
  }
};

const Builder kBuilder;

}  // namespace

extern "C" {

// Samples the objects that the current realm makes, one in `interval` bytes on average. False if that is on already.
bool hg_allocations_start(JSContext* cx, const HgAllocationHost* host, uint64_t interval, uint32_t depth) {
  if (tProfile) return false;
  tProfile = std::make_unique<Profile>();
  tProfile->host = *host;
  tProfile->interval = double(interval);
  tProfile->depth = depth;
  tProfile->random.seed(std::random_device()());
  tProfile->next();
  tGeneration++;
  js::SetAllocationMetadataBuilder(cx, &kBuilder);
  return true;
}

// Ends that. Marks of objects that live on do not matter any more.
void hg_allocations_stop(JSContext* cx) {
  tProfile.reset();
  // The isolate may be about to go, and have left its realm.
  if (cx->realm()) js::SetAllocationMetadataBuilder(cx, nullptr);
}

}  // extern "C"
