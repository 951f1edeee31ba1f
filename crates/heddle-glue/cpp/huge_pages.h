// Huge pages for large blocks.
#ifndef HEDDLE_GLUE_HUGE_PAGES_H
#define HEDDLE_GLUE_HUGE_PAGES_H

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>

namespace heddle {

// Page faults are most of what it costs to fill a large block: with huge pages there is one for 2 MiB. Gives `block`.
inline void* withHugePages(void* block, size_t size) {
  constexpr size_t kHugePage = 2 << 20;
  if (__builtin_expect(size < 2 * kHugePage, true) || !block) return block;
  uintptr_t from = (reinterpret_cast<uintptr_t>(block) + kHugePage - 1) & ~(kHugePage - 1);
  uintptr_t to = (reinterpret_cast<uintptr_t>(block) + size) & ~(kHugePage - 1);
  // A kernel without huge pages refuses, which changes nothing.
  if (to > from) madvise(reinterpret_cast<void*>(from), to - from, MADV_HUGEPAGE);
  return block;
}

}  // namespace heddle

#endif
