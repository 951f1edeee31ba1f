// SharedArrayBuffers in several processes: a buffer becomes a memfd when it is first sent to another process, and the
// descriptor of another process' buffer becomes a buffer here. Why so: docs/design/shared-memory.md.
#include "limits.h"
#include "sab.h"
#include "waiter_slots.h"

#include "js/GCAPI.h"
#include "vm/ArrayBufferObject.h"
#include "vm/JSContext.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <map>
#include <mutex>

#include "vm/JSContext-inl.h"

using namespace heddle;

namespace {

#ifndef MFD_NOEXEC_SEAL
#  define MFD_NOEXEC_SEAL 8U
#endif

// A buffer with a descriptor costs more than its pages: it presses the collector as so many others.
constexpr uint32_t kDescriptorWeight = 8;
constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
#ifndef F_SEAL_FUTURE_WRITE
#  define F_SEAL_FUTURE_WRITE 0x0010
#endif

// Buffers of this process that have a memfd, so that a memfd which arrives twice is one buffer.
std::mutex gSharedLock;
std::map<std::pair<uint64_t, uint64_t>, js::SharedArrayRawBuffer*> gShared;

// A reference, unless the last one has just gone. The engine's addReference takes that for a bug.
bool retainLive(js::SharedArrayRawBuffer* raw) {
  static_assert(sizeof(js::SharedArrayRawBuffer) == 40);
  auto* count = reinterpret_cast<std::atomic<uint32_t>*>(reinterpret_cast<uint8_t*>(raw) + 4);
  uint32_t seen = count->load(std::memory_order_acquire);
  MOZ_RELEASE_ASSERT(seen == raw->refcount() || seen != count->load());
  while (seen && seen != UINT32_MAX) {
    if (count->compare_exchange_weak(seen, seen + 1, std::memory_order_acq_rel)) return true;
  }
  return false;
}

// A buffer that other threads use is copied while they cannot write to it: its pages are read-only for that time, and a
// thread that writes waits in the handler of the fault, then writes again. Ranges are kept for a while after the copy,
// for threads that have faulted but not come to the handler yet.
struct Copying {
  std::atomic<uintptr_t> from{0}, to{0};
  std::atomic<uint32_t> busy{0};
};
constexpr uint32_t kRecent = 256;
constexpr uint32_t kMostRetries = 1000;  // then it is another fault, at the same place
Copying gCopying[kRecent];
std::atomic<uint32_t> gCopies{0};
std::mutex gCopyLock;
struct sigaction gPreviousHandler;

void onFault(int signal, siginfo_t* info, void* context) {
  static thread_local uintptr_t retried = 0;
  static thread_local uint32_t retries = 0, retriedCopies = 0;
  auto at = reinterpret_cast<uintptr_t>(info->si_addr);
  if (info->si_code == SEGV_ACCERR) {
    if (endOnStore(at, context)) return;
    for (Copying& copying : gCopying) {
      if (at < copying.from.load(std::memory_order_acquire) || at >= copying.to.load(std::memory_order_acquire)) continue;
      int error = errno;
      while (copying.busy.load(std::memory_order_acquire)) futex(&copying.busy, FUTEX_WAIT, 1, nullptr, false);
      errno = error;
      uint32_t copies = gCopies.load(std::memory_order_relaxed);
      if (retried != at || retriedCopies != copies) retries = 0;
      retried = at;
      retriedCopies = copies;
      if (retries++ < kMostRetries) return;
    }
  }
  const struct sigaction& previous = gPreviousHandler;
  if (previous.sa_flags & SA_SIGINFO) {
    previous.sa_sigaction(signal, info, context);
  } else if (previous.sa_handler == SIG_DFL || previous.sa_handler == SIG_IGN) {
    sigaction(signal, &previous, nullptr);  // happens again, for good
  } else {
    previous.sa_handler(signal);
  }
}

// In front of the engine's handler, which is there since the first context and takes faults in wasm code for traps.
bool installHandler() {
  struct sigaction current;
  if (sigaction(SIGSEGV, nullptr, &current) < 0) return false;
  if ((current.sa_flags & SA_SIGINFO) && current.sa_sigaction == onFault) return true;
  gPreviousHandler = current;
  struct sigaction ours;
  memset(&ours, 0, sizeof ours);
  ours.sa_sigaction = onFault;
  ours.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK;
  sigemptyset(&ours.sa_mask);
  return sigaction(SIGSEGV, &ours, nullptr) == 0;
}

bool isZero(const uint8_t* page) {
  auto* words = reinterpret_cast<const uint64_t*>(page);
  for (size_t i = 0; i < kPage / sizeof(uint64_t); i++) {
    if (words[i]) return false;
  }
  return true;
}

bool writeAll(int fd, const uint8_t* from, size_t length, off_t at) {
  while (length) {
    ssize_t n = pwrite(fd, from, std::min<size_t>(length, 1 << 30), at);
    if (n < 0 && errno == EINTR) continue;
    if (n == 0) errno = EIO;
    if (n <= 0) return false;
    from += n;
    length -= n;
    at += n;
  }
  return true;
}

// All pages that hold something: untouched ones stay holes.
bool writePages(int fd, const uint8_t* from, size_t length) {
  size_t at = 0;
  while (at < length) {
    size_t end = at;
    while (end < length && !isZero(from + end)) end += kPage;
    if (end > at && !writeAll(fd, from + at, end - at, at)) return false;
    at = end + kPage;
  }
  return true;
}

int newMemory(size_t bytes, int seals) {
  int fd = static_cast<int>(syscall(SYS_memfd_create, "heddle-sab", MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL));
  if (fd < 0 && errno == EINVAL) {
    fd = static_cast<int>(syscall(SYS_memfd_create, "heddle-sab", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  }
  if (fd < 0) return -errno;
  if (ftruncate(fd, bytes) == 0 && fcntl(fd, F_ADD_SEALS, seals) == 0) return fd;
  int error = errno;
  close(fd);
  return -error;
}

// Runs out of descriptors or mappings: dropped buffers may give some back.
template <typename F>
auto orAfterCollection(F make) {
  auto result = make();
  JSContext* cx = js::TlsContext.get();
  if (!result.failed() || !cx || !cx->zone()) return result;
  if (result.error != EMFILE && result.error != ENFILE && result.error != ENOMEM) return result;
  JS_GC(cx, JS::GCReason::LAST_DITCH);
  return make();
}

struct Descriptor {
  int fd;
  int error;
  bool failed() const { return fd < 0; }
};

Descriptor duplicate(int fd) {
  int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
  return {copy, copy < 0 ? errno : 0};
}

void remember(js::SharedArrayRawBuffer* raw, const struct stat& status) {
  BufferHead* head = headOf(raw);
  head->device = status.st_dev;
  head->inode = status.st_ino;
}

// By the system call itself: the C library makes it one that takes a path, which a sandbox refuses.
long statusOf(int fd, struct stat* status) { return syscall(SYS_fstat, fd, status); }

// Gives the buffer a memfd at the same addresses; 0 or an error number. Other threads may use it meanwhile.
int promote(js::SharedArrayRawBuffer* raw) {
  BufferHead* head = headOf(raw);
  std::lock_guard<std::mutex> guard(gCopyLock);
  if (head->fd.load(std::memory_order_relaxed) >= 0) return 0;
  size_t bytes = head->dataBytes + kControlBytes;
  bool readOnly = head->readOnly.load(std::memory_order_relaxed);
  int fd = newMemory(bytes, readOnly ? kSeals & ~F_SEAL_SEAL : kSeals);
  if (fd < 0) return -fd;
  struct stat status;
  if (statusOf(fd, &status) < 0 || !installHandler()) {
    int error = errno;
    close(fd);
    return error;
  }
  uint8_t* data = dataOf(raw);
  Copying& copying = gCopying[gCopies.load(std::memory_order_relaxed) % kRecent];
  copying.busy.store(1, std::memory_order_release);
  copying.to.store(0, std::memory_order_release);
  copying.from.store(reinterpret_cast<uintptr_t>(data), std::memory_order_release);
  copying.to.store(reinterpret_cast<uintptr_t>(data) + bytes, std::memory_order_release);
  gCopies.fetch_add(1, std::memory_order_seq_cst);
  // When this returns no thread writes any more.
  int error = 0;
  if (mprotect(data, bytes, PROT_READ) < 0) {
    error = errno;
  } else if (!writePages(fd, data, bytes) ||
             mmap(data, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0) != data) {
    error = errno;
    MOZ_RELEASE_ASSERT(mprotect(data, bytes, PROT_READ | PROT_WRITE) == 0);
  }
  if (!error) {
    // The mapping that is there stays writable, and will be the only one.
    MOZ_RELEASE_ASSERT(!readOnly || fcntl(fd, F_ADD_SEALS, F_SEAL_FUTURE_WRITE | F_SEAL_SEAL) == 0);
    remember(raw, status);
    std::lock_guard<std::mutex> shared(gSharedLock);
    gShared[{status.st_dev, status.st_ino}] = raw;
    head->fd.store(fd, std::memory_order_seq_cst);
  }
  copying.busy.store(0, std::memory_order_release);
  futex(&copying.busy, FUTEX_WAKE, INT_MAX, nullptr, false);
  if (error) {
    close(fd);
    return error;
  }
  moveSleepers(reinterpret_cast<ControlArea*>(data + head->dataBytes));
  return 0;
}

}  // namespace

void heddle::forgetShared(js::SharedArrayRawBuffer* raw) {
  BufferHead* head = headOf(raw);
  std::lock_guard<std::mutex> guard(gSharedLock);
  auto found = gShared.find({head->device, head->inode});
  // While its last reference went, the same memory may have arrived again and got another mapping.
  if (found != gShared.end() && found->second == raw) gShared.erase(found);
  removeReadOnly(raw);
}

extern "C" {

// A new descriptor of the buffer's memory, for another process, which the caller owns; -errno on failure. An anonymous
// buffer gets its memory first; other threads may use it meanwhile. Not for growable buffers and wasm memories.
int hg_sab_share(void* rawBuffer) {
  auto* raw = static_cast<js::SharedArrayRawBuffer*>(rawBuffer);
  BufferHead* head = headOf(raw);
  if (!head || raw->isGrowableJS()) return -EOPNOTSUPP;
  if (head->fd.load(std::memory_order_acquire) < 0) {
    if (JSContext* cx = js::TlsContext.get()) noteAllocation(cx, kDescriptorWeight);
  }
  Descriptor made = orAfterCollection([&]() -> Descriptor {
    int error = head->fd.load(std::memory_order_acquire) < 0 ? promote(raw) : 0;
    if (error) return {-1, error};
    return duplicate(head->fd.load(std::memory_order_acquire));
  });
  if (made.failed()) return -made.error;
  if (hearOthers(raw)) return made.fd;
  close(made.fd);
  return -EAGAIN;
}

// Lets other processes only read the buffer; 0 or -errno: -EBUSY if some may have it already, -EINVAL if the kernel is too
// old (5.1 can), -EOPNOTSUPP for growable buffers and wasm memories.
int hg_sab_set_read_only(void* rawBuffer) {
  auto* raw = static_cast<js::SharedArrayRawBuffer*>(rawBuffer);
  BufferHead* head = headOf(raw);
  if (!head || raw->isGrowableJS()) return -EOPNOTSUPP;
  std::lock_guard<std::mutex> guard(gCopyLock);
  if (head->readOnly.load(std::memory_order_relaxed)) return 0;
  if (head->fd.load(std::memory_order_relaxed) >= 0) return -EBUSY;
  int probe = newMemory(kPage, F_SEAL_FUTURE_WRITE);
  if (probe < 0) return probe;
  close(probe);
  head->readOnly.store(true, std::memory_order_relaxed);
  return 0;
}

// Whether processes that get the buffer from another can only read it.
bool hg_sab_is_read_only(void* rawBuffer) {
  BufferHead* head = headOf(static_cast<js::SharedArrayRawBuffer*>(rawBuffer));
  return head && head->readOnly.load(std::memory_order_relaxed);
}

// The buffer of `length` bytes over the memory that another process' hg_sab_share gave, with one reference for the
// caller; takes `fd` over. The same memory is always the same buffer. Null with errno set on failure; `fd` is then still
// the caller's. Nothing is believed: the memory must be sealed as ours is, and have the size for this length.
// `readOnly`: memory that its maker lets others only read (see hg_sab_on_store).
void* hg_sab_map(int fd, size_t length, bool readOnly) {
  struct stat status;
  int seals = fcntl(fd, F_GET_SEALS);
  if (seals < 0 || statusOf(fd, &status) < 0) return nullptr;
  size_t dataBytes = length > js::ArrayBufferObject::ByteLengthLimit ? 0 : dataBytesOf(length);
  int others = seals & (F_SEAL_WRITE | F_SEAL_FUTURE_WRITE);
  if ((seals & kSeals) != kSeals || others != (readOnly ? F_SEAL_FUTURE_WRITE : 0) || !S_ISREG(status.st_mode) ||
      !dataBytes || static_cast<size_t>(status.st_size) != dataBytes + kControlBytes) {
    errno = EINVAL;
    return nullptr;
  }
  JSContext* cx = js::TlsContext.get();
  if (cx && !allowExternal(length)) {
    errno = ENOMEM;
    return nullptr;
  }
  struct Mapped {
    js::SharedArrayRawBuffer* raw;
    int error;
    bool fresh;
    bool failed() const { return !raw; }
  };
  Mapped mapped = orAfterCollection([&]() -> Mapped {
    std::lock_guard<std::mutex> guard(gSharedLock);
    auto& known = gShared[{status.st_dev, status.st_ino}];
    // The heads of buffers in the table are live as long as the lock is held.
    if (known && headOf(known)->usableBytes != length) return {nullptr, EINVAL, false};
    if (known && retainLive(known)) return {known, 0, false};
    uint8_t* base = mapBuffer(dataBytes);
    // A process that nobody ends for a store has a copy of what it stores to.
    bool ends = readOnly && endsOnStores();
    int access = ends ? PROT_READ : PROT_READ | PROT_WRITE;
    int kind = readOnly && !ends ? MAP_PRIVATE : MAP_SHARED;
    if (base && (!ends || installHandler()) &&
        mmap(base + kPage, dataBytes + kControlBytes, access, kind | MAP_FIXED, fd, 0) == base + kPage) {
      auto* raw = initBuffer(base, false, length, length, dataBytes, fd);
      headOf(raw)->readOnly.store(readOnly, std::memory_order_relaxed);
      if (ends) MOZ_RELEASE_ASSERT(addReadOnly(raw, dataBytes + kControlBytes));
      remember(raw, status);
      known = raw;
      return {raw, 0, true};
    }
    int error = base ? errno : ENOMEM;
    if (base) unmapBuffer(base, dataBytes, 0, -1, false);
    if (!known) gShared.erase({status.st_dev, status.st_ino});
    return {nullptr, error, false};
  });
  if (mapped.failed()) {
    errno = mapped.error;
    return nullptr;
  }
  if (!mapped.fresh) {
    close(fd);
  } else if (cx) {
    noteAllocation(cx, kDescriptorWeight);
    noteExternal(length);
  }
  return mapped.raw;
}

// Descriptors of this process that buffers hold.
size_t hg_sab_descriptors() {
  std::lock_guard<std::mutex> guard(gSharedLock);
  return gShared.size();
}

}  // extern "C"
