// Limits of one runtime: a heap budget (cells and what they own: slots, elements, characters, machine code) and an
// external one (ArrayBuffers, SharedArrayBuffers, wasm memories). docs/design/memory-limits.md has the whole picture.
//
// The engine counts all of it exactly, but as one sum. So allocations only add up what they asked for; each time that
// makes a step the sum is read, and once it has grown enough that a budget may be used up, an interrupt is requested.
// There (hg_limits_check) garbage is collected, the buffers are told from the rest, and the host hears the verdict.
// Code that reaches no interrupt check for long meets refusals at twice the limit, where the engine expects them.
#include "limits.h"

#include "huge_pages.h"

#include "gc/GC.h"
#include "gc/GCRuntime.h"
#include "gc/Nursery.h"
#include "gc/PublicIterators.h"
#include "gc/Zone.h"
#include "jsapi.h"
#include "js/ErrorReport.h"
#include "js/GCAPI.h"
#include "js/StructuredClone.h"
#include "mozmemory.h"
#include "vm/ArrayBufferObject.h"
#include "vm/JSContext.h"
#include "vm/Runtime.h"
#include "vm/SharedArrayObject.h"
#include "vm/TypedArrayObject.h"
#include "wasm/WasmJS.h"
#include "wasm/WasmMemory.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdlib>

#include "gc/GC-inl.h"
#include "vm/JSContext-inl.h"
#include "vm/JSObject-inl.h"

enum HgLimitKind : int32_t { kNone = 0, kHeap = 1, kExternal = 2, kCode = 3 };

// Bytes; SIZE_MAX: no limit.
struct HgLimits {
  size_t heap;
  size_t external;
  size_t code;
};

struct HgLimitHost {
  void* closure;
  // JavaScript is being ended because an allocation was refused. On the runtime's thread, inside the allocation: it may
  // do nothing with the engine but request an interrupt.
  void (*over)(void* closure, int32_t kind, uint64_t used, uint64_t limit);
};

struct HgVerdict {
  int32_t kind;
  bool over;  // else: near the limit for the first time
  uint64_t used;
  uint64_t limit;
};

struct HgUsage {
  uint64_t allocated;  // since the runtime exists, in steps; what was collected again included
  uint64_t peak;       // largest sum of all counters that was seen
  uint64_t peakOwned;  // the same of what the heap's cells own outside of it; buffers as last measured
};

