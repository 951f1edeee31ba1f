// Exact memory counters, and what is done at the end of every major collection.
#include "limits.h"
#include "sab.h"

#include "gc/GC.h"
#include "gc/GCRuntime.h"
#include "gc/PublicIterators.h"
#include "gc/Zone.h"
#include "jsapi.h"
#include "js/GCAPI.h"
#include "vm/JSContext.h"
#include "vm/Realm.h"
#include "vm/Runtime.h"

#include <cstdlib>

#include "vm/JSContext-inl.h"
#include "vm/Realm-inl.h"

// Bytes of one runtime.
struct HgMemory {
  uint64_t gcBytes;       // cells in use by the collector's arenas
  uint64_t nurseryBytes;  // capacity of the nursery
  uint64_t mallocBytes;   // what cells own outside: buffers, slots, elements, characters
  uint64_t jitBytes;      // machine code
  uint64_t collections;   // major collections so far
  uint64_t minorCollections;
};

namespace {

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
  heddle::trimSmallBuffers();
  heddle::collectionEnded();
}

}  // namespace

extern "C" {

// Every context needs it, once.
void hg_gc_attach(JSContext* cx) { JS_SetGCCallback(cx, gcCallback, nullptr); }

// Collects young objects.
void hg_minor_gc(JSContext* cx) { cx->minorGC(JS::GCReason::API); }

void hg_memory(JSContext* cx, HgMemory* out) { measure(cx->runtime(), out); }

// Bytes of ArrayBuffers and SharedArrayBuffers, and of wasm memories. Looks at every object.
void hg_memory_external(JSContext* cx, uint64_t* buffers, uint64_t* wasm) {
  heddle::ExternalBytes bytes = heddle::measureExternal(cx);
  *buffers = bytes.buffers;
  *wasm = bytes.wasm;
}

}  // extern "C"
