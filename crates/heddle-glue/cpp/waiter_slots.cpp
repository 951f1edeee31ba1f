// How a waiter takes a slot in the buffer's control area (sab.h), and waits on the slot's word:
//
//   kFree -> kClaimed -> kRegistered -> kWaiting <-> kSleeping -> kNotified -> kFree
//
// A slot is registered before its owner compares the value, so a notifier that stored a new value first either is seen
// by the comparison or sees the slot. A notifier does not count a registered slot, it turns it into kPoked: the owner
// then compares again. There is no lock that a dying or hostile process could keep.
#include "waiter_slots.h"

#include <linux/futex.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>

using namespace heddle;

namespace {

// Isolates that are running JavaScript now, as the host counts them. Spinning is a waste when they outnumber cores.
std::atomic<int> gRunnable{0};

int coreCount() {
  static const int cores = [] {
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
  }();
  return cores;
}

void relax() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// Adaptive spin before a sleep. Waking a halted core costs far more than a short spin when the notifier is running
// already. When it needs this very core, spinning only holds it up: so the budget shrinks to nothing as spins fail, and
// is then tried again only now and then.
constexpr uint64_t kSpinMax = 20000, kSpinMin = 1000;  // nanoseconds
constexpr uint32_t kProbeMin = 32, kProbeMax = 4096;   // waits between tries
struct SpinBudget {
  uint64_t nanos = kSpinMax;
  uint32_t probeEvery = kProbeMin;
  uint32_t waits = 0;
};
thread_local SpinBudget tSpin;

// What the kernel looks at when a thread dies (get_robust_list(2)). Offset 0: the list's pointers are addresses of words.
struct Thread {
  robust_list_head list;
  uint64_t process;  // mark of the process that the rest was made in
  uint32_t id;       // as the kernel compares it
};
thread_local Thread tThread;

// A number of this process that a fork does not inherit, whoever makes it.
uint64_t processMark() {
  static auto* mark = [] {
    void* page = mmap(nullptr, kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    MOZ_RELEASE_ASSERT(page != MAP_FAILED && madvise(page, kPage, MADV_WIPEONFORK) == 0);
    return static_cast<std::atomic<uint64_t>*>(page);
  }();
  uint64_t value = mark->load(std::memory_order_relaxed);
  if (value) return value;
  uint64_t fresh = nowNanos() | 1;
  return mark->compare_exchange_strong(value, fresh) ? fresh : value;
}

Thread& thisThread() {
  Thread& self = tThread;
  uint64_t process = processMark();
  if (self.process == process) return self;
  self.list.list.next = &self.list.list;
  self.list.futex_offset = 0;
  self.list.list_op_pending = nullptr;
  // Nothing in the process uses robust mutexes, so the C library's list of them is empty. Without permission deaths
  // are not noticed, which is no worse than a waiter that does not run.
  syscall(SYS_set_robust_list, &self.list, sizeof self.list);
  self.id = static_cast<uint32_t>(syscall(SYS_gettid));
  self.process = process;
  return self;
}

}  // namespace

uint64_t heddle::nowNanos() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return uint64_t(t.tv_sec) * 1000000000u + t.tv_nsec;
}

long heddle::futex(std::atomic<uint32_t>* word, int op, uint32_t value, const timespec* until, bool shared) {
  if (!shared) op |= FUTEX_PRIVATE_FLAG;
  return syscall(SYS_futex, reinterpret_cast<uint32_t*>(word), op, value, until, nullptr, 0xffffffffu);
}

void heddle::wake(std::atomic<uint32_t>* word, bool shared) { futex(word, FUTEX_WAKE, 1, nullptr, shared); }

bool heddle::spin(WaiterSlot* slot, uint32_t waiting, uint64_t deadline) {
  if (gRunnable.load(std::memory_order_relaxed) > coreCount() || coreCount() < 2) return false;
  SpinBudget& budget = tSpin;
  bool probe = false;
  if (budget.nanos < kSpinMin) {
    if (++budget.waits < budget.probeEvery) return false;
    budget.waits = 0;
    probe = true;
  }
  uint64_t until = std::min(nowNanos() + (probe ? kSpinMax : budget.nanos), deadline);
  for (;;) {
    for (int i = 0; i < 32; i++) {
      if (slot->word.load(std::memory_order_acquire) != waiting) {
        budget.nanos = probe ? kSpinMax : std::min(budget.nanos * 2, kSpinMax);
        budget.probeEvery = kProbeMin;
        return true;
      }
      relax();
    }
    if (nowNanos() >= until) break;
  }
  budget.nanos /= 2;
  if (probe) budget.probeEvery = std::min(budget.probeEvery * 2, kProbeMax);
  return false;
}

