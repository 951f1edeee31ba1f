// Reads plain data (plain.h) and keeps its messages.
#include "limits.h"
#include "message_blocks.h"
#include "plain.h"

#include "ds/IdValuePair.h"
#include "js/String.h"
#include "js/friend/StackLimits.h"
#include "jsapi.h"
#include "mozilla/StringBuffer.h"
#include "vm/ArrayObject.h"
#include "vm/JSAtomUtils.h"
#include "vm/JSContext.h"
#include "vm/PlainObject.h"
#include "vm/StringType.h"

#include <cstring>
#include <vector>

#include "vm/JSObject-inl.h"
#include "vm/NativeObject-inl.h"
#include "vm/PlainObject-inl.h"
#include "vm/StringType-inl.h"

using namespace js;
using Tag = heddle::PlainTag;

namespace {

class Reader {
  JSContext* cx_;
  mozilla::StringBuffer* const* buffers_;
  const uint8_t* at_;
  JS::RootedVector<JSObject*> objects_;
  const bool foreign_;  // of another process, which may give an object any keys

  uint32_t number() {
    uint32_t number;
    memcpy(&number, at_, 4);
    at_ += 4;
    return number;
  }

  JSAtom* key() {
    Tag tag = static_cast<Tag>(*at_++);
    uint32_t length = number();
    const uint8_t* from = at_;
    if (tag == Tag::Latin1) {
      at_ += length;
      return AtomizeChars(cx_, reinterpret_cast<const Latin1Char*>(from), length);
    }
    at_ += length * sizeof(char16_t);
    std::vector<char16_t> aligned(length);
    memcpy(aligned.data(), from, length * sizeof(char16_t));
    return AtomizeChars(cx_, aligned.data(), length);
  }

  JSString* string(Tag tag) {
    uint32_t length = number();
    const uint8_t* from = at_;
    switch (tag) {
      case Tag::Latin1:
        at_ += length;
        return NewStringCopyN<CanGC>(cx_, reinterpret_cast<const Latin1Char*>(from), length);
      case Tag::TwoByte: {
        at_ += length * sizeof(char16_t);
        std::vector<char16_t> aligned(length);
        memcpy(aligned.data(), from, length * sizeof(char16_t));
        return NewStringCopyNDontDeflate<CanGC>(cx_, aligned.data(), length);
      }
      case Tag::Latin1Buffer:
        return JS::NewStringFromKnownLiveLatin1Buffer(cx_, buffers_[number()], length);
      default:
        return JS::NewStringFromKnownLiveTwoByteBuffer(cx_, buffers_[number()], length);
    }
  }

  bool object(JS::MutableHandleValue out) {
    AutoCheckRecursionLimit recursion(cx_);
    if (!recursion.check(cx_)) return false;
    uint32_t count = number();
    JS::Rooted<IdValueVector> properties(cx_, cx_);
    if (!properties.reserve(count)) return false;
    for (uint32_t i = 0; i < count; i++) {
      JSAtom* name = key();
      if (!name) return false;
      properties.infallibleAppend(IdValuePair(AtomToId(name)));
      if (!value(JS::MutableHandleValue::fromMarkedLocation(&properties[i].get().value))) return false;
    }
    PlainObject* object = foreign_ ? NewPlainObjectWithMaybeDuplicateKeys(cx_, properties)
                                   : NewPlainObjectWithUniqueNames(cx_, properties);
    if (!object) return false;
    out.setObject(*object);
    return objects_.append(object);
  }

  bool array(JS::MutableHandleValue out) {
    AutoCheckRecursionLimit recursion(cx_);
    if (!recursion.check(cx_)) return false;
    uint32_t length = number();
    JS::Rooted<ArrayObject*> array(cx_, NewDenseFullyAllocatedArray(cx_, length));
    if (!array) return false;
    array->ensureDenseInitializedLength(0, length);
    JS::RootedValue element(cx_);
    for (uint32_t i = 0; i < length; i++) {
      if (!value(&element)) return false;
      array->setDenseElement(i, element);
    }
    out.setObject(*array);
    return objects_.append(array);
  }

 public:
  Reader(JSContext* cx, const HgPlain* plain)
      : cx_(cx),
        buffers_(reinterpret_cast<mozilla::StringBuffer* const*>(plain + 1)),
        at_(reinterpret_cast<const uint8_t*>(buffers_ + plain->buffers)),
        objects_(cx),
        foreign_(false) {}
  Reader(JSContext* cx, const uint8_t* bytes) : cx_(cx), buffers_(nullptr), at_(bytes), objects_(cx), foreign_(true) {}

