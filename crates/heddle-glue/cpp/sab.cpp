// Memory of SharedArrayBuffers. Replaces js::SharedArrayRawBuffer::Allocate and dropReference, and
// js::SharedArrayBufferObject::New and NewGrowable (those that take a length; see build.rs), so that every buffer (constructor, subclass, slice, growable, JS API) is page aligned, has a control area for its waiters and
// can later be turned into a memfd at the same addresses, while constructor, prototype and errors stay the engine's.
#include "limits.h"
#include "sab.h"

#include "gc/GC.h"
#include "jsapi.h"
#include "js/ErrorReport.h"
#include "js/SharedArrayBuffer.h"
#include "vm/ArrayBufferObject.h"
#include "vm/JSContext.h"
#include "vm/Runtime.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <new>
#include <unordered_map>
#include <vector>

#include "vm/JSContext-inl.h"

using namespace heddle;

namespace {

std::atomic<size_t> gLiveBuffers{0};
std::atomic<size_t> gLiveBytes{0};
std::atomic<size_t> gMappings{0};

// Small buffers (one data page) are often made and dropped in great numbers. They are cut from slabs, which are never
// unmapped: a freed buffer keeps its addresses for the next one, so that there are few mappings whatever a program does.
// It keeps its pages too: giving them back and getting them again costs ten times what it takes to make a buffer. As many
// are freed at once as the collector lets come up, so as many are kept; those that no one wanted between two collections
// are given back (trimSmallBuffers).
constexpr size_t kSmallData = kPage;
constexpr size_t kSmallMapping = kPage + kSmallData + kControlBytes;
constexpr size_t kSlabBuffers = 64;
constexpr size_t kWarmBuffers = 4096;
std::mutex gSmallLock;
std::vector<uint8_t*> gWarm;  // header and data page backed, data zeroed
std::vector<uint8_t*> gCold;  // nothing backed
size_t gWarmUnused = 0;       // the fewest that gWarm has held since the last trim

// A buffer costs a page or more that the engine's counters do not see (they count its length). So besides the engine's
// own triggers, a collection is asked for after this many buffers, or after as many as were live at the last one.
constexpr uint32_t kBuffersPerCollection = 2048;
thread_local uint64_t tCollection = 0;
thread_local uint32_t tSinceCollection = 0;

size_t mappingBytes(size_t dataBytes) { return kPage + dataBytes + kControlBytes; }

uint8_t* mapPages(size_t bytes) {
  void* base = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (base == MAP_FAILED) return nullptr;
  gMappings.fetch_add(1, std::memory_order_relaxed);
  return static_cast<uint8_t*>(base);
}

}  // namespace

size_t heddle::dataBytesOf(size_t length) { return std::max((length + kPage - 1) & ~(kPage - 1), kSmallData); }

uint8_t* heddle::mapBuffer(size_t dataBytes) {
  if (dataBytes != kSmallData) return mapPages(mappingBytes(dataBytes));
  std::lock_guard<std::mutex> guard(gSmallLock);
  std::vector<uint8_t*>& from = gWarm.empty() ? gCold : gWarm;
  if (from.empty()) {
    uint8_t* slab = mapPages(kSlabBuffers * kSmallMapping);
    if (!slab) return nullptr;
    for (size_t i = kSlabBuffers; i--;) gCold.push_back(slab + i * kSmallMapping);
  }
  uint8_t* base = from.back();
  from.pop_back();
  gWarmUnused = std::min(gWarmUnused, gWarm.size());
  return base;
}

