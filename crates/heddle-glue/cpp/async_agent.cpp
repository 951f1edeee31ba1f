// Atomics.waitAsync on a buffer that other processes hold: a thread of this process, the buffer's agent, sleeps until
// one of them has notified a waiter of this process. It is there while such waitAsyncs are pending.
#include "sab.h"
#include "waiter_slots.h"

#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>

#include <climits>
#include <condition_variable>
#include <mutex>
#include <unordered_map>

using namespace heddle;

namespace {

// By buffer, the mark of its agent in the slots of waitAsyncs; 0 while it starts.
std::mutex gAgentsLock;
std::condition_variable gStarted;
std::unordered_map<js::SharedArrayRawBuffer*, uint32_t> gAgents;

constexpr size_t kStackBytes = 256 << 10;
constexpr uint32_t kIdleRounds = 100;

// Whether pending waits are left.
bool look(js::SharedArrayRawBuffer* raw, uint32_t owner, uint32_t* idle) {
  bool any = false;
  std::lock_guard<std::mutex> guard(gAgentsLock);
  bool pending = postNotified(raw, owner, &any) > 0;
  *idle = any ? 0 : *idle + 1;
  if (!pending) gAgents.erase(raw);
  return pending;
}

void* run(void* argument) {
  auto* raw = static_cast<js::SharedArrayRawBuffer*>(argument);
  ControlArea* control = controlOf(raw, true);
  uint32_t word;
  WaiterSlot* slot = claimSlot(control, &word);
  {
    // If the process is killed, others see by this slot that its waitAsyncs are gone.
    DeathMark mark;
    uint32_t owner = 0;
    if (slot) {
      slot->async.store(1, std::memory_order_relaxed);
      mark.arm(slot);
      owner = kOwnedBySlot | static_cast<uint32_t>(slot - control->slots);
    }
    {
      std::lock_guard<std::mutex> guard(gAgentsLock);
      if (slot) {
        gAgents[raw] = owner;
      } else {
        gAgents.erase(raw);
      }
      gStarted.notify_all();
    }
    uint32_t idle = 0;
    while (slot) {
      uint32_t sequence = control->asyncSequence.load(std::memory_order_seq_cst);
      if (!look(raw, owner, &idle)) break;
      if (idle > kIdleRounds) {
        // Woken again and again for nothing.
        timespec pause = {0, 1000000};
        nanosleep(&pause, nullptr);
      }
      futex(&control->asyncSequence, FUTEX_WAIT, sequence, nullptr, true);
    }
    if (slot) freeSlot(control, slot, word);
  }
  raw->dropReference();
  return nullptr;
}

}  // namespace

bool heddle::hearOthers(js::SharedArrayRawBuffer* raw) {
  std::unique_lock<std::mutex> lock(gAgentsLock);
  auto found = gAgents.find(raw);
  bool any = false;
  if (found == gAgents.end()) {
    if (!postNotified(raw, 0, &any)) return true;
    if (!raw->addReference()) return false;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, kStackBytes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    // Signals are for the program's threads, except those for what a thread does itself.
    sigset_t blocked, before;
    sigfillset(&blocked);
    for (int own : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP}) sigdelset(&blocked, own);
    pthread_sigmask(SIG_BLOCK, &blocked, &before);
    gAgents[raw] = 0;
    pthread_t thread;
    int error = pthread_create(&thread, &attributes, run, raw);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    pthread_attr_destroy(&attributes);
    if (error) {
      gAgents.erase(raw);
      lock.unlock();
      raw->dropReference();
      return false;
    }
  }
  // Until it has its slot; gone again if there was none.
  for (;;) {
    found = gAgents.find(raw);
    if (found == gAgents.end()) return false;
    if (found->second) break;
    gStarted.wait(lock);
  }
  postNotified(raw, found->second, &any);
  return true;
}