  bool value(JS::MutableHandleValue out) {
    Tag tag = static_cast<Tag>(*at_++);
    switch (tag) {
      case Tag::Undefined:
        out.setUndefined();
        return true;
      case Tag::Null:
        out.setNull();
        return true;
      case Tag::True:
      case Tag::False:
        out.setBoolean(tag == Tag::True);
        return true;
      case Tag::Int32:
        out.setInt32(number());
        return true;
      case Tag::Double: {
        double number;
        memcpy(&number, at_, 8);
        at_ += 8;
        out.setDouble(number);
        return true;
      }
      case Tag::Object:
        return object(out);
      case Tag::Array:
        return array(out);
      case Tag::Seen:
        out.setObject(*objects_[number()]);
        return true;
      default: {
        JSString* made = string(tag);
        if (!made) return false;
        out.setString(made);
        return true;
      }
    }
  }
};

// Goes over what was written, tag by tag.
struct Scan {
  const uint8_t* at;
  const uint8_t* const end;
  const uint8_t* start = nullptr;  // of the tag and what belongs to it
  Tag tag = Tag::Undefined;
  uint32_t number = 0;
  uint32_t second = 0;

  Scan(const uint8_t* bytes, size_t length) : at(bytes), end(bytes + length) {}

  bool isBuffer() const { return tag == Tag::Latin1Buffer || tag == Tag::TwoByteBuffer; }

  bool next() {
    if (at == end) return false;
    start = at;
    tag = static_cast<Tag>(*at++);
    if (tag <= Tag::False) return true;
    memcpy(&number, at, 4);
    at += 4;
    if (tag == Tag::Double) at += 4;
    if (tag == Tag::Latin1) at += number;
    if (tag == Tag::TwoByte) at += size_t(number) * sizeof(char16_t);
    if (isBuffer()) {
      memcpy(&second, at, 4);
      at += 4;
    }
    return true;
  }
};

typedef void (*HgBytes)(void* closure, const uint8_t* bytes, size_t length);

}  // namespace

extern "C" {

// The value of a message in the current realm; false with an exception pending. A message may be read again, and by
// several threads at once.
bool hg_plain_read(JSContext* cx, const HgPlain* plain, JS::Value* out) {
  JS::RootedValue value(cx);
  if (!Reader(cx, plain).value(&value)) return false;
  auto* buffers = reinterpret_cast<mozilla::StringBuffer* const*>(plain + 1);
  size_t shared = 0;
  for (uint32_t i = 0; i < plain->buffers; i++) shared += buffers[i]->AllocationSize();
  heddle::noteSharedText(shared);
  *out = value;
  return true;
}

// The value of bytes of another process that were checked (heddle-wire); false with an exception pending.
bool hg_plain_read_bytes(JSContext* cx, const uint8_t* bytes, JS::Value* out) {
  JS::RootedValue value(cx);
  if (!Reader(cx, bytes).value(&value)) return false;
  *out = value;
  return true;
}

size_t hg_plain_size(const HgPlain* plain) { return plain->bytes; }

// Calls `sink` with the bytes of the message for another process, piece by piece: its strings are in it.
void hg_plain_flatten(const HgPlain* plain, HgBytes sink, void* closure) {
  auto* buffers = reinterpret_cast<mozilla::StringBuffer* const*>(plain + 1);
  auto* bytes = reinterpret_cast<const uint8_t*>(buffers + plain->buffers);
  if (!plain->buffers) return sink(closure, bytes, plain->bytes);
  const uint8_t* from = bytes;
  for (Scan scan(bytes, plain->bytes); scan.next();) {
    if (!scan.isBuffer()) continue;
    uint8_t tag = static_cast<uint8_t>(scan.tag == Tag::Latin1Buffer ? Tag::Latin1 : Tag::TwoByte);
    sink(closure, from, scan.start - from);
    sink(closure, &tag, 1);
    sink(closure, scan.start + 1, 4);
    size_t width = scan.tag == Tag::Latin1Buffer ? 1 : sizeof(char16_t);
    sink(closure, static_cast<const uint8_t*>(buffers[scan.second]->Data()), scan.number * width);
    from = scan.at;
  }
  sink(closure, from, bytes + plain->bytes - from);
}

// Owners; on any thread.
void hg_plain_retain(HgPlain* plain) { plain->owners.fetch_add(1, std::memory_order_relaxed); }
void hg_plain_release(HgPlain* plain) {
  if (plain->owners.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  auto** buffers = reinterpret_cast<mozilla::StringBuffer**>(plain + 1);
  for (uint32_t i = 0; i < plain->buffers; i++) buffers[i]->Release();
  heddle::giveBlock(plain, plain->sizeClass);
}

}  // extern "C"
