// Writes plain data (plain.h). What is not plain (accessors, holes, other classes, cycles, depth) is left to the engine's
// clone machinery: nothing has run and nothing has changed until the whole value is known to be plain.
#include "clone.h"
#include "message_blocks.h"
#include "plain.h"

#include "js/String.h"
#include "js/friend/StackLimits.h"
#include "jsapi.h"
#include "mozilla/StringBuffer.h"
#include "vm/ArrayObject.h"
#include "vm/JSContext.h"
#include "vm/PlainObject.h"
#include "vm/Shape.h"
#include "vm/StringType.h"

#include <cmath>
#include <cstring>
#include <vector>

#include "vm/JSObject-inl.h"
#include "vm/NativeObject-inl.h"
#include "vm/ObjectOperations-inl.h"
#include "vm/StringType-inl.h"

using namespace js;
using Tag = heddle::PlainTag;

namespace {

enum Outcome { Written, NotPlain, Failed };

// Characters beyond this are shared, if the string has a buffer that can be.
constexpr uint32_t kShareFrom = 4096;
constexpr uint32_t kMostDepth = 64;
// Larger messages are the engine's, whose buffers can fail to grow.
constexpr size_t kMostBytes = 256 << 20;
// So many objects are searched one by one for one that comes again.
constexpr uint32_t kFewObjects = 16;
constexpr uint32_t kOpen = UINT32_MAX;
// What a thread keeps of its scratch memory.
constexpr size_t kKeepBytes = 256 << 10;

// Scratch memory of a thread's writers; a writer never runs inside another one.
struct Scratch {
  struct Object {
    JSObject* object;
    uint32_t index;  // in the order of completion; kOpen until then
  };
  struct Property {
    JSLinearString* key;
    uint32_t slot;
  };
  std::vector<uint8_t> bytes;
  std::vector<Object> objects;
  std::vector<uint32_t> table;  // open addressing over `objects` + 1, a power of two long; unused while these are few
  std::vector<Property> properties;
  std::vector<mozilla::StringBuffer*> buffers;
  std::vector<JSString*> ropes;
};
thread_local Scratch tScratch;

class Writer {
  JSContext* cx_;
  // What arrives is what JSON would have made of the value; what JSON has to run code for is not plain then.
  const bool json_;
  Scratch& scratch_ = tScratch;
  // Prototypes that have been found to have no toJSON.
  JSObject* cleanPrototypes_[2] = {nullptr, nullptr};
  uint32_t finished_ = 0;
  uint32_t depth_ = 0;

  void put(const void* from, size_t length) {
    auto* bytes = static_cast<const uint8_t*>(from);
    scratch_.bytes.insert(scratch_.bytes.end(), bytes, bytes + length);
  }
  void tag(Tag tag) { scratch_.bytes.push_back(static_cast<uint8_t>(tag)); }
  void tag(Tag tag, uint32_t number) {
    uint8_t bytes[5];
    bytes[0] = static_cast<uint8_t>(tag);
    memcpy(bytes + 1, &number, 4);
    put(bytes, 5);
  }

  void characters(JSLinearString* string) {
    JS::AutoCheckCannotGC nogc;
    uint32_t length = string->length();
    if (string->hasLatin1Chars()) {
      tag(Tag::Latin1, length);
      put(string->latin1Chars(nogc), length);
    } else {
      tag(Tag::TwoByte, length);
      put(string->twoByteChars(nogc), length * sizeof(char16_t));
    }
  }

  // The parts of a rope, one after the other: making one string of them first would cost more than the rest of a message.
  template <typename Char>
  void ropeCharacters(JSRope* rope) {
    JS::AutoCheckCannotGC nogc;
    size_t at = scratch_.bytes.size();
    scratch_.bytes.resize(at + rope->length() * sizeof(Char));
    auto* to = scratch_.bytes.data() + at;
    auto& waiting = scratch_.ropes;
    waiting.push_back(rope);
    while (!waiting.empty()) {
      JSString* part = waiting.back();
      waiting.pop_back();
      while (part->isRope()) {
        waiting.push_back(part->asRope().rightChild());
        part = part->asRope().leftChild();
      }
      JSLinearString& linear = part->asLinear();
      size_t length = linear.length();
      if constexpr (sizeof(Char) == 1) {
        memcpy(to, linear.latin1Chars(nogc), length);
      } else if (linear.hasTwoByteChars()) {
        memcpy(to, linear.twoByteChars(nogc), length * sizeof(Char));
      } else {
        const JS::Latin1Char* chars = linear.latin1Chars(nogc);
        for (size_t i = 0; i < length; i++) {
          Char wide = chars[i];
          memcpy(to + i * sizeof(Char), &wide, sizeof(Char));
        }
      }
      to += length * sizeof(Char);
    }
  }

