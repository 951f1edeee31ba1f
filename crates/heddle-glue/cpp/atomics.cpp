// Atomics.wait, notify and waitAsync. Replaces the engine's js::atomics_{wait,wait_async,notify}_impl (see build.rs), to
// which Atomics' functions and wasm's memory.atomic.wait/notify come after their checks, so that all of them meet the
// same waiters, in every isolate and (for promoted buffers) in every process.
//
// How a slot of a buffer is taken, waited on and freed is in waiter_slots.cpp.
#include "waiter_slots.h"

#include "builtin/AtomicsObject.h"
#include "builtin/Promise.h"
#include "jsapi.h"
#include "js/ErrorReport.h"
#include "js/Promise.h"
#include "js/PropertyAndElement.h"
#include "vm/JSContext.h"
#include "vm/OffThreadPromiseRuntimeState.h"
#include "vm/PlainObject.h"
#include "vm/Runtime.h"

#include <linux/futex.h>
#include <sys/random.h>
#include <time.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cmath>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "vm/JSContext-inl.h"
#include "vm/NativeObject-inl.h"
#include "vm/Realm-inl.h"

using namespace heddle;
using WaitResult = js::FutexThread::WaitResult;
using Timeout = mozilla::Maybe<mozilla::TimeDuration>;

namespace {

// Where a thread sleeps, for hg_futex_kick.
struct SleepHandle {
  std::mutex lock;
  std::atomic<uint32_t>* word = nullptr;
};

struct AsyncWait {
  JS::PersistentRootedObject promise;
  js::SharedArrayRawBuffer* raw;
  WaiterSlot* slot;
  uint32_t word;  // the slot's word in state kWaiting
  bool timed;
};

// This thread's context: set by hg_futex_attach.
struct ThreadWaits {
  JSContext* cx;
  SleepHandle* handle;
  std::unordered_map<uint64_t, AsyncWait*> async;
};
thread_local ThreadWaits* tWaits = nullptr;

bool attached(JSContext* cx) { return tWaits && tWaits->cx == cx; }

// Where the threads of all contexts sleep.
std::mutex gContextsLock;
std::unordered_map<JSContext*, SleepHandle*> gContexts;

// Pending waitAsyncs of the process, so that a notifier on another thread can reach the isolate that waits.
std::mutex gAsyncLock;
struct PendingWait {
  JSRuntime* rt;
  js::SharedArrayRawBuffer* raw;
  WaiterSlot* slot;
  bool posted;
};
std::unordered_map<uint64_t, PendingWait> gAsync;
std::unordered_map<js::SharedArrayRawBuffer*, uint32_t> gAsyncPerBuffer;

// Ids stand in slots that processes share; those of two processes differ by where they begin.
uint64_t nextAsyncId() {
  static std::atomic<uint64_t> last{[] {
    uint64_t begin = 0;
    if (getrandom(&begin, sizeof begin, 0) != sizeof begin) begin = nowNanos() << 20;
    return begin;
  }()};
  uint64_t id;
  while (!(id = last.fetch_add(1, std::memory_order_relaxed) + 1)) {
  }
  return id;
}

int settle(JSContext* cx, uint64_t id, bool timedOut);

// Brings the end of a waitAsync to its isolate's event loop, the way the engine's own tasks go there.
class WaitTask final : public JS::Dispatchable {
  uint64_t id_;
  bool timedOut_;

  void run(JSContext* cx, MaybeShuttingDown shuttingDown) override {
    if (shuttingDown == NotShuttingDown && settle(cx, id_, timedOut_) < 0) cx->clearPendingException();
    js_delete(this);
  }
  void transferToRuntime() override { js_delete(this); }

 public:
  WaitTask(uint64_t id, bool timedOut) : id_(id), timedOut_(timedOut) {}