void heddle::DeathMark::arm(WaiterSlot* slot) {
  Thread& self = thisThread();
  outer_ = self.list.list_op_pending;
  armed_ = true;
  slot->owner.store(self.id, std::memory_order_relaxed);
  std::atomic_signal_fence(std::memory_order_seq_cst);
  self.list.list_op_pending = reinterpret_cast<robust_list*>(&slot->owner);
}

heddle::DeathMark::~DeathMark() {
  if (armed_) tThread.list.list_op_pending = static_cast<robust_list*>(outer_);
}

namespace {

// Makes a slot of a dead owner free. Nobody but a notifier changes its word meanwhile, and only once.
void freeDead(ControlArea* control, WaiterSlot* slot) {
  uint32_t word = slot->word.load(std::memory_order_acquire);
  for (int tries = 0; tries < 4 && stateOf(word) != kFree; tries++) {
    if (slot->word.compare_exchange_strong(word, withState(word, kFree), std::memory_order_acq_rel)) {
      control->waiters.fetch_sub(1, std::memory_order_seq_cst);
      return;
    }
  }
}

}  // namespace

void heddle::reapIfDead(ControlArea* control, uint32_t index) {
  WaiterSlot* slot = &control->slots[index];
  uint32_t dead = FUTEX_OWNER_DIED;
  // One of those who see it, and before the slot can have a new owner.
  if (slot->owner.load(std::memory_order_relaxed) != dead || stateOf(slot->word.load()) == kFree ||
      !slot->owner.compare_exchange_strong(dead, 0, std::memory_order_acq_rel)) {
    return;
  }
  if (slot->async.load(std::memory_order_relaxed)) {
    uint32_t used = std::min(control->used.load(std::memory_order_seq_cst), kSlots);
    uint32_t owned = kOwnedBySlot | index;
    for (uint32_t i = 0; i < used; i++) {
      uint32_t owner = owned;
      if (control->slots[i].owner.compare_exchange_strong(owner, 0, std::memory_order_acq_rel)) {
        freeDead(control, &control->slots[i]);
      }
    }
  }
  freeDead(control, slot);
}

WaiterSlot* heddle::claimSlot(ControlArea* control, uint32_t* word) {
  for (int pass = 0; pass < 2; pass++) {
    for (uint32_t i = 0; i < kSlots; i++) {
      WaiterSlot* slot = &control->slots[i];
      // All are taken: perhaps some by processes that have died.
      if (pass) reapIfDead(control, i);
      uint32_t seen = slot->word.load(std::memory_order_relaxed);
      if (stateOf(seen) != kFree) continue;
      uint32_t claimed = withState(seen + kGeneration, kClaimed);
      if (!slot->word.compare_exchange_strong(seen, claimed, std::memory_order_acq_rel)) continue;
      uint32_t used = control->used.load(std::memory_order_relaxed);
      // It only grows, so whoever makes this fail more often is hostile.
      for (uint32_t tries = 0; tries < kSlots && used <= i; tries++) {
        if (control->used.compare_exchange_strong(used, i + 1, std::memory_order_seq_cst)) break;
      }
      control->waiters.fetch_add(1, std::memory_order_seq_cst);
      *word = claimed;
      return slot;
    }
  }
  return nullptr;
}

void heddle::freeSlot(ControlArea* control, WaiterSlot* slot, uint32_t word) {
  // A slot that has another generation is not ours any more: its word is in shared memory. Others change it once at most.
  uint32_t seen = slot->word.load(std::memory_order_relaxed);
  for (int tries = 0; tries < 4 && (seen & ~kStateMask) == (word & ~kStateMask); tries++) {
    if (!slot->word.compare_exchange_strong(seen, withState(word, kFree), std::memory_order_acq_rel)) continue;
    control->waiters.fetch_sub(1, std::memory_order_seq_cst);
    return;
  }
}

bool heddle::withdraw(ControlArea* control, WaiterSlot* slot, uint32_t word) {
  uint32_t expected = word;
  if (!slot->word.compare_exchange_strong(expected, withState(word, kFree), std::memory_order_acq_rel)) {
    expected = withState(word, kSleeping);
    if (!slot->word.compare_exchange_strong(expected, withState(word, kFree), std::memory_order_acq_rel)) return false;
  }
  control->waiters.fetch_sub(1, std::memory_order_seq_cst);
  return true;
}

extern "C" {

// Number of isolates that are running JavaScript, changed as they go idle and come back.
void hg_runnable_add(int delta) { gRunnable.fetch_add(delta, std::memory_order_relaxed); }
int hg_runnable_get() { return gRunnable.load(std::memory_order_relaxed); }

}  // extern "C"