// `used` bytes of the data may have been written to.
void heddle::unmapBuffer(uint8_t* base, size_t dataBytes, size_t used, int fd, bool waited) {
  if (fd >= 0) close(fd);
  if (dataBytes != kSmallData) {
    munmap(base, mappingBytes(dataBytes));
    gMappings.fetch_sub(1, std::memory_order_relaxed);
    return;
  }
  if (fd < 0 && !waited) {
    memset(base + kPage, 0, used);
    std::lock_guard<std::mutex> guard(gSmallLock);
    if (gWarm.size() < kWarmBuffers) {
      gWarm.push_back(base);
      return;
    }
  }
  if (fd >= 0) {
    // Private pages over the memfd's again.
    if (mmap(base + kPage, kSmallData + kControlBytes, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0) == MAP_FAILED) {
      return;  // the addresses stay with the memfd: lost, but harmless
    }
  }
  madvise(base, waited ? kSmallMapping : kPage + kSmallData, MADV_DONTNEED);
  std::lock_guard<std::mutex> guard(gSmallLock);
  gCold.push_back(base);
}

// Buffers hold pages that the collector does not count, so their number drives it. A collection that goes in slices is
// over only at its last one: until then nothing was freed, and a loop that only makes buffers must finish it.
void heddle::noteAllocation(JSContext* cx, uint32_t weight) {
  if (!cx->zone()) return;
  bool inSlices = JS::IsIncrementalGCInProgress(cx);
  uint64_t collection = cx->runtime()->gc.gcNumber();
  if (collection != tCollection && !inSlices) {
    tCollection = collection;
    tSinceCollection = 0;
  }
  uint32_t before = tSinceCollection;
  tSinceCollection += weight;
  if (tSinceCollection < kBuffersPerCollection) return;
  // Finalizers run on a helper thread, so what is still alive of the buffers before is known only by now.
  size_t live = gLiveBuffers.load(std::memory_order_relaxed);
  size_t older = live > tSinceCollection ? live - tSinceCollection : 0;
  size_t limit = std::max<size_t>(kBuffersPerCollection, older);
  if (before < limit && tSinceCollection >= limit) {
    cx->runtime()->gc.triggerGC(JS::GCReason::TOO_MUCH_MALLOC);
  } else if (tSinceCollection >= 2 * limit) {
    if (inSlices) {
      JS::FinishIncrementalGC(cx, JS::GCReason::TOO_MUCH_MALLOC);
    } else {
      JS_GC(cx, JS::GCReason::TOO_MUCH_MALLOC);
    }
  }
}

namespace {

// Control areas of wasm memories, by raw buffer.
std::mutex gWasmLock;
std::unordered_map<js::SharedArrayRawBuffer*, ControlArea*> gWasmControls;
std::atomic<size_t> gWasmControlCount{0};

void dropWasmControl(js::SharedArrayRawBuffer* raw) {
  if (!gWasmControlCount.load(std::memory_order_acquire)) return;
  std::lock_guard<std::mutex> guard(gWasmLock);
  auto found = gWasmControls.find(raw);
  if (found == gWasmControls.end()) return;
  munmap(found->second, kControlBytes);
  gWasmControls.erase(found);
  gWasmControlCount.fetch_sub(1, std::memory_order_release);
}

// The constructor of the engine's class is protected.
struct HostRawBuffer : js::SharedArrayRawBuffer {
  HostRawBuffer(bool growable, uint8_t* data, size_t length) : SharedArrayRawBuffer(growable, data, length) {}
};
static_assert(sizeof(HostRawBuffer) == sizeof(js::SharedArrayRawBuffer));

}  // namespace

js::SharedArrayRawBuffer* heddle::initBuffer(uint8_t* base, bool growable, size_t length, size_t maxLength,
                                             size_t dataBytes, int fd) {
  auto* head = new (base) BufferHead;
  head->magic = kBufferMagic;
  head->dataBytes = dataBytes;
  head->usableBytes = maxLength;
  head->fd.store(fd, std::memory_order_relaxed);
  head->waited.store(false, std::memory_order_relaxed);
  head->readOnly.store(false, std::memory_order_relaxed);
  uint8_t* data = base + kPage;
  gLiveBuffers.fetch_add(1, std::memory_order_relaxed);
  gLiveBytes.fetch_add(dataBytes, std::memory_order_relaxed);
  return new (data - sizeof(js::SharedArrayRawBuffer)) HostRawBuffer(growable, data, length);
}

