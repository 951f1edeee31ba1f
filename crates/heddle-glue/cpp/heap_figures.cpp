// Figures of a runtime: its heap by space, its scripts, and the objects that inherit from one.
#include "heap_figures.h"

#include "gc/GC.h"
#include "gc/GCRuntime.h"
#include "gc/Nursery.h"
#include "gc/PublicIterators.h"
#include "gc/Zone.h"
#include "jsapi.h"
#include "js/GCAPI.h"
#include "js/HeapAPI.h"
#include "vm/JSContext.h"
#include "vm/JSObject.h"
#include "vm/JSScript.h"
#include "vm/ProxyObject.h"
#include "vm/Realm.h"
#include "vm/Runtime.h"

#include <malloc.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "gc/GC-inl.h"
#include "vm/JSContext-inl.h"
#include "vm/JSObject-inl.h"
#include "vm/JSScript-inl.h"

// Bytes of what was compiled.
struct HgCodeFigures {
  uint64_t bytecode;  // and what belongs to it
  uint64_t sources;   // texts of the scripts, in code units
};

namespace {

template <auto member>
struct OpenNursery {
  friend size_t ownedBy(js::Nursery& nursery) { return (nursery.*member).mallocedBufferBytes; }
};
size_t ownedBy(js::Nursery& nursery);
template struct OpenNursery<&js::Nursery::toSpace>;

template <auto usedSpace, auto chunks>
struct OpenSpace {
  // One that was never used has no space yet.
  friend size_t usedOf(js::Nursery& nursery) {
    return (nursery.*chunks)() && !nursery.isEmpty() ? (nursery.*usedSpace)() : 0;
  }
};
size_t usedOf(js::Nursery& nursery);
template struct OpenSpace<&js::Nursery::usedSpace, &js::Nursery::allocatedChunkCount>;

size_t sizeOf(const void* block) { return malloc_usable_size(const_cast<void*>(block)); }

// Whether `wanted` is among the prototypes of `object`, as far as they can be told without running code.
bool inherits(JSObject* object, JSObject* wanted) {
  while (!object->hasDynamicPrototype()) {
    object = object->staticPrototype();
    if (!object) return false;
    if (object == wanted) return true;
  }
  return false;
}

}  // namespace

void heddle::heapFigures(JSContext* cx, HgHeapFigures* out) {
  JSRuntime* rt = cx->runtime();
  js::gc::GCRuntime& gc = rt->gc;
  js::Nursery& nursery = gc.nursery();
  *out = {};
  if (nursery.isEnabled()) {
    out->youngSize = nursery.capacity();
    out->youngUsed = usedOf(nursery);
  }
  out->youngOwned = ownedBy(nursery);
  out->oldUsed = gc.heapSize.bytes();
  out->oldSize = std::max<uint64_t>(out->oldUsed, uint64_t(JS_GetGCParameter(cx, JSGC_TOTAL_CHUNKS)) << js::gc::ChunkShift);
  for (js::ZonesIter zone(rt, js::WithAtoms); !zone.done(); zone.next()) {
    out->owned += zone->mallocHeapSize.bytes();
    out->code += zone->jitHeapSize.bytes();
  }
  for (js::RealmsIter realm(rt); !realm.done(); realm.next()) out->realms++;
}

extern "C" {

void hg_heap_figures(JSContext* cx, HgHeapFigures* out) { heddle::heapFigures(cx, out); }

// Looks at every script. A text or bytecode that several scripts share is counted once.
void hg_code_figures(JSContext* cx, HgCodeFigures* out) {
  *out = {};
  std::unordered_set<const void*> seen;
  std::unordered_map<const void*, uint64_t> ends;
  for (js::ZonesIter zone(cx->runtime(), js::SkipAtoms); !zone.done(); zone.next()) {
    for (auto iter = zone->cellIter<js::BaseScript>(); !iter.done(); iter.next()) {
      js::BaseScript* script = iter.unbarrieredGet();
      out->bytecode += script->sizeOfExcludingThis();
      if (script->hasBytecode()) {
        js::SharedImmutableScriptData* data = script->sharedData();
        if (seen.insert(data).second) out->bytecode += data->sizeOfIncludingThis(sizeOf);
      }
      uint64_t& end = ends[script->scriptSource()];
      end = std::max<uint64_t>(end, script->sourceEnd());
    }
  }
  for (const auto& [source, end] : ends) out->sources += end;
}

// Collects garbage, then tells the sink each object that has `prototype` among its prototypes; it must keep them alive, and
// may do nothing else with the context.
void hg_heirs(JSContext* cx, JSObject* prototype, bool (*sink)(void*, JSObject*), void* closure) {
  JS::RootedObject wanted(cx, prototype);
  if (JS::IsIncrementalGCInProgress(cx)) JS::FinishIncrementalGC(cx, JS::GCReason::API);
  JS::PrepareForFullGC(cx);
  JS::NonIncrementalGC(cx, JS::GCOptions::Normal, JS::GCReason::API);
  // What was found dead is swept in the background, and must not be looked at.
  cx->runtime()->gc.waitBackgroundSweepEnd();
  cx->runtime()->gc.evictNursery();
  for (js::ZonesIter zone(cx->runtime(), js::SkipAtoms); !zone.done(); zone.next()) {
    for (js::gc::AllocKind kind : js::gc::AllAllocKinds()) {
      if (!js::gc::IsObjectAllocKind(kind)) continue;
      for (auto iter = zone->cellIter<JSObject>(kind); !iter.done(); iter.next()) {
        JSObject* object = iter.unbarrieredGet();
        if (object->compartment() != wanted->compartment() || !inherits(object, wanted)) continue;
        JS::ExposeObjectToActiveJS(object);
        if (!sink(closure, object)) return;
      }
    }
  }
}

}  // extern "C"
