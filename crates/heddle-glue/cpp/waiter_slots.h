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

// Takes a free slot; its word is then in state kClaimed. Null when all are taken.
WaiterSlot* claimSlot(ControlArea* control, uint32_t* word);
void freeSlot(ControlArea* control, WaiterSlot* slot, uint32_t word);

// Brings a claimed slot to kWaiting if the value is the expected one. False: it differs, and the slot is free again.
template <typename T>
bool enqueue(ControlArea* control, WaiterSlot* slot, uint32_t* word, const T* address, T value) {
  for (;;) {
    slot->ticket.store(control->tickets.fetch_add(1, std::memory_order_relaxed), std::memory_order_relaxed);
    uint32_t registered = withState(*word, kRegistered);
    slot->word.store(registered, std::memory_order_seq_cst);
    if (__atomic_load_n(address, __ATOMIC_SEQ_CST) != value) {
      freeSlot(control, slot, *word);
      return false;
    }
    *word = withState(*word, kWaiting);
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