namespace {

const JSErrorFormatString kAllocationFailed = {"HEDDLE_ALLOCATION_FAILED", "Array buffer allocation failed", 0,
                                               JSEXN_RANGEERR};
const JSErrorFormatString* allocationFailed(void*, unsigned) { return &kAllocationFailed; }

// A raw buffer with one reference; null when there is no memory.
js::SharedArrayRawBuffer* tryAllocate(JSContext* cx, bool growable, size_t length, size_t maxLength) {
  MOZ_RELEASE_ASSERT(length <= maxLength && maxLength <= js::ArrayBufferObject::ByteLengthLimit);
  if (cx && !heddle::allowExternal(maxLength)) return nullptr;
  size_t dataBytes = dataBytesOf(maxLength);
  uint8_t* base = mapBuffer(dataBytes);
  if (!base && cx) {
    // Addresses or mappings (vm.max_map_count) ran out: dropped buffers may give some back.
    JS_GC(cx, JS::GCReason::LAST_DITCH);
    base = mapBuffer(dataBytes);
  }
  if (!base) return nullptr;
  auto* raw = initBuffer(base, growable, length, maxLength, dataBytes, -1);
  if (cx) {
    noteAllocation(cx, 1);
    heddle::noteExternal(maxLength);
  }
  return raw;
}

// The same, with an exception pending when it gives null.
js::SharedArrayRawBuffer* allocate(JSContext* cx, bool growable, size_t length, size_t maxLength) {
  auto* raw = tryAllocate(cx, growable, length, maxLength);
  if (!raw) JS_ReportErrorNumberASCII(cx, allocationFailed, nullptr, 0);
  return raw;
}

}  // namespace

void heddle::trimSmallBuffers() {
  std::vector<uint8_t*> surplus;
  {
    std::lock_guard<std::mutex> guard(gSmallLock);
    // The oldest: they stand at the front.
    surplus.assign(gWarm.begin(), gWarm.begin() + gWarmUnused);
    gWarm.erase(gWarm.begin(), gWarm.begin() + gWarmUnused);
    gWarmUnused = gWarm.size();
  }
  for (uint8_t* base : surplus) madvise(base, kPage + kSmallData, MADV_DONTNEED);
  std::lock_guard<std::mutex> guard(gSmallLock);
  gCold.insert(gCold.end(), surplus.begin(), surplus.end());
}

