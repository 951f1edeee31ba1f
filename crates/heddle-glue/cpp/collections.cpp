// Records when the context's collections happened, while somebody wants to know, and for profiles what they changed.
#include "heap_figures.h"

#include "jsapi.h"
#include "js/GCAPI.h"

#include <time.h>

#include <array>
#include <cstdint>
#include <vector>

// One collection, or a slice of one.
struct HgCollection {
  uint64_t ago;       // nanoseconds between its start and the call that takes the record
  uint64_t duration;  // nanoseconds
  uint32_t kind;      // 1: young objects; 4: all, or the end of that in slices; 8: a slice before the end
  bool forced;        // the program asked for it
};

// What a collection, or a slice of one, changed.
struct HgCollectionSample {
  uint64_t duration;  // nanoseconds
  uint32_t kind;      // as above
  HgHeapFigures before;
  HgHeapFigures after;
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
  bool recording = false;
  bool profiling = false;
  std::vector<HgCollectionSample> samples;
  HgHeapFigures minorFigures{};
  HgHeapFigures sliceFigures{};

  void begin(JSContext* cx, uint64_t& start, HgHeapFigures& figures);
  void end(JSContext* cx, uint64_t& start, const HgHeapFigures& figures, uint32_t kind, JS::GCReason reason);
};

thread_local Watch* tWatch = nullptr;

uint64_t nowNanos() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return uint64_t(t.tv_sec) * 1000000000u + t.tv_nsec;
}

void Watch::begin(JSContext* cx, uint64_t& start, HgHeapFigures& figures) {
  if (profiling) heddle::heapFigures(cx, &figures);
  start = nowNanos();
}

void Watch::end(JSContext* cx, uint64_t& start, const HgHeapFigures& figures, uint32_t kind, JS::GCReason reason) {
  if (!start) return;
  uint64_t duration = nowNanos() - start;
  if (profiling) {
    HgCollectionSample sample{duration, kind, figures, {}};
    heddle::heapFigures(cx, &sample.after);
    samples.push_back(sample);
  }
  if (recording) {
    if (count == kMost) {
      first = (first + 1) % kMost;
      count--;
    }
    // `ago` holds the start until the record is taken.
    records[(first + count++) % kMost] = {start, duration, kind, reason == JS::GCReason::API};
  }
  start = 0;
}

void onSlice(JSContext* cx, JS::GCProgress progress, const JS::GCDescription& description) {
  Watch* watch = tWatch;
  if (!watch) return;
  if (watch->before) watch->before(cx, progress, description);
  switch (progress) {
    case JS::GC_SLICE_BEGIN:
      watch->begin(cx, watch->sliceStart, watch->sliceFigures);
      break;
    case JS::GC_SLICE_END:
      watch->end(cx, watch->sliceStart, watch->sliceFigures, description.isComplete_ ? 4 : 8, description.reason_);
      break;
    case JS::GC_CYCLE_BEGIN:
    case JS::GC_CYCLE_END:
      break;
  }
}

void onMinor(JSContext* cx, JS::GCNurseryProgress progress, JS::GCReason reason, void*) {
  Watch* watch = tWatch;
  // One within a slice is part of it.
  if (!watch || watch->sliceStart) return;
  if (progress == JS::GCNurseryProgress::GC_NURSERY_COLLECTION_START) {
    watch->begin(cx, watch->minorStart, watch->minorFigures);
  } else {
    watch->end(cx, watch->minorStart, watch->minorFigures, 1, reason);
  }
}

// The watch of this thread, which is made now if there is none; null when out of memory.
Watch* watchOf(JSContext* cx) {
  if (tWatch) return tWatch;
  if (!JS::AddGCNurseryCollectionCallback(cx, onMinor, nullptr)) return nullptr;
  tWatch = new Watch;
  tWatch->before = JS::SetGCSliceCallback(cx, onSlice);
  return tWatch;
}

void endIfUnused(JSContext* cx) {
  if (!tWatch || tWatch->recording || tWatch->profiling) return;
  JS::SetGCSliceCallback(cx, tWatch->before);
  JS::RemoveGCNurseryCollectionCallback(cx, onMinor, nullptr);
  delete tWatch;
  tWatch = nullptr;
}

}  // namespace

extern "C" {

// Starts or ends the recording, on the context's thread and outside of collections; to be ended before the context goes.
// False when out of memory.
bool hg_collections_watch(JSContext* cx, bool on) {
  if (!on && !tWatch) return true;
  Watch* watch = watchOf(cx);
  if (!watch) return false;
  watch->recording = on;
  if (!on) watch->first = watch->count = 0;
  endIfUnused(cx);
  return true;
}

// The same for a profile, whose samples are kept until its end.
bool hg_collections_profile(JSContext* cx, bool on) {
  if (!on && !tWatch) return true;
  Watch* watch = watchOf(cx);
  if (!watch) return false;
  watch->profiling = on;
  watch->samples = {};
  endIfUnused(cx);
  return true;
}

// The sample of that number; false if there is none.
bool hg_collections_sample(size_t index, HgCollectionSample* out) {
  if (!tWatch || index >= tWatch->samples.size()) return false;
  *out = tWatch->samples[index];
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