  // Any thread.
  static void post(JSRuntime* rt, uint64_t id) {
    if (auto task = js::MakeUnique<WaitTask>(id, false)) rt->offThreadPromiseState.ref().dispatchToEventLoop(std::move(task));
  }
  static void postLater(JSRuntime* rt, uint64_t id, double ms) {
    uint32_t delay = ms >= UINT32_MAX ? UINT32_MAX : static_cast<uint32_t>(std::ceil(ms));
    if (auto task = js::MakeUnique<WaitTask>(id, true)) {
      rt->offThreadPromiseState.ref().delayedDispatchToEventLoop(std::move(task), delay);
    }
  }
};

const JSErrorFormatString kTooManyWaiters = {"HEDDLE_TOO_MANY_WAITERS", "Too many waiters on one SharedArrayBuffer", 0,
                                             JSEXN_RANGEERR};
const JSErrorFormatString kCannotWait = {"HEDDLE_CANNOT_WAIT", "Atomics.wait cannot be called in this context", 0,
                                         JSEXN_TYPEERR};
const JSErrorFormatString kNoEventLoop = {"HEDDLE_NO_EVENT_LOOP", "Atomics.waitAsync cannot be called in this context",
                                          0, JSEXN_TYPEERR};
const JSErrorFormatString* errorTable(void* which, unsigned) { return static_cast<const JSErrorFormatString*>(which); }
void report(JSContext* cx, const JSErrorFormatString* error) {
  // Number 0 is "not an error" in the engine's table, so no message is taken for another.
  JS_ReportErrorNumberASCII(cx, errorTable, const_cast<JSErrorFormatString*>(error), 0);
}

// Nanoseconds on the monotonic clock; UINT64_MAX for no timeout or one beyond any uptime.
uint64_t deadlineOf(const Timeout& timeout) {
  if (timeout.isNothing()) return UINT64_MAX;
  double ms = timeout->ToMilliseconds();
  if (!(ms < 1e12)) return UINT64_MAX;
  return nowNanos() + static_cast<uint64_t>(std::max(ms, 0.0) * 1e6);
}

// Sleeps until the slot leaves kWaiting, the deadline passes (true) or the context is interrupted for good (false).
bool sleep(JSContext* cx, js::SharedArrayRawBuffer* raw, WaiterSlot* slot, uint32_t waiting, uint64_t deadline,
           DeathMark& mark) {
  SleepHandle* handle = tWaits->handle;
  std::atomic<uint32_t>* outerWord;  // an interrupt callback may wait, too
  {
    std::lock_guard<std::mutex> guard(handle->lock);
    outerWord = handle->word;
    handle->word = &slot->word;
  }
  hg_runnable_add(-1);
  uint32_t sleeping = withState(waiting, kSleeping);
  bool alive = true;
  for (;;) {
    uint32_t seen = waiting;
    if (!slot->word.compare_exchange_strong(seen, sleeping, std::memory_order_seq_cst) && seen != sleeping) break;
    // After the word was published, so that a kick either is seen here or ends the sleep.
    if (cx->hasAnyPendingInterrupt()) {
      hg_runnable_add(1);
      alive = cx->handleInterrupt();
      hg_runnable_add(-1);
      if (!alive) break;
      continue;
    }
    // After the word was set: see moveSleepers.
    bool shared = crossesProcesses(raw);
    if (shared && !mark.armed()) mark.arm(slot);
    timespec limit = {static_cast<time_t>(deadline / 1000000000u), static_cast<long>(deadline % 1000000000u)};
    long rc = futex(&slot->word, FUTEX_WAIT_BITSET, sleeping, deadline == UINT64_MAX ? nullptr : &limit, shared);
    // Other processes may change the word as they like, so that it is never slept on.
    if (rc < 0 && (errno == ETIMEDOUT || nowNanos() >= deadline)) break;
  }
  hg_runnable_add(1);
  {
    std::lock_guard<std::mutex> guard(handle->lock);
    handle->word = outerWord;
  }
  return alive;
}

template <typename T>
WaitResult wait(JSContext* cx, js::SharedArrayRawBuffer* raw, size_t offset, T value, const Timeout& timeout) {
  const T* address = reinterpret_cast<const T*>(dataOf(raw) + offset);
  if (__atomic_load_n(address, __ATOMIC_SEQ_CST) != value) return WaitResult::NotEqual;
  // Nobody could end a sleep of a context that is not the attached one.
  if (!attached(cx)) {
    report(cx, &kCannotWait);
    return WaitResult::Error;
  }
  ControlArea* control = controlOf(raw, true);
  if (!control) {
    js::ReportOutOfMemory(cx);
    return WaitResult::Error;
  }
  uint32_t word;
  WaiterSlot* slot = claimSlot(control, &word);
  if (!slot) {
    report(cx, &kTooManyWaiters);
    return WaitResult::Error;
  }
  uint64_t begin = nowNanos();
  uint64_t deadline = deadlineOf(timeout);
  slot->owner.store(0, std::memory_order_relaxed);
  slot->offset.store(offset, std::memory_order_relaxed);
  slot->async.store(0, std::memory_order_relaxed);
  DeathMark mark;
  if (crossesProcesses(raw)) mark.arm(slot);
  if (!enqueue(control, slot, &word, address, value)) return WaitResult::NotEqual;

  bool alive = true;
  if (deadline > begin && !spin(slot, word, deadline)) {
    alive = sleep(cx, raw, slot, word, deadline, mark);
  }
  if (withdraw(control, slot, word)) return alive ? WaitResult::TimedOut : WaitResult::Error;
  freeSlot(control, slot, word);
  return alive ? WaitResult::OK : WaitResult::Error;
}

// Wakes the agents of other processes, and of this one, that wait for notifications of waitAsyncs.
void wakeAgents(ControlArea* control) {
  control->asyncSequence.fetch_add(1, std::memory_order_seq_cst);
  futex(&control->asyncSequence, FUTEX_WAKE, INT_MAX, nullptr, true);
}

// Wakes a waiter whose slot was just claimed in state `seen`.
void deliver(js::SharedArrayRawBuffer* raw, ControlArea* control, WaiterSlot* slot, uint32_t seen) {
  uint64_t id = slot->async.load(std::memory_order_relaxed);
  if (!id) {
    if (stateOf(seen) == kSleeping) wake(&slot->word, crossesProcesses(raw));
    return;
  }
  {
    std::lock_guard<std::mutex> guard(gAsyncLock);
    auto found = gAsync.find(id);
    if (found != gAsync.end() && found->second.slot == slot) {
      WaitTask::post(found->second.rt, id);
      return;
    }
  }
  if (crossesProcesses(raw)) wakeAgents(control);
}

int64_t notify(js::SharedArrayRawBuffer* raw, size_t offset, int64_t count) {
  // Orders the caller's store before the look at the waiters.
  std::atomic_thread_fence(std::memory_order_seq_cst);
  ControlArea* control = controlOf(raw, false);
  if (!control || !control->waiters.load(std::memory_order_seq_cst) || !count) return 0;
  struct Candidate {
    uint64_t ticket;
    uint32_t index;
    uint32_t word;
  };
  mozilla::Vector<Candidate, 16, js::SystemAllocPolicy> found;
  uint32_t used = std::min(control->used.load(std::memory_order_seq_cst), kSlots);
  for (uint32_t i = 0; i < used; i++) {
    WaiterSlot* slot = &control->slots[i];
    reapIfDead(control, i);
    uint32_t word = slot->word.load(std::memory_order_seq_cst);
    if (stateOf(word) < kRegistered || slot->offset.load(std::memory_order_relaxed) != offset) continue;
    if (stateOf(word) == kRegistered &&
        slot->word.compare_exchange_strong(word, withState(word, kPoked), std::memory_order_seq_cst)) {
      continue;
    }
    if (stateOf(word) != kWaiting && stateOf(word) != kSleeping) continue;
    if (!found.append(Candidate{slot->ticket.load(std::memory_order_relaxed), i, word})) break;
  }
  std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) { return a.ticket < b.ticket; });
  int64_t woken = 0;
  for (const Candidate& c : found) {
    if (count > 0 && woken == count) break;
    WaiterSlot* slot = &control->slots[c.index];
    uint32_t word = c.word;
    // The generation in the word makes this fail for a slot that has changed hands since. A waiter changes the state but
    // a few times; who does so for ever is hostile.
    for (int tries = 0; tries < 1000; tries++) {
      if (slot->word.compare_exchange_strong(word, withState(word, kNotified), std::memory_order_acq_rel)) {
        deliver(raw, control, slot, word);
        woken++;
        break;
      }
      bool same = (word & ~kStateMask) == (c.word & ~kStateMask);
      if (!same || (stateOf(word) != kWaiting && stateOf(word) != kSleeping)) break;
    }
  }
  return woken;
}