namespace {

// The engine passes these with each allocation and otherwise ignores them, as its own allocator is not built in.
constexpr arena_id_t kBufferArena = 1;
constexpr arena_id_t kStringArena = 2;

// V8's words.
const JSErrorFormatString kBufferFailed = {"HEDDLE_BUFFER_FAILED", "Array buffer allocation failed", 0, JSEXN_RANGEERR};
const JSErrorFormatString kMemoryFailed = {"HEDDLE_MEMORY_FAILED", "WebAssembly.Memory(): could not allocate memory",
                                           0, JSEXN_RANGEERR};

constexpr size_t kStep = 256 << 10;
// Below these sizes a failed allocation may be one that the engine cannot survive (AutoEnterOOMUnsafeRegion).
constexpr size_t kLeastRefusedString = 64 << 10;
constexpr size_t kLeastRefused = 64 << 20;
constexpr size_t kSlack = 16 << 20;

struct Budget {
  JSContext* cx = nullptr;
  size_t debt = 0;                    // asked for since the sum was last read
  size_t next = SIZE_MAX;             // the sum from which on a closer look is due
  size_t hard = SIZE_MAX;             // heap from which on allocations are refused
  HgLimits limits{SIZE_MAX, SIZE_MAX, SIZE_MAX};
  size_t external = 0;                // as last measured
  size_t externalSince = 0;           // allocated since
  size_t sharedText = 0;              // of young strings that came with messages: the engine counts it when they are old
  HgUsage usage{};
  int32_t stopped = kNone;
  bool wanted = false;                // a closer look was asked for
  bool refuse = false;
  const JSErrorFormatString* failed = nullptr;  // what the last failed allocation was for, if not for the heap
  bool ranOut = false;                // the system had no memory
  bool warned[4] = {};
  HgLimitHost host{};
};

// Plain data, so that access needs no guard: helper threads have one without a context.
thread_local constinit Budget tBudget{};

// JSGC_MAX_BYTES in bytes: the parameter itself has 32 bits.
struct MaxBytes {
  using Type = js::MainThreadOrGCTaskData<size_t> js::gc::GCSchedulingTunables::*;
  friend Type memberOf(MaxBytes);
};
template <MaxBytes::Type member>
struct OpenMaxBytes {
  friend MaxBytes::Type memberOf(MaxBytes) { return member; }
};
template struct OpenMaxBytes<&js::gc::GCSchedulingTunables::gcMaxBytes_>;

// What young objects own outside the nursery.
template <auto member>
struct OpenNursery {
  friend size_t ownedByYoung(js::Nursery& nursery) { return (nursery.*member).mallocedBufferBytes; }
};
size_t ownedByYoung(js::Nursery& nursery);
template struct OpenNursery<&js::Nursery::toSpace>;

// Characters that a message refers to instead of holding a copy.
struct SharedTexts {
  using Type = js::Vector<RefPtr<mozilla::StringBuffer>, 4, js::SystemAllocPolicy> JSStructuredCloneData::*;
  friend Type memberOf(SharedTexts);
};
template <SharedTexts::Type member>
struct OpenSharedTexts {
  friend SharedTexts::Type memberOf(SharedTexts) { return member; }
};
template struct OpenSharedTexts<&JSStructuredCloneData::stringBufferRefsHeld_>;

void setMaxBytes(JSContext* cx, size_t bytes) { cx->runtime()->gc.tunables.*memberOf(MaxBytes{}) = bytes; }

struct Sum {
  size_t total;
  size_t code;
};

Sum sumOf(const Budget& b) {
  JSRuntime* rt = b.cx->runtime();
  Sum sum{rt->gc.heapSize.bytes() + ownedByYoung(rt->gc.nursery()) + b.sharedText, 0};
  for (js::ZonesIter zone(rt, js::WithAtoms); !zone.done(); zone.next()) {
    sum.total += zone->mallocHeapSize.bytes();
    sum.code += zone->jitHeapSize.bytes();
  }
  sum.total += sum.code;
  return sum;
}

size_t plus(size_t a, size_t b) { return a > SIZE_MAX - b ? SIZE_MAX : a + b; }

// Not less than what the heap really has, unless buffers were freed meanwhile.
size_t heapEstimate(const Budget& b, size_t total) {
  size_t external = plus(b.external, b.externalSince);
  return total > external ? total - external : 0;
}

size_t look(Budget& b) {
  b.usage.allocated += b.debt;
  b.debt = 0;
  Sum sum = sumOf(b);
  b.usage.peak = std::max<uint64_t>(b.usage.peak, sum.total);
  size_t heap = heapEstimate(b, sum.total);
  size_t cells = b.cx->runtime()->gc.heapSize.bytes() + sum.code;
  b.usage.peakOwned = std::max<uint64_t>(b.usage.peakOwned, heap > cells ? heap - cells : 0);
  bool refuse = heap >= b.hard;
  if (refuse != b.refuse) {
    b.refuse = refuse;
    setMaxBytes(b.cx, refuse ? 0 : b.hard);
  }
  bool muchCode = sum.code > b.limits.code;
  if (MOZ_UNLIKELY((sum.total >= b.next || muchCode) && !b.wanted)) {
    b.wanted = true;
    // The urgent kind takes a lock that code which allocates may hold.
    JS_RequestInterruptCallbackCanWait(b.cx);
  }
  return heap;
}

void stop(Budget& b, int32_t kind, size_t used, size_t limit) {
  if (b.stopped) return;
  b.stopped = kind;
  if (b.host.over) b.host.over(b.host.closure, kind, used, limit);
}

// Where no lock is held. Wasm loops see only the urgent kind.
void interruptIfWanted() {
  if (tBudget.wanted) JS_RequestInterruptCallback(tBudget.cx);
}

bool collecting(const Budget&) { return JS::RuntimeHeapIsBusy(); }

// Whether the heap may have `bytes` more at once.
bool admitHeap(Budget& b, size_t bytes) {
  size_t heap = look(b);
  if (MOZ_LIKELY(plus(heap, bytes) <= b.hard) && !b.refuse) return true;
  if (collecting(b)) return true;
  stop(b, kHeap, plus(heap, bytes), b.limits.heap);
  return false;
}

MOZ_NEVER_INLINE bool admitSlow(Budget& b, arena_id_t arena, size_t bytes) {
  if (!b.cx) {
    b.debt = 0;
    return true;
  }
  if (arena == kBufferArena) {
    look(b);
    if (bytes <= b.limits.external || collecting(b)) return true;
    return false;
  }
  if (bytes < (arena == kStringArena ? kLeastRefusedString : kLeastRefused)) {
    look(b);
    return true;
  }
  return admitHeap(b, bytes);
}

bool admit(arena_id_t arena, size_t bytes) {
  Budget& b = tBudget;
  if (arena == kBufferArena) b.externalSince = plus(b.externalSince, bytes);
  b.debt = plus(b.debt, bytes);
  return MOZ_LIKELY(b.debt < kStep) || admitSlow(b, arena, bytes);
}

void* done(arena_id_t arena, void* p) {
  if (arena == kBufferArena) tBudget.failed = p ? nullptr : &kBufferFailed;
  return p;
}

void nurseryCollected(JSContext* cx, JS::GCNurseryProgress progress, JS::GCReason, void*) {
  Budget& b = tBudget;
  if (b.cx != cx) return;
  if (progress == JS::GCNurseryProgress::GC_NURSERY_COLLECTION_START) {
    b.usage.allocated += cx->nursery().capacity();
  } else {
    b.sharedText = 0;
    look(b);
    // Here nothing holds a lock.
    if (b.wanted) JS_RequestInterruptCallback(cx);
  }
}

// Collects all garbage; afterwards the counters say what is in use.
void collect(JSContext* cx, JS::GCOptions options) {
  if (JS::IsIncrementalGCInProgress(cx)) JS::FinishIncrementalGC(cx, JS::GCReason::LAST_DITCH);
  JS::PrepareForFullGC(cx);
  JS::NonIncrementalGC(cx, options, JS::GCReason::LAST_DITCH);
  cx->runtime()->gc.waitBackgroundSweepEnd();
  cx->runtime()->gc.waitBackgroundFreeEnd();
}

// How much more fits below a mark; at least so much that a collection pays.
size_t room(size_t used, size_t limit, size_t mark) {
  if (limit == SIZE_MAX) return SIZE_MAX;
  size_t least = std::max<size_t>(limit / 32, 1 << 20);
  return used < mark ? std::max(mark - used, least) : least;
}

size_t nearMark(size_t limit) { return limit == SIZE_MAX ? SIZE_MAX : limit - limit / 10; }

// The text to report, which the engine asks for by number.
const JSErrorFormatString* failureOf(void*, unsigned number) { return number ? &kMemoryFailed : &kBufferFailed; }

}  // namespace

