// Exact memory counters, a callback at the end of every major collection, a hard limit on large allocations,
// helper threads on and off, and the random seed of a forked child.
#include "sab.h"

#include "gc/GC.h"
#include "gc/GCRuntime.h"
#include "gc/PublicIterators.h"
#include "gc/Zone.h"
#include "jsapi.h"
#include "js/GCAPI.h"
#include "mozmemory.h"
#include "util/RandomSeed.h"
#include "vm/HelperThreads.h"
#include "vm/JSContext.h"
#include "vm/Realm.h"
#include "vm/Runtime.h"

#include <cstdlib>

#include "vm/JSContext-inl.h"
#include "vm/Realm-inl.h"

namespace js {
extern bool gCanUseExtraThreads;
}

// Bytes of one runtime.
struct HgMemory {
  uint64_t gcBytes;       // cells in use by the collector's arenas
  uint64_t nurseryBytes;  // capacity of the nursery
  uint64_t mallocBytes;   // what cells own outside: buffers, slots, elements, characters
  uint64_t jitBytes;      // machine code
  uint64_t collections;   // major collections so far
  uint64_t minorCollections;
};

struct HgGcHost {
  void* closure;
  // A major collection ended (own thread; must not run JavaScript or allocate cells; may request an interrupt).
  void (*ended)(void* closure, const HgMemory* memory);
};

namespace {

thread_local HgGcHost tGcHost{};
thread_local size_t tLargeLimit = 0;
thread_local uint64_t tDenied = 0;

void measure(JSRuntime* rt, HgMemory* out) {
  js::gc::GCRuntime& gc = rt->gc;
  out->gcBytes = gc.heapSize.bytes();
  out->nurseryBytes = gc.nursery().capacity();
  out->mallocBytes = 0;
  out->jitBytes = 0;
  for (js::ZonesIter zone(rt, js::WithAtoms); !zone.done(); zone.next()) {
    out->mallocBytes += zone->mallocHeapSize.bytes();
    out->jitBytes += zone->jitHeapSize.bytes();
  }
  out->collections = gc.majorGCCount();
  out->minorCollections = gc.minorGCCount();
}

void gcCallback(JSContext* cx, JSGCStatus status, JS::GCReason, void*) {
  if (status != JSGC_END) return;
  heddle::sweepAsyncWaiters(cx);
  if (!tGcHost.ended) return;
  HgMemory memory;
  measure(cx->runtime(), &memory);
  tGcHost.ended(tGcHost.closure, &memory);
}

// Small allocations cannot be denied: the engine treats their failure as fatal in places, and they are bounded by the
// limit on cells. Only the thread's own runtime counts; helper threads have no limit.
bool denied(size_t bytes) {
  if (MOZ_LIKELY(bytes < (64 << 10)) || MOZ_LIKELY(!tLargeLimit)) return false;
  JSContext* cx = js::TlsContext.get();
  if (!cx || !cx->zone()) return false;
  size_t used = cx->zone()->mallocHeapSize.bytes() + cx->runtime()->gc.heapSize.bytes();
  if (used <= tLargeLimit && bytes <= tLargeLimit - used) return false;
  tDenied++;
  return true;
}

}  // namespace

// Interposed: the allocation functions below every buffer, slot and string of the engine.
void* moz_arena_malloc(arena_id_t, size_t size) { return denied(size) ? nullptr : malloc(size); }
void* moz_arena_calloc(arena_id_t, size_t count, size_t size) {
  size_t total;
  if (__builtin_mul_overflow(count, size, &total) || denied(total)) return nullptr;
  return calloc(count, size);
}
void* moz_arena_realloc(arena_id_t, void* from, size_t size) { return denied(size) ? nullptr : realloc(from, size); }

extern "C" {

// Installs the callback at the end of collections (also needed for waitAsync's own cleaning). `host` may be null.
void hg_gc_attach(JSContext* cx, const HgGcHost* host) {
  tGcHost = host ? *host : HgGcHost{};
  JS_SetGCCallback(cx, gcCallback, nullptr);
}

// Collects young objects.
void hg_minor_gc(JSContext* cx) { cx->minorGC(JS::GCReason::API); }

void hg_memory(JSContext* cx, HgMemory* out) { measure(cx->runtime(), out); }

// Allocations of 64 KiB or more fail (a catchable error in JavaScript) when they would bring this thread's runtime
// above `bytes`, cells included; 0 lifts the limit.
void hg_large_limit_set(size_t bytes) { tLargeLimit = bytes; }
// How often this thread was denied an allocation.
uint64_t hg_large_denied() { return tDenied; }

// Before the first context of the process: no helper thread is ever started, their work is done by the callers.
void hg_helper_threads_off() { js::gCanUseExtraThreads = false; }

// After a fork (or when wanted after all): starts them, and lets the collector of `cx` count them again.
bool hg_helper_threads_on(JSContext* cx) {
  js::gCanUseExtraThreads = true;
  if (!js::EnsureHelperThreadsInitialized()) return false;
  JS_SetGCParameter(cx, JSGC_HELPER_THREAD_RATIO, 50);
  return true;
}

bool hg_helper_threads_are_on() { return js::gCanUseExtraThreads; }

// New seed for Math.random of the current realm: a forked child must not repeat its siblings' numbers.
void hg_reseed(JSContext* cx) {
  mozilla::Array<uint64_t, 2> seed;
  js::GenerateXorShift128PlusSeed(seed);
  cx->realm()->getOrCreateRandomNumberGenerator().setState(seed[0], seed[1]);
}

}  // extern "C"
