// The names of nodes and edges in heap snapshots.
#include "heap_snapshot.h"

#include "vm/GlobalObject.h"
#include "vm/JSContext.h"
#include "vm/PlainObject.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "vm/JSObject-inl.h"
#include "vm/NativeObject-inl.h"

using namespace heddle;
using namespace js;

namespace {

// V8 cuts names there.
constexpr size_t kMaxName = 1024;

}  // namespace

uint32_t SnapshotNames::text(const char* text) {
  return sink_->string(sink_->closure, text, strlen(text), false);
}

uint32_t SnapshotNames::name(const char* fixed) {
  auto [entry, isNew] = strings_.try_emplace(fixed, 0);
  if (isNew) entry->second = text(fixed);
  return entry->second;
}

uint32_t SnapshotNames::linear(JSLinearString* string) {
  size_t length = std::min(string->length(), kMaxName);
  JS::AutoCheckCannotGC nogc;
  return string->hasLatin1Chars() ? sink_->string(sink_->closure, string->latin1Chars(nogc), length, false)
                                  : sink_->string(sink_->closure, string->twoByteChars(nogc), length, true);
}

uint32_t SnapshotNames::name(JSAtom* atom) {
  auto [entry, isNew] = strings_.try_emplace(atom, 0);
  if (isNew) entry->second = linear(atom);
  return entry->second;
}

uint32_t SnapshotNames::name(JSString* string) {
  if (string->isAtom()) return name(&string->asAtom());
  if (string->isLinear()) return linear(&string->asLinear());
  std::u16string chars;
  std::vector<JSString*> rest{string};
  while (!rest.empty() && chars.size() < kMaxName) {
    JSString* part = rest.back();
    rest.pop_back();
    if (part->isRope()) {
      rest.push_back(part->asRope().rightChild());
      rest.push_back(part->asRope().leftChild());
      continue;
    }
    JSLinearString& leaf = part->asLinear();
    size_t length = std::min(leaf.length(), kMaxName - chars.size());
    for (size_t i = 0; i < length; i++) chars.push_back(leaf.latin1OrTwoByteChar(i));
  }
  return sink_->string(sink_->closure, chars.data(), chars.size(), true);
}

uint32_t SnapshotNames::name(JS::PropertyKey key) {
  if (key.isInt()) return text(std::to_string(key.toInt()).c_str());
  if (key.isAtom()) return name(key.toAtom());
  if (key.isSymbol()) return symbolName(key.toSymbol());
  return name("");
}

uint32_t SnapshotNames::symbolName(JS::Symbol* symbol) {
  JSAtom* description = symbol->description();
  if (symbol->isPrivateName() && description) return name(description);
  std::u16string chars = u"Symbol(";
  if (description) {
    size_t length = std::min<size_t>(description->length(), kMaxName);
    for (size_t i = 0; i < length; i++) chars.push_back(description->latin1OrTwoByteChar(i));
  }
  chars.push_back(u')');
  return sink_->string(sink_->closure, chars.data(), chars.size(), true);
}

uint32_t SnapshotNames::functionName(JSFunction* fun) {
  JSAtom* atom = fun->maybePartialExplicitName();
  if (!atom) atom = fun->maybePartialDisplayAtom();
  return atom ? name(atom) : name("");
}

uint32_t SnapshotNames::constructorName(JSObject* obj) {
  if (obj->is<GlobalObject>()) return name("global");
  JSObject* proto = obj->hasStaticPrototype() ? obj->staticPrototype() : nullptr;
  auto className = [&] { return obj->is<PlainObject>() ? name("Object") : name(obj->getClass()->name); };
  if (!proto) return className();
  auto named = [&](JSObject* of) -> JSAtom* {
    JS::Value v;
    if (!GetPropertyPure(cx_, of, NameToId(cx_->names().constructor), &v) || !v.isObject() ||
        !v.toObject().is<JSFunction>()) {
      return nullptr;
    }
    JSFunction& constructor = v.toObject().as<JSFunction>();
    JSAtom* atom = constructor.maybePartialExplicitName();
    if (!atom) atom = constructor.maybePartialDisplayAtom();
    return atom && atom->length() ? atom : nullptr;
  };
  auto [entry, isNew] = strings_.try_emplace(proto, 0);
  if (isNew) {
    JSAtom* atom = named(proto);
    uint32_t number = atom ? name(atom) : className();
    // `name` may have moved the table's entries.
    strings_[proto] = number;
    return number;
  }
  return entry->second;
}
