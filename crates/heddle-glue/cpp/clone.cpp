// Structured clone within the process. Replaces JSStructuredCloneWriter::writeArrayBuffer, so that the bytes of a large
// ArrayBuffer are copied once, into memory that becomes the receiver's buffer, and not through the clone data; and
// traverseObject, so that instances of a class that are plain objects for the engine can refuse to be cloned.
#include "js/StructuredClone.h"

#include "clone.h"
#include "huge_pages.h"
#include "limits.h"

#include "jsapi.h"
#include "js/ArrayBuffer.h"
#include "js/ErrorReport.h"
#include "js/Utility.h"
#include "vm/ArrayBufferObject.h"
#include "vm/JSContext.h"
#include "vm/PlainObject.h"
#include "vm/Shape.h"
#include "vm/StringType.h"
#include "vm/SymbolType.h"

#include <sys/mman.h>

#include <atomic>
#include <cstdlib>
#include <cstring>

#include "vm/JSObject-inl.h"
#include "vm/NativeObject-inl.h"

// Takes over `length` bytes at `data` (malloc) and writes what stands for them; false with an exception pending.
typedef bool (*HgTakeBytes)(void* closure, JSStructuredCloneWriter* writer, uint8_t* data, size_t length);

namespace {

// Buffers below this go through the clone data, whose segments are of this size.
constexpr size_t kBesideFrom = 4096;

// Of the clone that this thread is writing; clones nest when a platform object is cloned by its class.
struct Writing {
  HgTakeBytes take;
  void* closure;
};
thread_local Writing tWriting{};

JS::CloneDataPolicy samePolicy() {
  JS::CloneDataPolicy policy;
  policy.allowIntraClusterClonableSharedObjects();
  policy.allowSharedMemoryObjects();
  return policy;
}

}  // namespace

// The engine's function, under the name that build.rs gives it.
bool heddle_engine_write_array_buffer(JSStructuredCloneWriter* writer,
                                      JS::HandleObject obj) asm("heddle_engine_write_array_buffer");
bool heddle_write_array_buffer(JSStructuredCloneWriter* writer, JS::HandleObject obj) asm(
    "_ZN23JSStructuredCloneWriter16writeArrayBufferEN2JS6HandleIP8JSObjectEE");

// Interposed. Called for buffers that have data.
bool heddle_write_array_buffer(JSStructuredCloneWriter* writer, JS::HandleObject obj) {
  auto* buffer = obj->maybeUnwrapIf<js::ArrayBufferObject>();
  if (!tWriting.take || !buffer || buffer->byteLength() < kBesideFrom || buffer->isResizable() || buffer->isImmutable()) {
    return heddle_engine_write_array_buffer(writer, obj);
  }
  size_t length = buffer->byteLength();
  // Not through the engine's arenas: what is on its way belongs to no isolate, the receiver's limits count it.
  auto* copy = static_cast<uint8_t*>(heddle::withHugePages(malloc(length), length));
  if (!copy) {
    JS_ReportOutOfMemory(js::TlsContext.get());
    return false;
  }
  memcpy(copy, buffer->dataPointer(), length);
  return tWriting.take(tWriting.closure, writer, copy, length);
}

namespace {

// Throws for an object that refuses to be cloned.
typedef void (*HgRefused)(JSContext* cx, JS::HandleObject object);
std::atomic<HgRefused> gRefused{nullptr};

// The private name by which this thread's isolate knows such objects. Reset by the engine when the isolate goes.
thread_local JS::PersistentRooted<JS::Symbol*> tRefusal;

}  // namespace

bool heddle::refusesClones(JS::PropertyKey key) { return key.isSymbol() && tRefusal.get() && key.toSymbol() == tRefusal; }

bool heddle_engine_write_object(JSStructuredCloneWriter* writer, JS::HandleObject obj,
                                js::ESClass cls) asm("heddle_engine_write_object");
bool heddle_write_object(JSStructuredCloneWriter* writer, JS::HandleObject obj, js::ESClass cls) asm(
    "_ZN23JSStructuredCloneWriter14traverseObjectEN2JS6HandleIP8JSObjectEEN2js7ESClassE");

// Interposed.
bool heddle_write_object(JSStructuredCloneWriter* writer, JS::HandleObject obj, js::ESClass cls) {
  JS::Symbol* name = tRefusal;
  if (name && obj->is<js::PlainObject>() && obj->as<js::PlainObject>().containsPure(JS::PropertyKey::Symbol(name))) {
    gRefused.load(std::memory_order_relaxed)(js::TlsContext.get(), obj);
    return false;
  }
  return heddle_engine_write_object(writer, obj, cls);
}

struct HgClone {
  JSAutoStructuredCloneBuffer buffer;
  HgClone(JS::StructuredCloneScope scope, const JSStructuredCloneCallbacks* callbacks, void* closure)
      : buffer(scope, callbacks, closure) {}
};