js::PlainObject* asyncResult(JSContext* cx, bool async, JS::HandleValue value) {
  JS::Rooted<js::PlainObject*> result(cx, js::NewPlainObject(cx));
  JS::RootedValue flag(cx, JS::BooleanValue(async));
  if (!result || !js::NativeDefineDataProperty(cx, result, cx->names().async, flag, JSPROP_ENUMERATE) ||
      !js::NativeDefineDataProperty(cx, result, cx->names().value, value, JSPROP_ENUMERATE)) {
    return nullptr;
  }
  return result;
}

// Frees the slot of a waitAsync of this thread. False when it is notified and that was not asked for. With the lock,
// because postNotified must not meet a slot that has changed hands.
enum class Leave { IfWaiting, IfNotified, Anyway };
bool leave(uint64_t id, AsyncWait* wait, Leave how) {
  std::lock_guard<std::mutex> guard(gAsyncLock);
  ControlArea* control = controlOf(wait->raw, false);
  if (how == Leave::IfNotified) {
    if (stateOf(wait->slot->word.load(std::memory_order_acquire)) != kNotified) return false;
    freeSlot(control, wait->slot, wait->word);
  } else if (!withdraw(control, wait->slot, wait->word)) {
    if (how == Leave::IfWaiting) return false;
    freeSlot(control, wait->slot, wait->word);
  }
  gAsync.erase(id);
  return true;
}