  Outcome string(JSString* from) {
    if (from->isRope() && from->length() < kShareFrom) {
      if (from->hasLatin1Chars()) {
        tag(Tag::Latin1, from->length());
        ropeCharacters<JS::Latin1Char>(&from->asRope());
      } else {
        tag(Tag::TwoByte, from->length());
        ropeCharacters<char16_t>(&from->asRope());
      }
      return Written;
    }
    JSLinearString* string = from->ensureLinear(cx_);
    if (!string) return Failed;
    if (string->length() < kShareFrom || !string->hasStringBuffer()) {
      if (string->length() > kMostBytes) return NotPlain;
      characters(string);
      return Written;
    }
    tag(string->hasLatin1Chars() ? Tag::Latin1Buffer : Tag::TwoByteBuffer, string->length());
    uint32_t index = scratch_.buffers.size();
    put(&index, 4);
    mozilla::StringBuffer* buffer = string->stringBuffer();
    buffer->AddRef();
    scratch_.buffers.push_back(buffer);
    return Written;
  }

  static size_t hash(JSObject* object) { return (reinterpret_cast<uintptr_t>(object) >> 4) * 0x9E3779B97F4A7C15u; }

  void intoTable(uint32_t position) {
    size_t mask = scratch_.table.size() - 1;
    size_t at = hash(scratch_.objects[position].object) >> 20 & mask;
    while (scratch_.table[at]) at = (at + 1) & mask;
    scratch_.table[at] = position + 1;
  }

  // The position of an object in the list; a new one is `isNew`.
  uint32_t find(JSObject* object, bool* isNew) {
    auto& objects = scratch_.objects;
    auto& table = scratch_.table;
    uint32_t count = objects.size();
    *isNew = false;
    if (count < kFewObjects) {
      for (uint32_t i = 0; i < count; i++) {
        if (objects[i].object == object) return i;
      }
      objects.push_back({object, kOpen});
    } else {
      if (table.size() < 2 * (size_t(count) + 1)) {
        table.assign(size_t(8) << mozilla::FloorLog2(count), 0);
        for (uint32_t i = 0; i < count; i++) intoTable(i);
      }
      size_t mask = table.size() - 1;
      for (size_t at = hash(object) >> 20 & mask; table[at]; at = (at + 1) & mask) {
        if (objects[table[at] - 1].object == object) return table[at] - 1;
      }
      objects.push_back({object, kOpen});
      intoTable(count);
    }
    *isNew = true;
    return count;
  }

  Outcome object(JSObject* from) {
    bool isArray = from->is<ArrayObject>();
    if (!isArray && !from->is<PlainObject>()) return NotPlain;
    if (json_) return jsonObject(from->as<NativeObject>(), isArray);
    bool isNew;
    uint32_t position = find(from, &isNew);
    if (!isNew) {
      uint32_t index = scratch_.objects[position].index;
      if (index == kOpen) return NotPlain;
      tag(Tag::Seen, index);
      return Written;
    }
    AutoCheckRecursionLimit recursion(cx_);
    if (++depth_ > kMostDepth || !recursion.checkDontReport(cx_)) return NotPlain;
    auto& native = from->as<NativeObject>();
    if (native.isIndexed()) return NotPlain;
    Outcome outcome = isArray ? elements(native.as<ArrayObject>()) : properties(native);
    depth_--;
    scratch_.objects[position].index = finished_++;
    return outcome;
  }

  // JSON knows no identity: what comes twice is written twice, and a cycle ends at the greatest depth.
  Outcome jsonObject(NativeObject& object, bool isArray) {
    AutoCheckRecursionLimit recursion(cx_);
    if (++depth_ > kMostDepth || !recursion.checkDontReport(cx_)) return NotPlain;
    if (object.isIndexed() || !inheritsNoToJson(object, isArray)) return NotPlain;
    Outcome outcome = isArray ? elements(object.as<ArrayObject>()) : properties(object);
    depth_--;
    return outcome;
  }

  bool inheritsNoToJson(NativeObject& object, bool isArray) {
    JSObject* prototype = object.staticPrototype();
    if (!prototype || prototype == cleanPrototypes_[isArray]) return true;
    NativeObject* holder;
    PropertyResult found;
    if (!LookupPropertyPure(cx_, prototype, toJson(), &holder, &found) || found.isFound()) return false;
    cleanPrototypes_[isArray] = prototype;
    return true;
  }

  jsid toJson() const { return NameToId(cx_->names().toJSON); }

