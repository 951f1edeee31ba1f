// Records when the context's collections happened, while somebody wants to know.
#include "jsapi.h"
#include "js/GCAPI.h"

#include <time.h>

#include <array>
#include <cstdint>

// One collection, or a slice of one.
struct HgCollection {
  uint64_t ago;       // nanoseconds between its start and the call that takes the record
  uint64_t duration;  // nanoseconds
  uint32_t kind;      // 1: young objects; 4: all, or the end of that in slices; 8: a slice before the end
  bool forced;        // the program asked for it
};

namespace {

constexpr size_t kMost = 1024;

struct Watch {
  // A ring: what is not taken in time is overwritten. Nothing is allocated amid a collection.
  std::array<HgCollection, kMost> records;
  size_t first = 0;
  size_t count = 0;
  uint64_t sliceStart = 0;  // 0: none under way
  uint64_t minorStart = 0;
  JS::GCSliceCallback before = nullptr;

  void add(uint64_t start, uint32_t kind, JS::GCReason reason);
};

thread_local Watch* tWatch = nullptr;

uint64_t nowNanos() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return uint64_t(t.tv_sec) * 1000000000u + t.tv_nsec;
}

void Watch::add(uint64_t start, uint32_t kind, JS::GCReason reason) {
  if (count == kMost) {
    first = (first + 1) % kMost;
    count--;
  }
  // `ago` holds the start until the record is taken.
  records[(first + count++) % kMost] = {start, nowNanos() - start, kind, reason == JS::GCReason::API};
}

void onSlice(JSContext* cx, JS::GCProgress progress, const JS::GCDescription& description) {
  Watch* watch = tWatch;
  if (!watch) return;
  if (watch->before) watch->before(cx, progress, description);
  switch (progress) {
    case JS::GC_SLICE_BEGIN:
      watch->sliceStart = nowNanos();
      break;
    case JS::GC_SLICE_END:
      if (watch->sliceStart) watch->add(watch->sliceStart, description.isComplete_ ? 4 : 8, description.reason_);
      watch->sliceStart = 0;
      break;
    case JS::GC_CYCLE_BEGIN:
    case JS::GC_CYCLE_END:
      break;
  }
}

void onMinor(JSContext*, JS::GCNurseryProgress progress, JS::GCReason reason, void*) {
  Watch* watch = tWatch;
  // One within a slice is part of it.
  if (!watch || watch->sliceStart) return;
  if (progress == JS::GCNurseryProgress::GC_NURSERY_COLLECTION_START) {
    watch->minorStart = nowNanos();
  } else if (watch->minorStart) {
    watch->add(watch->minorStart, 1, reason);
    watch->minorStart = 0;
  }
}

}  // namespace

extern "C" {

// Starts or ends the recording, on the context's thread and outside of collections; to be ended before the context goes.
// False when out of memory.
bool hg_collections_watch(JSContext* cx, bool on) {
  if (on == (tWatch != nullptr)) return true;
  if (!on) {
    JS::SetGCSliceCallback(cx, tWatch->before);
    JS::RemoveGCNurseryCollectionCallback(cx, onMinor, nullptr);
    delete tWatch;
    tWatch = nullptr;
    return true;
  }
  if (!JS::AddGCNurseryCollectionCallback(cx, onMinor, nullptr)) return false;
  tWatch = new Watch;
  tWatch->before = JS::SetGCSliceCallback(cx, onSlice);
  return true;
}

// How many records wait.
size_t hg_collections_count() { return tWatch ? tWatch->count : 0; }

// Takes the oldest record; false if there is none.
bool hg_collections_take(HgCollection* out) {
  if (!tWatch || !tWatch->count) return false;
  *out = tWatch->records[tWatch->first];
  out->ago = nowNanos() - out->ago;
  tWatch->first = (tWatch->first + 1) % kMost;
  tWatch->count--;
  return true;
}

}  // extern "C"