// Forgets a waitAsync of this thread: its slot is free or about to be reused.
void forget(uint64_t id, AsyncWait* wait) {
  {
    std::lock_guard<std::mutex> guard(gAsyncLock);
    gAsync.erase(id);
    auto count = gAsyncPerBuffer.find(wait->raw);
    if (count != gAsyncPerBuffer.end() && --count->second == 0) {
      gAsyncPerBuffer.erase(count);
      // Its agent ends.
      if (crossesProcesses(wait->raw)) wakeAgents(controlOf(wait->raw, false));
    }
  }
  wait->raw->dropReference();
  tWaits->async.erase(id);
  delete wait;
}

template <typename T>
js::PlainObject* waitAsync(JSContext* cx, js::SharedArrayRawBuffer* raw, size_t offset, T value,
                           const Timeout& timeout) {
  JS::RootedValue text(cx);
  const T* address = reinterpret_cast<const T*>(dataOf(raw) + offset);
  if (__atomic_load_n(address, __ATOMIC_SEQ_CST) != value) {
    text.setString(cx->names().not_equal_);
    return asyncResult(cx, false, text);
  }
  if (timeout.isSome() && timeout->ToMilliseconds() <= 0) {
    text.setString(cx->names().timed_out_);
    return asyncResult(cx, false, text);
  }
  if (!attached(cx) || !cx->runtime()->offThreadPromiseState.ref().initialized()) {
    report(cx, &kNoEventLoop);
    return nullptr;
  }
  JS::RootedObject promise(cx, JS::NewPromiseObject(cx, nullptr));
  if (!promise) return nullptr;
  text.setObject(*promise);
  JS::Rooted<js::PlainObject*> result(cx, asyncResult(cx, true, text));
  if (!result) return nullptr;
  ControlArea* control = controlOf(raw, true);
  if (!control || !raw->addReference()) {
    js::ReportOutOfMemory(cx);
    return nullptr;
  }
  uint32_t word;
  WaiterSlot* slot = claimSlot(control, &word);
  if (!slot) {
    raw->dropReference();
    report(cx, &kTooManyWaiters);
    return nullptr;
  }
  // The record stands before a notifier can meet the slot.
  uint64_t id = nextAsyncId();
  bool timed = deadlineOf(timeout) != UINT64_MAX;
  auto* wait = new AsyncWait{JS::PersistentRootedObject(cx, promise), raw, slot, word, timed};
  tWaits->async.emplace(id, wait);
  slot->owner.store(0, std::memory_order_relaxed);
  slot->offset.store(offset, std::memory_order_relaxed);
  slot->async.store(id, std::memory_order_relaxed);
  {
    std::lock_guard<std::mutex> guard(gAsyncLock);
    gAsync.emplace(id, PendingWait{cx->runtime(), raw, slot, false});
    gAsyncPerBuffer[raw]++;
  }
  if (crossesProcesses(raw) && !hearOthers(raw)) {
    leave(id, wait, Leave::Anyway);
    forget(id, wait);
    js::ReportOutOfMemory(cx);
    return nullptr;
  }
  if (!enqueue(control, slot, &word, address, value)) {
    forget(id, wait);
    text.setString(cx->names().not_equal_);
    return asyncResult(cx, false, text);
  }
  wait->word = withState(word, kWaiting);
  if (timed) WaitTask::postLater(cx->runtime(), id, timeout->ToMilliseconds());
  return result;
}