  Outcome elements(ArrayObject& array) {
    uint32_t length = array.length();
    if (array.getDenseInitializedLength() != length) return NotPlain;
    for (ShapePropertyIter<NoGC> property(array.shape()); !property.done(); property++) {
      if (json_ ? property->key() == toJson() : property->enumerable() && property->key().isString()) return NotPlain;
    }
    tag(Tag::Array, length);
    for (uint32_t i = 0; i < length; i++) {
      Outcome outcome = value(array.getDenseElement(i));
      if (outcome != Written) return outcome;
    }
    return Written;
  }

  Outcome properties(NativeObject& object) {
    if (object.getDenseInitializedLength()) return NotPlain;
    // From the last to the first.
    auto& properties = scratch_.properties;
    size_t first = properties.size();
    for (ShapePropertyIter<NoGC> property(object.shape()); !property.done(); property++) {
      if (json_ && property->key() == toJson()) return NotPlain;
      if (!property->key().isString()) {
        if (!json_ && heddle::refusesClones(property->key())) return NotPlain;
        continue;
      }
      if (!property->enumerable()) continue;
      if (!property->isDataProperty()) return NotPlain;
      if (json_ && object.getSlot(property->slot()).isUndefined()) continue;
      if (property->key().toString()->length() > kMostBytes) return NotPlain;
      properties.push_back({property->key().toString()->ensureLinear(cx_), property->slot()});
    }
    tag(Tag::Object, properties.size() - first);
    while (properties.size() > first) {
      Scratch::Property property = properties.back();
      properties.pop_back();
      characters(property.key);
      Outcome outcome = value(object.getSlot(property.slot));
      if (outcome != Written) return outcome;
    }
    return Written;
  }

 public:
  Writer(JSContext* cx, bool json) : cx_(cx), json_(json) {}
  ~Writer() {
    scratch_.objects.clear();
    scratch_.table.clear();
    scratch_.properties.clear();
    scratch_.bytes.clear();
    if (scratch_.bytes.capacity() > kKeepBytes) scratch_.bytes.shrink_to_fit();
    if (scratch_.objects.capacity() > kKeepBytes / sizeof(Scratch::Object)) {
      scratch_.objects.shrink_to_fit();
      scratch_.table.shrink_to_fit();
    }
    // Those that no message took over.
    for (mozilla::StringBuffer* buffer : scratch_.buffers) buffer->Release();
    scratch_.buffers.clear();
  }

  // No garbage is collected while this runs: it allocates characters of ropes at most.
  Outcome value(const JS::Value& from) {
    if (MOZ_UNLIKELY(scratch_.bytes.size() > kMostBytes)) return NotPlain;
    if (from.isString()) return string(from.toString());
    if (from.isObject()) return object(&from.toObject());
    if (from.isInt32()) {
      tag(Tag::Int32, from.toInt32());
    } else if (from.isDouble()) {
      double number = JS::CanonicalizeNaN(from.toDouble());
      if (json_ && !std::isfinite(number)) {
        tag(Tag::Null);
      } else if (json_ && number == 0) {
        tag(Tag::Int32, 0);  // without its sign
      } else {
        tag(Tag::Double);
        put(&number, 8);
      }
    } else if (from.isBoolean()) {
      tag(from.toBoolean() ? Tag::True : Tag::False);
    } else if (from.isNull()) {
      tag(Tag::Null);
    } else if (from.isUndefined()) {
      tag(json_ ? Tag::Null : Tag::Undefined);
    } else {
      return NotPlain;
    }
    return Written;
  }

  // Null when there is no memory for it.
  HgPlain* finish() {
    size_t buffers = scratch_.buffers.size() * sizeof(void*);
    size_t bytes = scratch_.bytes.size();
    static_assert(4 * kMostBytes <= UINT32_MAX);
    // Not the engine's malloc: what is on its way belongs to no isolate.
    uint32_t sizeClass;
    auto* block = static_cast<uint8_t*>(heddle::takeBlock(sizeof(HgPlain) + buffers + bytes, &sizeClass));
    if (!block) return nullptr;
    auto* plain = new (block) HgPlain{{1}, uint32_t(bytes), uint32_t(scratch_.buffers.size()), sizeClass};
    memcpy(block + sizeof(HgPlain), scratch_.buffers.data(), buffers);
    memcpy(block + sizeof(HgPlain) + buffers, scratch_.bytes.data(), bytes);
    scratch_.buffers.clear();
    return plain;
  }
};

}  // namespace

extern "C" {

// A message of `value`, or with `json` of what JSON would make of it, with one owner in `*out`: 0; 1 if it is not plain; 2
// with an exception pending.
int hg_plain_write(JSContext* cx, const JS::Value* value, bool json, HgPlain** out) {
  Writer writer(cx, json);
  Outcome outcome = writer.value(*value);
  if (outcome != Written) return outcome;
  *out = writer.finish();
  if (*out) return Written;
  JS_ReportOutOfMemory(cx);
  return Failed;
}

}  // extern "C"