bool heddle::allowExternal(size_t bytes) {
  Budget& b = tBudget;
  return !b.cx || bytes <= b.limits.external;
}

void heddle::noteBuffer(bool made) { tBudget.failed = made ? nullptr : &kBufferFailed; }

void heddle::noteExternal(size_t bytes) {
  if (!tBudget.cx) return;
  admit(kBufferArena, bytes);
  interruptIfWanted();
}

void heddle::noteSharedText(size_t bytes) {
  Budget& b = tBudget;
  if (!b.cx || !bytes) return;
  b.sharedText = plus(b.sharedText, bytes);
  b.debt = plus(b.debt, bytes);
  if (b.debt >= kStep) look(b);
  interruptIfWanted();
}

heddle::Receiving::Receiving(JSContext* cx, JSStructuredCloneData& data)
    : before_(tBudget.cx == cx ? sumOf(tBudget).total : SIZE_MAX), since_(tBudget.externalSince) {
  if (before_ == SIZE_MAX) return;
  for (const auto& text : data.*memberOf(SharedTexts{})) texts_ += text->AllocationSize();
}

heddle::Receiving::~Receiving() {
  if (before_ == SIZE_MAX) return;
  Budget& b = tBudget;
  noteSharedText(texts_);
  size_t now = sumOf(b).total;
  size_t grown = now > before_ ? now - before_ : 0;
  // What was noted meanwhile; a measurement begins anew.
  size_t noted = b.externalSince >= since_ ? b.externalSince - since_ : b.externalSince;
  noteExternal(grown > noted ? grown - noted : 0);
}

void heddle::collectionEnded() {
  if (tBudget.cx) look(tBudget);
}