ControlArea* heddle::controlOf(js::SharedArrayRawBuffer* raw, bool create) {
  if (BufferHead* head = headOf(raw)) {
    auto* control = reinterpret_cast<ControlArea*>(dataOf(raw) + head->dataBytes);
    // Until the first waiter comes the area's pages stay unbacked.
    if (!head->waited.load(std::memory_order_relaxed)) {
      if (!create) return head->fd.load(std::memory_order_relaxed) >= 0 ? control : nullptr;
      control->version.store(kControlVersion, std::memory_order_relaxed);
      head->waited.store(true, std::memory_order_seq_cst);
    }
    return control;
  }
  if (!create && !gWasmControlCount.load(std::memory_order_acquire)) return nullptr;
  std::lock_guard<std::mutex> guard(gWasmLock);
  auto found = gWasmControls.find(raw);
  if (found != gWasmControls.end()) return found->second;
  if (!create) return nullptr;
  void* area = mmap(nullptr, kControlBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (area == MAP_FAILED) return nullptr;
  auto* control = static_cast<ControlArea*>(area);
  control->version.store(kControlVersion, std::memory_order_relaxed);
  gWasmControls.emplace(raw, control);
  gWasmControlCount.fetch_add(1, std::memory_order_release);
  return control;
}

// Interposed: the engine's versions get header and data from one calloc.
js::SharedArrayRawBuffer* js::SharedArrayRawBuffer::Allocate(bool isGrowable, size_t length, size_t maxLength) {
  auto* raw = tryAllocate(TlsContext.get(), isGrowable, length, maxLength);
  // Who calls this reports what it gets.
  heddle::noteBuffer(raw != nullptr);
  return raw;
}

js::FixedLengthSharedArrayBufferObject* js::SharedArrayBufferObject::New(JSContext* cx, size_t length,
                                                                         HandleObject proto) {
  SharedArrayRawBuffer* raw = allocate(cx, false, length, length);
  if (!raw) return nullptr;
  auto* obj = New(cx, raw, length, proto);
  if (!obj) raw->dropReference();
  return obj;
}

js::GrowableSharedArrayBufferObject* js::SharedArrayBufferObject::NewGrowable(JSContext* cx, size_t length,
                                                                              size_t maxLength, HandleObject proto) {
  SharedArrayRawBuffer* raw = allocate(cx, true, length, maxLength);
  if (!raw) return nullptr;
  auto* obj = NewGrowable(cx, raw, maxLength, proto);
  if (!obj) raw->dropReference();
  return obj;
}

// Interposed: the last reference of a buffer of ours unmaps it; a wasm memory is freed as the engine does.
void js::SharedArrayRawBuffer::dropReference() {
  MOZ_RELEASE_ASSERT(refcount_ > 0);
  if (--refcount_) return;
  if (isWasm()) {
    WasmSharedArrayRawBuffer* wasm = toWasmBuffer();
    dropWasmControl(wasm);
    wasm::AddressType type = wasm->wasmAddressType();
    size_t header = gc::SystemPageSize();
    size_t mapped = wasm->mappedSize() + header;
    size_t committed = wasm->volatileByteLength() + header;
    uint8_t* base = dataOf(wasm) - header;
    wasm->~WasmSharedArrayRawBuffer();
    UnmapBufferMemory(type, base, mapped, committed);
    return;
  }
  BufferHead* head = headOf(this);
  MOZ_RELEASE_ASSERT(head->magic == kBufferMagic);
  if (head->fd.load(std::memory_order_acquire) >= 0) forgetShared(this);
  size_t dataBytes = head->dataBytes;
  gLiveBuffers.fetch_sub(1, std::memory_order_relaxed);
  gLiveBytes.fetch_sub(dataBytes, std::memory_order_relaxed);
  // The engine's list of waiters is never used (atomics.cpp), so the destructor has nothing to do but take locks.
  unmapBuffer(reinterpret_cast<uint8_t*>(head), dataBytes, head->usableBytes, head->fd.load(std::memory_order_relaxed),
              head->waited.load(std::memory_order_relaxed));
}

extern "C" {

// Live buffers of ours in the process, their data bytes (whole pages), and mappings (live and kept for reuse).
void hg_sab_stats(size_t* buffers, size_t* bytes, size_t* mappings) {
  *buffers = gLiveBuffers.load(std::memory_order_relaxed);
  *bytes = gLiveBytes.load(std::memory_order_relaxed);
  *mappings = gMappings.load(std::memory_order_relaxed);
}

// The raw buffer of a SharedArrayBuffer object (unwrapped), with one more reference for the caller; null when `obj`
// is none. `length` is the current length, `maxLength` the capacity asked for, `kind` 0 fixed, 1 growable, 2 wasm.
void* hg_sab_retain(JSObject* obj, size_t* length, size_t* maxLength, int* kind) {
  auto* sab = obj->maybeUnwrapIf<js::SharedArrayBufferObject>();
  if (!sab) return nullptr;
  js::SharedArrayRawBuffer* raw = sab->rawBufferObject();
  if (!raw->addReference()) return nullptr;
  *length = sab->byteLength();
  *maxLength = sab->byteLengthOrMaxByteLength();
  *kind = raw->isWasm() ? 2 : raw->isGrowableJS() ? 1 : 0;
  return raw;
}

bool hg_sab_add_ref(void* raw) { return static_cast<js::SharedArrayRawBuffer*>(raw)->addReference(); }
void hg_sab_release(void* raw) { static_cast<js::SharedArrayRawBuffer*>(raw)->dropReference(); }
uint32_t hg_sab_ref_count(void* raw) { return static_cast<js::SharedArrayRawBuffer*>(raw)->refcount(); }
uint8_t* hg_sab_data(void* raw) { return dataOf(static_cast<js::SharedArrayRawBuffer*>(raw)); }
size_t hg_sab_length(void* raw) { return static_cast<js::SharedArrayRawBuffer*>(raw)->volatileByteLength(); }

// A SharedArrayBuffer object over `raw` in the current realm (it takes a reference of its own); null with an
// exception pending. For a growable buffer `length` is its maximum. Not for wasm memories.
JSObject* hg_sab_object(JSContext* cx, void* rawBuffer, size_t length) {
  auto* raw = static_cast<js::SharedArrayRawBuffer*>(rawBuffer);
  if (!raw->addReference()) {
    JS_ReportErrorASCII(cx, "too many references to a SharedArrayBuffer");
    return nullptr;
  }
  JSObject* obj = raw->isGrowableJS()
                      ? static_cast<JSObject*>(js::SharedArrayBufferObject::NewGrowable(cx, raw, length))
                      : static_cast<JSObject*>(js::SharedArrayBufferObject::New(cx, raw, length));
  if (!obj) raw->dropReference();
  return obj;
}

// A new buffer of `length` bytes that belongs to no isolate yet (one reference, the caller's); null when out of memory.
void* hg_sab_new(size_t length) {
  if (length > js::ArrayBufferObject::ByteLengthLimit) return nullptr;
  size_t dataBytes = dataBytesOf(length);
  uint8_t* base = mapBuffer(dataBytes);
  return base ? initBuffer(base, false, length, length, dataBytes, -1) : nullptr;
}

bool hg_subarrays_escape();
bool hg_namespaces_are_direct(JSContext* cx);
bool hg_error_classes_replaced();
bool hg_regexp_statics_replaced();
bool hg_modules_are_lazy(JSContext* cx);
bool hg_functions_are_shared(JSContext* cx);
bool hg_wasm_keeps_bytes(JSContext* cx);
// mozilla::TimeStamp::ComputeProcessUptime, which is private; the engine's own is never zero.
extern "C" uint64_t hg_process_uptime() asm("_ZN7mozilla9TimeStamp20ComputeProcessUptimeEv");

// Whether the replaced engine functions are in effect: 0, or the number of the first that is not. In a realm, once.
int hg_self_test(JSContext* cx) {
  size_t before = gLiveBuffers.load();
  JS::RootedObject fixed(cx, JS::NewSharedArrayBuffer(cx, 1));
  if (!fixed || gLiveBuffers.load() == before) return 1;
  js::SharedArrayRawBuffer* raw = fixed->as<js::SharedArrayBufferObject>().rawBufferObject();
  if (headOf(raw)->magic != kBufferMagic || reinterpret_cast<uintptr_t>(dataOf(raw)) % kPage) return 2;
  int64_t woken = -1;
  if (!js::atomics_notify_impl(cx, raw, 0, 1, &woken) || woken != 0) return 3;
  if (!hg_subarrays_escape()) return 4;
  if (!hg_namespaces_are_direct(cx)) return 5;
  if (!hg_error_classes_replaced()) return 6;
  if (!hg_regexp_statics_replaced()) return 7;
  if (!hg_modules_are_lazy(cx)) return 8;
  if (hg_process_uptime() != 0) return 9;
  if (!hg_functions_are_shared(cx)) return 10;
  if (!hg_wasm_keeps_bytes(cx)) return 11;
  return 0;
}

}  // extern "C"