extern "C" {

// From now on objects with the private field `name` of the class of `example` cannot be cloned; `refused` throws for them.
// One such class per isolate. False if `example` has no such field.
bool hg_clone_refuse(JSContext* cx, JSObject* example, const char* name, HgRefused refused) {
  if (!example->is<js::PlainObject>()) return false;
  JS::Symbol* found = nullptr;
  for (js::ShapePropertyIter<js::NoGC> it(example->as<js::PlainObject>().shape()); !it.done(); it++) {
    if (!it->key().isPrivateName()) continue;
    JSAtom* description = it->key().toSymbol()->description();
    if (description && js::StringEqualsAscii(description, name)) found = it->key().toSymbol();
  }
  if (!found) return false;
  gRefused.store(refused, std::memory_order_relaxed);
  if (tRefusal.initialized()) {
    tRefusal = found;
  } else {
    tRefusal.init(cx, found);
  }
  return true;
}

// Same-process clone data of `value`. Null with an exception pending when something in it cannot be cloned.
HgClone* hg_clone_write(JSContext* cx, JS::Value* value, JS::Value* transfer, const JSStructuredCloneCallbacks* callbacks,
                        HgTakeBytes take, void* closure) {
  HgClone* clone = new HgClone(JS::StructuredCloneScope::SameProcess, callbacks, closure);
  JS::RootedValue v(cx, *value), t(cx, *transfer);
  Writing outer = tWriting;
  tWriting = Writing{take, closure};
  bool ok = clone->buffer.write(cx, v, t, samePolicy(), callbacks, closure);
  tWriting = outer;
  if (ok) return clone;
  delete clone;
  return nullptr;
}

// Reads once; transferables are consumed.
bool hg_clone_read(JSContext* cx, HgClone* clone, JS::Value* out, const JSStructuredCloneCallbacks* callbacks,
                   void* closure) {
  JS::RootedValue v(cx);
  heddle::Receiving receiving(cx, clone->buffer.data());
  if (!clone->buffer.read(cx, &v, samePolicy(), callbacks, closure)) return false;
  *out = v;
  return true;
}

size_t hg_clone_size(HgClone* clone) { return clone->buffer.data().Size(); }

// Copies the data to `out`, which has room for hg_clone_size() bytes. What they point to stays the clone's.
void hg_clone_flatten(HgClone* clone, uint8_t* out) {
  clone->buffer.data().ForEachDataChunk([&](const char* data, size_t size) {
    memcpy(out, data, size);
    out += size;
    return true;
  });
}

// Reads data for another process, which was checked (heddle-wire), into the current realm; false with an exception pending.
bool hg_clone_read_bytes(JSContext* cx, const uint8_t* data, size_t length, JS::Value* out,
                         const JSStructuredCloneCallbacks* callbacks, void* closure) {
  constexpr auto scope = JS::StructuredCloneScope::DifferentProcess;
  JSStructuredCloneData bytes(scope);
  if (!bytes.AppendBytes(reinterpret_cast<const char*>(data), length)) {
    JS_ReportOutOfMemory(cx);
    return false;
  }
  JS::RootedValue v(cx);
  if (!JS_ReadStructuredClone(cx, bytes, JS_STRUCTURED_CLONE_VERSION, scope, &v, JS::CloneDataPolicy(), callbacks,
                              closure)) {
    return false;
  }
  *out = v;
  return true;
}

// May run on any thread. `closure` replaces the writer's, for freeTransfer.
void hg_clone_free(HgClone* clone) { delete clone; }

// An ArrayBuffer of bytes from HgTakeBytes, which it takes over; null with an exception pending, and the bytes stay the
// caller's.
JSObject* hg_bytes_adopt(JSContext* cx, uint8_t* data, size_t length) {
  mozilla::UniquePtr<void, JS::FreePolicy> contents(data);
  JSObject* buffer = JS::NewArrayBufferWithContents(cx, length, std::move(contents));
  if (buffer) {
    heddle::noteExternal(length);
  } else {
    (void)contents.release();
  }
  return buffer;
}
// Takes the bytes out of an ordinary ArrayBuffer of the current realm, which is detached then. Null, with nothing
// changed and no exception, for any other object: the engine's transfer knows them all.
uint8_t* hg_bytes_steal(JSContext* cx, JSObject* object, size_t* length) {
  if (!object->is<js::ArrayBufferObject>()) return nullptr;
  JS::Rooted<js::ArrayBufferObject*> buffer(cx, &object->as<js::ArrayBufferObject>());
  if (!buffer->isMalloced() || buffer->isDetached() || buffer->isResizable() || buffer->isImmutable() ||
      buffer->isLengthPinned() || buffer->isPreparedForAsmJS()) {
    return nullptr;
  }
  *length = buffer->byteLength();
  return static_cast<uint8_t*>(JS::StealArrayBufferContents(cx, buffer));
}
void hg_bytes_free(uint8_t* data) { js_free(data); }

// An ArrayBuffer over a private mapping of a memfd's first `length` bytes, which nobody can change or cut; null with an
// exception pending. The descriptor stays the caller's.
JSObject* hg_bytes_map(JSContext* cx, int fd, size_t length) {
  // As JS::CreateMappedArrayBufferContents, which asks for the length by a system call that a sandbox refuses.
  void* contents = mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
  if (contents == MAP_FAILED) {
    JS_ReportOutOfMemory(cx);
    return nullptr;
  }
  JSObject* buffer = JS::NewMappedArrayBufferWithContents(cx, length, contents);
  if (buffer) {
    heddle::noteExternal(length);
  } else {
    JS::ReleaseMappedArrayBufferContents(contents, length);
  }
  return buffer;
}

}  // extern "C"
