// Layout of the memory behind a SharedArrayBuffer of ours, and of the control area that its waiters use.
#ifndef HEDDLE_GLUE_SAB_H
#define HEDDLE_GLUE_SAB_H

#include "vm/SharedArrayObject.h"

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace heddle {

constexpr size_t kPage = 4096;

// One waiter of Atomics.wait or waitAsync. The slot, not the waited-for value, is what a waiter sleeps on: the
// specification lets only notify or a timeout wake it, and notify must say how many it woke.
struct alignas(32) WaiterSlot {
  std::atomic<uint32_t> word;    // state in the low byte, generation above it (so a stale claim cannot succeed)
  std::atomic<uint32_t> owner;   // who waits (waiter_slots.cpp: DeathMark), 0 when only this process can
  std::atomic<uint64_t> offset;  // byte offset in the buffer
  std::atomic<uint64_t> ticket;  // first in, first out
  std::atomic<uint64_t> async;   // 0: a sleeping thread; else the id of a waitAsync
};

// Shared with every holder of the buffer, also in other processes: what stands here is a hint, never trusted as an
// index or a pointer.
struct ControlArea {
  std::atomic<uint32_t> version;
  std::atomic<uint32_t> waiters;        // claimed slots; notify looks no further when 0
  std::atomic<uint32_t> used;           // slots below this index have been used
  std::atomic<uint32_t> asyncSequence;  // bumped and woken when another process' waitAsync was notified
  std::atomic<uint64_t> tickets;
  uint64_t reserved[5];
  WaiterSlot slots[];
};

constexpr uint32_t kControlVersion = 1;
constexpr size_t kControlBytes = 128 << 10;  // untouched pages cost nothing
constexpr uint32_t kSlots = (kControlBytes - sizeof(ControlArea)) / sizeof(WaiterSlot);

static_assert(sizeof(WaiterSlot) == 32);
static_assert(offsetof(ControlArea, slots) == 64);
static_assert(std::atomic<uint32_t>::is_always_lock_free && std::atomic<uint64_t>::is_always_lock_free);

// The mapping of a buffer of ours:
//
//   [header page: BufferHead at its start, js::SharedArrayRawBuffer at its end][data, whole pages][control area]
//
// The engine finds the data right after its raw buffer. The header page is private to the process (it holds the
// reference count); data and control area become one memfd when the buffer is shared with another process.
struct BufferHead {
  uint64_t magic;
  size_t dataBytes;          // capacity, whole pages
  size_t usableBytes;        // what JavaScript can reach of it at most
  std::atomic<int> fd;       // memfd behind data and control area, -1 while anonymous
  std::atomic<bool> waited;  // the control area may have been written to
  std::atomic<bool> readOnly;  // processes that get it from another can only read it
  uint64_t device, inode;    // of the memfd
};

constexpr uint64_t kBufferMagic = 0x68656464'6c655342;  // "heddleSB"

static_assert(sizeof(js::SharedArrayRawBuffer) == 40, "layout of the engine's raw buffer changed");
static_assert(sizeof(js::WasmSharedArrayRawBuffer) + sizeof(BufferHead) < kPage);

inline uint8_t* dataOf(js::SharedArrayRawBuffer* raw) { return raw->dataPointerShared().unwrap(); }

// Null for a wasm memory: its header page is the engine's.
inline BufferHead* headOf(js::SharedArrayRawBuffer* raw) {
  return raw->isWasm() ? nullptr : reinterpret_cast<BufferHead*>(dataOf(raw) - kPage);
}

// Where the buffer's waiters are. A wasm memory gets its area when first asked for with `create`; null when it has
// none, or when out of memory.
ControlArea* controlOf(js::SharedArrayRawBuffer* raw, bool create);

// Whether other processes may hold the buffer.
inline bool crossesProcesses(js::SharedArrayRawBuffer* raw) {
  BufferHead* head = headOf(raw);
  return head && head->fd.load(std::memory_order_seq_cst) >= 0;
}

// What sab.cpp gives sab_share.cpp. A mapping of [header page][data][control area] or null; its end, of which `used`
// bytes of data may have been written to; a raw buffer in it with one reference.
uint8_t* mapBuffer(size_t dataBytes);
void unmapBuffer(uint8_t* base, size_t dataBytes, size_t used, int fd, bool waited);
js::SharedArrayRawBuffer* initBuffer(uint8_t* base, bool growable, size_t length, size_t maxLength, size_t dataBytes,
                                     int fd);
size_t dataBytesOf(size_t length);
// Shared memory that this process may only read; see read_only.cpp. Under the lock of the shared buffers, but for the last.
bool endsOnStores();
bool addReadOnly(js::SharedArrayRawBuffer* raw, size_t bytes);
void removeReadOnly(js::SharedArrayRawBuffer* raw);
bool endOnStore(uintptr_t at, void* context);
// Asks for collections as buffers are made, `weight` times as often as for one that has only pages.
void noteAllocation(JSContext* cx, uint32_t weight);

// A buffer with a memfd has lost its last reference: nobody can find it by its descriptor any more.
void forgetShared(js::SharedArrayRawBuffer* raw);

// In this process threads sleep on the waiters' words of an anonymous buffer privately; after it has got a memfd they
// must sleep where other processes can wake them.
void moveSleepers(ControlArea* control);
// Makes sure that waitAsyncs pending on a buffer with a memfd hear of notifications by other processes.
bool hearOthers(js::SharedArrayRawBuffer* raw);

// Gives back the pages of small buffers that were kept for reuse and not wanted since the last call. At the end of a
// major GC, on any thread.
void trimSmallBuffers();

// Drops waitAsync promises of this thread's context that nobody can notify any more. Called at the end of a major GC.
void sweepAsyncWaiters(JSContext* cx);

}  // namespace heddle

#endif