heddle::ExternalBytes heddle::measureExternal(JSContext* cx) {
  JSRuntime* rt = cx->runtime();
  rt->gc.evictNursery();
  ExternalBytes sum{};
  for (js::ZonesIter zone(rt, js::SkipAtoms); !zone.done(); zone.next()) {
    if (!zone->mallocHeapSize.bytes()) continue;
    for (js::gc::AllocKind kind : js::gc::AllAllocKinds()) {
      if (!js::gc::IsObjectAllocKind(kind)) continue;
      for (auto iter = zone->cellIter<JSObject>(kind); !iter.done(); iter.next()) {
        JSObject* object = iter.unbarrieredGet();
        if (object->is<js::ArrayBufferObject>()) {
          auto& buffer = object->as<js::ArrayBufferObject>();
          if (buffer.isWasm()) {
            sum.wasm += buffer.byteLength();
          } else if (buffer.isMalloced() || buffer.isMapped()) {
            sum.buffers += buffer.isResizable() ? object->as<js::ResizableArrayBufferObject>().maxByteLength()
                                                : buffer.byteLength();
          }
        } else if (object->is<js::FixedLengthTypedArrayObject>()) {
          auto& array = object->as<js::FixedLengthTypedArrayObject>();
          if (!array.hasBuffer() && array.hasMallocedElements(cx)) sum.buffers += array.byteLength();
        }
      }
    }
    for (auto iter = zone->sharedMemoryUseCounts.iter(); !iter.done(); iter.next()) {
      auto* raw = static_cast<js::SharedArrayRawBuffer*>(iter.get().key());
      (raw->isWasm() ? sum.wasm : sum.buffers) += iter.get().value().nbytes;
    }
  }
  return sum;
}

// ---- interposed: where the engine allocates ----------------------------------------------------------------

void* moz_arena_malloc(arena_id_t arena, size_t size) {
  return done(arena, admit(arena, size) ? heddle::withHugePages(malloc(size), size) : nullptr);
}
void* moz_arena_calloc(arena_id_t arena, size_t count, size_t size) {
  size_t total;
  if (__builtin_mul_overflow(count, size, &total)) return nullptr;
  return done(arena, admit(arena, total) ? heddle::withHugePages(calloc(count, size), total) : nullptr);
}
void* moz_arena_realloc(arena_id_t arena, void* from, size_t size) {
  return done(arena, admit(arena, size) ? realloc(from, size) : nullptr);
}

extern "C" {
void* heddle_engine_buffer_alloc(js::gc::BufferAllocator* self, size_t bytes, bool nurseryOwned);
void heddle_engine_after_alloc(js::gc::GCRuntime* self, JS::Zone* zone);
void heddle_engine_out_of_memory(JSContext* self);
js::WasmArrayRawBuffer* heddle_engine_wasm_allocate(js::wasm::AddressType, js::wasm::PageSize, js::wasm::Pages,
                                                    js::wasm::Pages, const mozilla::Maybe<js::wasm::Pages>&,
                                                    const mozilla::Maybe<size_t>&);
js::WasmSharedArrayRawBuffer* heddle_engine_wasm_allocate_shared(js::wasm::AddressType, js::wasm::PageSize,
                                                                 js::wasm::Pages, js::wasm::Pages,
                                                                 const mozilla::Maybe<js::wasm::Pages>&,
                                                                 const mozilla::Maybe<size_t>&);
js::ArrayBufferObject* heddle_engine_wasm_grow(js::wasm::AddressType, js::wasm::Pages,
                                               JS::Handle<js::ArrayBufferObject*>, JSContext*);
bool heddle_engine_wasm_grow_shared(js::WasmSharedArrayRawBuffer* self, const js::WasmSharedArrayRawBuffer::Lock&,
                                    js::wasm::AddressType, js::wasm::Pages);
uint64_t heddle_engine_wasm_memory_grow(JS::Handle<js::WasmMemoryObject*>, uint64_t, JSContext*);
}

template <typename Raw>
static Raw* wasmMade(size_t bytes, Raw* raw) {
  tBudget.failed = raw ? nullptr : &kMemoryFailed;
  if (raw) heddle::noteExternal(bytes);
  return raw;
}

