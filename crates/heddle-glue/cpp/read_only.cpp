// Shared memory that this process may only read (docs/design/shared-memory.md): a store to it ends the process, which first
// says where the store is.
#include "sab.h"

#include <signal.h>
#include <ucontext.h>

#include <cstring>

#include "js/ProfilingFrameIterator.h"

using namespace heddle;

// Ends the process; `pc`, `sp` and `fp` are those of the store. On the stack of the thread that stores.
using StoreHook = void (*)(void* pc, void* sp, void* fp);

namespace {

// Ranges are added and taken away under the lock of the shared buffers, and looked up by the handler of the fault.
struct Range {
  std::atomic<uintptr_t> from{0}, to{0};
  Range* next = nullptr;
};
std::atomic<Range*> gRanges{nullptr};
std::atomic<StoreHook> gHook{nullptr};

struct Registers {
  void *pc, *sp, *fp;
};
thread_local Registers tStore;

[[noreturn]] void afterStore() {
  gHook.load(std::memory_order_acquire)(tStore.pc, tStore.sp, tStore.fp);
  abort();  // it does not return
}

}  // namespace

bool heddle::endsOnStores() { return gHook.load(std::memory_order_acquire) != nullptr; }

bool heddle::addReadOnly(js::SharedArrayRawBuffer* raw, size_t bytes) {
  auto from = reinterpret_cast<uintptr_t>(dataOf(raw));
  Range* range = gRanges.load(std::memory_order_acquire);
  while (range && range->to.load(std::memory_order_relaxed)) range = range->next;
  if (!range) {
    range = new (std::nothrow) Range;
    if (!range) return false;
    range->next = gRanges.load(std::memory_order_relaxed);
    gRanges.store(range, std::memory_order_release);
  }
  range->from.store(from, std::memory_order_release);
  range->to.store(from + bytes, std::memory_order_release);
  return true;
}

void heddle::removeReadOnly(js::SharedArrayRawBuffer* raw) {
  auto from = reinterpret_cast<uintptr_t>(dataOf(raw));
  for (Range* range = gRanges.load(std::memory_order_acquire); range; range = range->next) {
    if (range->from.load(std::memory_order_relaxed) == from) range->to.store(0, std::memory_order_release);
  }
}

// In the handler of a fault: if it is such a store, the thread goes on at the hook, on its own stack: the handler's is small.
bool heddle::endOnStore(uintptr_t at, void* context) {
  for (Range* range = gRanges.load(std::memory_order_acquire); range; range = range->next) {
    if (at < range->from.load(std::memory_order_acquire) || at >= range->to.load(std::memory_order_acquire)) continue;
    auto& machine = static_cast<ucontext_t*>(context)->uc_mcontext;
#if defined(__x86_64__)
    auto& pc = machine.gregs[REG_RIP];
    auto& sp = machine.gregs[REG_RSP];
    auto fp = machine.gregs[REG_RBP];
#elif defined(__aarch64__)
    auto& pc = machine.pc;
    auto& sp = machine.sp;
    auto fp = machine.regs[29];
#else
#  error "registers of this processor"
#endif
    tStore = {reinterpret_cast<void*>(pc), reinterpret_cast<void*>(sp), reinterpret_cast<void*>(fp)};
    // Below what leaf functions keep under the stack pointer, and as after a call.
    sp = ((sp - 1024) & ~decltype(sp + 0)(15));
#if defined(__x86_64__)
    sp -= 8;
#endif
    pc = reinterpret_cast<uintptr_t>(&afterStore);
    return true;
  }
  return false;
}

extern "C" {

// From now on memory of others that may only be read is mapped so here, and `hook` is called for a store to it. Before
// that such memory is mapped as a private copy.
void hg_sab_on_store(StoreHook hook) { gHook.store(hook, std::memory_order_release); }

}  // extern "C"
