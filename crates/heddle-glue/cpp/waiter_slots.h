// The slots of a shared buffer's control area, on which Atomics' waiters wait; see waiter_slots.cpp.
#ifndef HEDDLE_GLUE_WAITER_SLOTS_H
#define HEDDLE_GLUE_WAITER_SLOTS_H

#include "sab.h"

#include <ctime>

namespace heddle {

enum State : uint32_t { kFree, kClaimed, kRegistered, kPoked, kWaiting, kSleeping, kNotified };
constexpr uint32_t kStateMask = 0xff;
constexpr uint32_t kGeneration = 0x100;

inline uint32_t stateOf(uint32_t word) { return word & kStateMask; }
inline uint32_t withState(uint32_t word, State state) { return (word & ~kStateMask) | state; }

uint64_t nowNanos();
long futex(std::atomic<uint32_t>* word, int op, uint32_t value, const timespec* until, bool shared);
void wake(std::atomic<uint32_t>* word, bool shared);

// While one of these is armed for a slot, the kernel writes into the slot's owner when this thread dies, however it
// does, so that notifiers in other processes do not take the slot for a waiter. It uses the kernel's list of robust
// futexes, of which only the entry for an operation under way: what lists are linked by would stand in shared memory.
class DeathMark {
  void* outer_ = nullptr;
  bool armed_ = false;

 public:
  void arm(WaiterSlot* slot);
  ~DeathMark();
  bool armed() const { return armed_; }
};

// `owner` of a waitAsync's slot: the number of the slot whose owner is the thread that hears for it (async_agent.cpp).
constexpr uint32_t kOwnedBySlot = 0x80000000;

// Frees a slot whose owner has died, and those that it owned.
void reapIfDead(ControlArea* control, uint32_t index);

// Brings waitAsyncs of this process on `raw` that were notified to their isolates; how many are pending. `owner`: who
// hears of notifications by other processes.
size_t postNotified(js::SharedArrayRawBuffer* raw, uint32_t owner, bool* any);

// Takes a free slot; its word is then in state kClaimed. Null when all are taken.
WaiterSlot* claimSlot(ControlArea* control, uint32_t* word);
void freeSlot(ControlArea* control, WaiterSlot* slot, uint32_t word);

// Brings a claimed slot to kWaiting if the value is the expected one. False: it differs, and the slot is free again.
template <typename T>
bool enqueue(ControlArea* control, WaiterSlot* slot, uint32_t* word, const T* address, T value) {
  for (uint32_t round = 0;; round++) {
    slot->ticket.store(control->tickets.fetch_add(1, std::memory_order_relaxed), std::memory_order_relaxed);
    uint32_t registered = withState(*word, kRegistered);
    slot->word.store(registered, std::memory_order_seq_cst);
    if (__atomic_load_n(address, __ATOMIC_SEQ_CST) != value) {
      freeSlot(control, slot, *word);
      return false;
    }
    *word = withState(*word, kWaiting);
    // So often only a hostile process pokes: it loses its right to another look.
    if (round == kSlots) {
      slot->word.store(*word, std::memory_order_seq_cst);
      return true;
    }
    if (slot->word.compare_exchange_strong(registered, *word, std::memory_order_seq_cst)) return true;
    // Poked: someone notified this location meanwhile, having perhaps stored a new value first.
  }
}

// Waits a little for the slot to leave `waiting` without sleeping. False: it did not, or it was not tried.
bool spin(WaiterSlot* slot, uint32_t waiting, uint64_t deadline);

// Gives up a wait. False when it was notified first.
bool withdraw(ControlArea* control, WaiterSlot* slot, uint32_t word);

}  // namespace heddle

extern "C" {
void hg_runnable_add(int delta);
}

#endif
