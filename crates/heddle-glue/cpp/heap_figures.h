// What a runtime's heap is made of, by the counters that the engine keeps anyway (heap_figures.cpp).
#ifndef HEDDLE_GLUE_HEAP_FIGURES_H
#define HEDDLE_GLUE_HEAP_FIGURES_H

#include <cstdint>

struct JSContext;

// Bytes.
struct HgHeapFigures {
  uint64_t youngSize;     // capacity of the nursery
  uint64_t youngUsed;     // of it
  uint64_t youngOwned;    // what young objects own outside of it
  uint64_t oldUsed;       // arenas of cells
  uint64_t oldSize;       // chunks that hold them
  uint64_t owned;         // what old cells own outside: slots, elements, characters, buffers
  uint64_t code;          // machine code
  uint64_t realms;        // their number
};

namespace heddle {

void heapFigures(JSContext* cx, HgHeapFigures* out);

}  // namespace heddle

#endif
