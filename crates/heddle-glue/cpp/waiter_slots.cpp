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

WaiterSlot* heddle::claimSlot(ControlArea* control, uint32_t* word) {
  for (uint32_t i = 0; i < kSlots; i++) {
    WaiterSlot* slot = &control->slots[i];
    uint32_t seen = slot->word.load(std::memory_order_relaxed);
    if (stateOf(seen) != kFree) continue;
    uint32_t claimed = withState(seen + kGeneration, kClaimed);
    if (!slot->word.compare_exchange_strong(seen, claimed, std::memory_order_acq_rel)) continue;
    uint32_t used = control->used.load(std::memory_order_relaxed);
    while (used <= i && !control->used.compare_exchange_weak(used, i + 1, std::memory_order_seq_cst)) {
    }
    control->waiters.fetch_add(1, std::memory_order_seq_cst);
    *word = claimed;
    return slot;
  }
  return nullptr;
}

void heddle::freeSlot(ControlArea* control, WaiterSlot* slot, uint32_t word) {
  slot->word.store(withState(word, kFree), std::memory_order_release);
  control->waiters.fetch_sub(1, std::memory_order_seq_cst);
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

// Frees the slots that a process left behind when it died. The caller holds the buffer.
void hg_sab_reap(void* rawBuffer, uint32_t process) {
  ControlArea* control = controlOf(static_cast<js::SharedArrayRawBuffer*>(rawBuffer), false);
  if (!control) return;
  uint32_t used = std::min(control->used.load(std::memory_order_seq_cst), kSlots);
  for (uint32_t i = 0; i < used; i++) {
    WaiterSlot* slot = &control->slots[i];
    uint32_t word = slot->word.load(std::memory_order_acquire);
    if (stateOf(word) == kFree || slot->owner.load(std::memory_order_relaxed) != process) continue;
    if (slot->word.compare_exchange_strong(word, withState(word, kFree), std::memory_order_acq_rel)) {
      control->waiters.fetch_sub(1, std::memory_order_seq_cst);
    }
  }
}

}  // extern "C"
