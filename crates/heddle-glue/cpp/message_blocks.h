// Memory of small messages, which is made on one thread and given back on another. The C library keeps such memory with the
// thread that made it, behind a lock, and returns it to the system and takes it anew page by page: half of what a sender did.
// Here it goes back to all senders.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace heddle {

// Blocks of one to sixteen steps; larger ones are the C library's.
constexpr size_t kBlockStep = 256;
constexpr uint32_t kBlockClasses = 16;
// What is kept of all classes, and at most as much again by each thread that sends.
constexpr size_t kKeptBytes = 2 << 20;

struct FreeBlock {
  FreeBlock* next;
};

// Given back and not taken yet. Only whole lists are taken, so that a list's head cannot be mistaken for an older one.
struct FreeBlocks {
  std::atomic<FreeBlock*> first{nullptr};
  std::atomic<uint32_t> count{0};  // a block may be counted a moment after it is there, in another list then
};
inline FreeBlocks gFreeBlocks[kBlockClasses];
inline std::atomic<size_t> gKeptBytes{0};

// A thread's own: what it took and has not used.
struct OwnBlocks {
  FreeBlock* first[kBlockClasses] = {};
  ~OwnBlocks() {
    for (FreeBlock*& list : first) {
      while (list) {
        FreeBlock* next = list->next;
        free(list);
        list = next;
      }
    }
  }
};
inline thread_local OwnBlocks tOwnBlocks;

inline size_t blockBytes(uint32_t sizeClass) { return (sizeClass + 1) * kBlockStep; }

// Null when there is no memory.
inline void* takeBlock(size_t bytes, uint32_t* sizeClass) {
  size_t index = (bytes - 1) / kBlockStep;
  if (index >= kBlockClasses) {
    *sizeClass = kBlockClasses;
    return malloc(bytes);
  }
  *sizeClass = index;
  FreeBlock*& own = tOwnBlocks.first[index];
  if (!own) {
    FreeBlocks& shared = gFreeBlocks[index];
    if (!shared.first.load(std::memory_order_relaxed)) return malloc(blockBytes(index));
    own = shared.first.exchange(nullptr, std::memory_order_acquire);
    gKeptBytes.fetch_sub(shared.count.exchange(0, std::memory_order_relaxed) * blockBytes(index), std::memory_order_relaxed);
    if (!own) return malloc(blockBytes(index));
  }
  FreeBlock* block = own;
  own = block->next;
  return block;
}

// Gives a block back, on any thread.
inline void giveBlock(void* memory, uint32_t sizeClass) {
  if (sizeClass >= kBlockClasses) return free(memory);
  FreeBlocks& shared = gFreeBlocks[sizeClass];
  size_t bytes = blockBytes(sizeClass);
  if (gKeptBytes.load(std::memory_order_relaxed) + bytes > kKeptBytes) return free(memory);
  gKeptBytes.fetch_add(bytes, std::memory_order_relaxed);
  auto* block = static_cast<FreeBlock*>(memory);
  FreeBlock* first = shared.first.load(std::memory_order_relaxed);
  do {
    block->next = first;
  } while (!shared.first.compare_exchange_weak(first, block, std::memory_order_release, std::memory_order_relaxed));
  shared.count.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace heddle