// Settles a waitAsync of this thread's context: after a notification, or when its timeout has passed. 1 when the promise
// was resolved, 0 when there was nothing left to do, -1 on an exception. A timeout that lost the race against a
// notification gives 0; the notification's task follows.
int settle(JSContext* cx, uint64_t id, bool timedOut) {
  if (!tWaits) return 0;
  auto found = tWaits->async.find(id);
  if (found == tWaits->async.end()) return 0;
  AsyncWait* wait = found->second;
  if (!leave(id, wait, timedOut ? Leave::IfWaiting : Leave::IfNotified)) return 0;
  JS::RootedObject promise(cx, wait->promise);
  forget(id, wait);
  JSAutoRealm realm(cx, promise);
  JS::RootedValue text(cx, JS::StringValue(timedOut ? cx->names().timed_out_ : cx->names().ok));
  return JS::ResolvePromise(cx, promise, text) ? 1 : -1;
}

}  // namespace

// Interposed: the five functions of builtin/AtomicsObject.h.
WaitResult js::atomics_wait_impl(JSContext* cx, SharedArrayRawBuffer* raw, size_t offset, int32_t value,
                                 const Timeout& timeout) {
  return wait(cx, raw, offset, value, timeout);
}
WaitResult js::atomics_wait_impl(JSContext* cx, SharedArrayRawBuffer* raw, size_t offset, int64_t value,
                                 const Timeout& timeout) {
  return wait(cx, raw, offset, value, timeout);
}
js::PlainObject* js::atomics_wait_async_impl(JSContext* cx, SharedArrayRawBuffer* raw, size_t offset, int32_t value,
                                             const Timeout& timeout) {
  return waitAsync(cx, raw, offset, value, timeout);
}
js::PlainObject* js::atomics_wait_async_impl(JSContext* cx, SharedArrayRawBuffer* raw, size_t offset, int64_t value,
                                             const Timeout& timeout) {
  return waitAsync(cx, raw, offset, value, timeout);
}
bool js::atomics_notify_impl(JSContext*, SharedArrayRawBuffer* raw, size_t offset, int64_t count, int64_t* woken) {
  *woken = notify(raw, offset, count);
  return true;
}

size_t heddle::postNotified(js::SharedArrayRawBuffer* raw, uint32_t owner, bool* any) {
  std::lock_guard<std::mutex> guard(gAsyncLock);
  if (!gAsyncPerBuffer.count(raw)) return 0;
  for (auto& [id, wait] : gAsync) {
    if (wait.raw != raw) continue;
    uint32_t none = 0;
    if (owner) wait.slot->owner.compare_exchange_strong(none, owner, std::memory_order_relaxed);
    if (wait.posted || stateOf(wait.slot->word.load(std::memory_order_seq_cst)) != kNotified) continue;
    WaitTask::post(wait.rt, id);
    wait.posted = true;
    *any = true;
  }
  return gAsyncPerBuffer[raw];
}