// Slots, elements, tables of Map and Set. Never called by the collector, which has allocInGC.
void* js::gc::BufferAllocator::alloc(size_t bytes, bool nurseryOwned) {
  Budget& b = tBudget;
  b.debt = plus(b.debt, bytes);
  if (MOZ_UNLIKELY(b.debt >= kStep || b.refuse) && b.cx && !admitHeap(b, bytes)) return nullptr;
  return heddle_engine_buffer_alloc(this, bytes, nurseryOwned);
}

// Called for each new arena of cells.
void js::gc::GCRuntime::maybeTriggerGCAfterAlloc(JS::Zone* zone) {
  Budget& b = tBudget;
  b.debt += ArenaSize;
  if (MOZ_UNLIKELY(b.debt >= kStep) && b.cx) look(b);
  heddle_engine_after_alloc(this, zone);
}

// What runs out because of a limit cannot be caught; a buffer that there is no memory for is a RangeError, as in V8.
void JSContext::onOutOfMemory() {
  Budget& b = tBudget;
  if (b.cx == this) {
    if (b.limits.heap != SIZE_MAX && runtime()->gc.heapSize.bytes() >= runtime()->gc.tunables.gcMaxBytes()) {
      stop(b, kHeap, sumOf(b).total, b.limits.heap);
    }
    if (b.stopped) {
      reportUncatchableException();
      return;
    }
    if (b.failed) {
      unsigned number = b.failed == &kMemoryFailed;
      b.failed = nullptr;
      js::gc::AutoSuppressGC suppress(this);
      JS_ReportErrorNumberASCII(this, failureOf, nullptr, number);
      return;
    }
    b.ranOut = true;
  }
  heddle_engine_out_of_memory(this);
}

js::WasmArrayRawBuffer* js::WasmArrayRawBuffer::AllocateWasm(wasm::AddressType addressType, wasm::PageSize pageSize,
                                                             wasm::Pages initial, wasm::Pages clampedMax,
                                                             const mozilla::Maybe<wasm::Pages>& sourceMax,
                                                             const mozilla::Maybe<size_t>& mapped) {
  size_t bytes = initial.byteLength();
  return wasmMade(bytes, heddle::allowExternal(bytes) ? heddle_engine_wasm_allocate(addressType, pageSize, initial,
                                                                                     clampedMax, sourceMax, mapped)
                                                      : nullptr);
}

js::WasmSharedArrayRawBuffer* js::WasmSharedArrayRawBuffer::AllocateWasm(
    wasm::AddressType addressType, wasm::PageSize pageSize, wasm::Pages initial, wasm::Pages clampedMax,
    const mozilla::Maybe<wasm::Pages>& sourceMax, const mozilla::Maybe<size_t>& mapped) {
  size_t bytes = initial.byteLength();
  return wasmMade(bytes, heddle::allowExternal(bytes)
                             ? heddle_engine_wasm_allocate_shared(addressType, pageSize, initial, clampedMax, sourceMax,
                                                                  mapped)
                             : nullptr);
}

js::ArrayBufferObject* js::ArrayBufferObject::wasmGrowToPagesInPlace(wasm::AddressType type, wasm::Pages pages,
                                                                     Handle<ArrayBufferObject*> old, JSContext* cx) {
  // A source maximum may lie beyond what has a length in bytes.
  if (pages > old->wasmClampedMaxPages() || !heddle::allowExternal(pages.byteLength())) return nullptr;
  size_t before = old->byteLength();
  auto* grown = heddle_engine_wasm_grow(type, pages, old, cx);
  if (grown) heddle::noteExternal(pages.byteLength() - before);
  return grown;
}

bool js::WasmSharedArrayRawBuffer::wasmGrowToPagesInPlace(const Lock& lock, wasm::AddressType type,
                                                          wasm::Pages pages) {
  if (pages > wasmClampedMaxPages() || !heddle::allowExternal(pages.byteLength())) return false;
  size_t before = volatileByteLength();
  if (!heddle_engine_wasm_grow_shared(this, lock, type, pages)) return false;
  // The memory's lock is held: WasmMemoryObject::grow interrupts.
  if (tBudget.cx) admit(kBufferArena, pages.byteLength() - before);
  return true;
}

uint64_t js::WasmMemoryObject::grow(Handle<WasmMemoryObject*> memory, uint64_t delta, JSContext* cx) {
  uint64_t before = heddle_engine_wasm_memory_grow(memory, delta, cx);
  if (tBudget.cx == cx) interruptIfWanted();
  return before;
}