void heddle::moveSleepers(ControlArea* control) {
  uint32_t used = std::min(control->used.load(std::memory_order_seq_cst), kSlots);
  for (uint32_t i = 0; i < used; i++) {
    WaiterSlot* slot = &control->slots[i];
    // Who comes to sleep from now on sees the descriptor; who has come before is here, or was woken by a notifier who
    // has seen the descriptor and so looked for him elsewhere.
    uint32_t seen = slot->word.load(std::memory_order_seq_cst);
    if (stateOf(seen) == kSleeping) {
      slot->word.compare_exchange_strong(seen, withState(seen, kWaiting), std::memory_order_seq_cst);
    }
    futex(&slot->word, FUTEX_WAKE, INT_MAX, nullptr, false);
  }
}

void heddle::sweepAsyncWaiters(JSContext*) {
  if (!tWaits || tWaits->async.empty()) return;
  std::vector<std::pair<uint64_t, AsyncWait*>> dead;
  {
    std::lock_guard<std::mutex> guard(gAsyncLock);
    for (auto& [id, wait] : tWaits->async) {
      // Only waiters hold the buffer: nobody is left who could notify it.
      if (!wait->timed && !crossesProcesses(wait->raw) && gAsyncPerBuffer[wait->raw] == wait->raw->refcount()) {
        dead.emplace_back(id, wait);
      }
    }
  }
  for (auto [id, wait] : dead) {
    // Notified before the last holder let go: its message is on the way.
    if (!leave(id, wait, Leave::IfWaiting)) continue;
    forget(id, wait);
  }
}

extern "C" {

// Prepares this thread (of one context) for waiting; undone by hg_futex_detach on the same thread, before the context
// goes. waitAsync needs the engine's dispatch callbacks (JS::InitAsyncTaskCallbacks) besides.
// False if another context of this thread is attached: this one cannot wait.
bool hg_futex_attach(JSContext* cx) {
  if (tWaits) return false;
  tWaits = new ThreadWaits{cx, new SleepHandle, {}};
  std::lock_guard<std::mutex> guard(gContextsLock);
  gContexts.emplace(cx, tWaits->handle);
  return true;
}

// Gives up this thread's pending waitAsyncs; their promises stay pending.
void hg_futex_detach() {
  if (!tWaits) return;
  {
    std::lock_guard<std::mutex> guard(gContextsLock);
    gContexts.erase(tWaits->cx);
  }
  while (!tWaits->async.empty()) {
    auto [id, wait] = *tWaits->async.begin();
    leave(id, wait, Leave::Anyway);
    forget(id, wait);
  }
  delete tWaits->handle;
  delete tWaits;
  tWaits = nullptr;
}

// Ends the sleep of the context's thread in Atomics.wait, if it is in one, so that it looks at its interrupts. Any
// thread, also for a context that is gone; call it after JS_RequestInterruptCallback.
void hg_futex_kick(JSContext* cx) {
  std::lock_guard<std::mutex> contexts(gContextsLock);
  auto found = gContexts.find(cx);
  if (found == gContexts.end()) return;
  SleepHandle* handle = found->second;
  // The thread takes this lock before it leaves the slot, so the word stays valid here.
  std::lock_guard<std::mutex> guard(handle->lock);
  if (!handle->word) return;
  uint32_t seen = handle->word->load(std::memory_order_seq_cst);
  if (stateOf(seen) != kSleeping) return;
  if (handle->word->compare_exchange_strong(seen, withState(seen, kWaiting), std::memory_order_seq_cst)) {
    // It sleeps in one of these ways.
    wake(handle->word, false);
    wake(handle->word, true);
  }
}

// waitAsyncs of this thread's context that are pending.
size_t hg_wait_async_pending() { return tWaits ? tWaits->async.size() : 0; }

}  // extern "C"