extern "C" {

// Once, after the engine is set up and before its first context.
void hg_limits_init() {
  js::ArrayBufferContentsArena = kBufferArena;
  js::StringBufferArena = kStringArena;
}

// Sets the limits of this thread's runtime. The host's closure stays valid until hg_limits_detach. Of several runtimes of
// a thread the first is limited.
bool hg_limits_attach(JSContext* cx, const HgLimits* limits, const HgLimitHost* host) {
  Budget& b = tBudget;
  if (b.cx) return true;
  b = Budget{};
  b.cx = cx;
  b.limits = *limits;
  b.host = *host;
  b.hard = limits->heap > (SIZE_MAX - kSlack) / 2 ? SIZE_MAX : 2 * limits->heap + kSlack;
  b.next = std::min(nearMark(limits->heap), nearMark(limits->external));
  setMaxBytes(cx, b.hard);
  return JS::AddGCNurseryCollectionCallback(cx, nurseryCollected, nullptr);
}

// No limit from here on: what remains is to be taken down.
void hg_limits_lift(JSContext* cx) {
  Budget& b = tBudget;
  if (b.cx != cx) return;
  b.limits = HgLimits{SIZE_MAX, SIZE_MAX, SIZE_MAX};
  b.hard = b.next = SIZE_MAX;
  b.refuse = b.wanted = false;
  setMaxBytes(cx, SIZE_MAX);
}

// Before the context is destroyed.
void hg_limits_detach(JSContext* cx) {
  if (tBudget.cx != cx) return;
  JS::RemoveGCNurseryCollectionCallback(cx, nurseryCollected, nullptr);
  hg_limits_lift(cx);
  tBudget = Budget{};
}

// In an interrupt callback: whether a limit is exceeded, or near for the first time. Collects garbage if it must.
bool hg_limits_check(JSContext* cx, HgVerdict* verdict) {
  Budget& b = tBudget;
  if (MOZ_LIKELY(b.cx != cx || !b.wanted)) return false;
  b.wanted = false;
  if (cx->suppressGC) {
    b.next = plus(sumOf(b).total, kStep);
    return false;
  }
  bool collected = false;
  for (;;) {
    heddle::ExternalBytes bytes = heddle::measureExternal(cx);
    b.external = bytes.buffers + bytes.wasm;
    b.externalSince = 0;
    Sum sum = sumOf(b);
    size_t external = std::min(b.external, sum.total);
    const size_t used[] = {0, sum.total - external, b.external, sum.code};
    const size_t limit[] = {0, b.limits.heap, b.limits.external, b.limits.code};
    int32_t over = kNone, near = kNone;
    for (int32_t kind = kCode; kind > kNone; kind--) {
      if (used[kind] > limit[kind]) over = kind;
      if (kind == kCode || limit[kind] == SIZE_MAX) continue;
      if (used[kind] >= nearMark(limit[kind])) {
        if (!b.warned[kind]) near = kind;
      } else if (used[kind] < limit[kind] - limit[kind] / 5) {
        b.warned[kind] = false;
      }
    }
    if ((over || near) && !collected) {
      collected = true;
      // Only a shrinking collection drops machine code.
      collect(cx, over == kCode ? JS::GCOptions::Shrink : JS::GCOptions::Normal);
      continue;
    }
    if (near) b.warned[near] = true;
    size_t least = SIZE_MAX;
    for (int32_t kind : {kHeap, kExternal}) {
      size_t mark = b.warned[kind] ? limit[kind] : nearMark(limit[kind]);
      least = std::min(least, room(used[kind], limit[kind], mark));
    }
    b.next = plus(sum.total, least);
    look(b);
    int32_t kind = over ? over : near;
    if (!kind) return false;
    if (over) b.stopped = over;
    *verdict = {kind, over != kNone, used[kind], limit[kind]};
    return true;
  }
}

void hg_limits_usage(JSContext* cx, HgUsage* out) {
  Budget& b = tBudget;
  if (b.cx == cx) look(b);
  *out = b.usage;
}

// Whether the system had no memory for what this thread's runtime asked for.
bool hg_limits_ran_out(JSContext* cx) { return tBudget.cx == cx && tBudget.ranOut; }

}  // extern "C"
