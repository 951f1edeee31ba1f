// Copies of the language's built-ins, taken the moment the engine makes them, which it does lazily: no program has seen
// them before. A copy is an object's shape, which never changes, and the values of its slots. So it costs little, and
// nothing has to be made just to be copied.
#include "js/experimental/JitInfo.h"
#include "js/friend/StackLimits.h"
#include "vm/BoundFunctionObject.h"
#include "vm/GetterSetter.h"
#include "vm/GlobalObject.h"
#include "vm/Interpreter.h"
#include "vm/JSContext.h"
#include "vm/JSFunction.h"
#include "vm/PlainObject.h"

#include <cstring>
#include <vector>

#include "vm/ArrayObject-inl.h"
#include "vm/JSAtomUtils-inl.h"
#include "vm/JSContext-inl.h"
#include "vm/JSObject-inl.h"
#include "vm/NativeObject-inl.h"
#include "vm/Shape-inl.h"

using namespace js;

// The engine's own functions, under the names that build.rs gives them.
extern "C" bool heddle_engine_resolve_constructor(JSContext* cx, JS::Handle<GlobalObject*> global, JSProtoKey key, int mode);
extern "C" JSObject* heddle_engine_create_proto(JSContext* cx, JS::Handle<GlobalObject*> global, int kind,
                                                bool (*init)(JSContext*, JS::Handle<GlobalObject*>));
extern "C" JSObject* heddle_engine_create_tagged_proto(JSContext* cx, JS::Handle<GlobalObject*> global, int kind,
                                                       JS::Handle<JSAtom*> tag,
                                                       bool (*init)(JSContext*, JS::Handle<GlobalObject*>,
                                                                    JS::Handle<JSAtom*>));
extern "C" JSObject* heddle_engine_create_async_iterator(JSContext* cx, JS::Handle<GlobalObject*> global);

namespace {

// A class's entry in the table. Classes are numbered by JSProtoKey; prototypes without a class follow.
enum Part : uint32_t { kValue, kStatics, kPrototype, kMembers, kGlobals, kParts };

// The functions beside classes: made together with the class.
struct GlobalFunctions {
  JSProtoKey key;
  const char* names[7];
};
constexpr GlobalFunctions kGlobalFunctions[] = {
    {JSProto_Number, {"isFinite", "isNaN", "parseFloat", "parseInt"}},
    {JSProto_String,
     {"decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape", "unescape"}},
};

// Slot 0 holds the shape, the elements are the slots' values.
constexpr JSClass kSnapshotClass = {"Snapshot", JSCLASS_HAS_RESERVED_SLOTS(1)};

using Captured = bool (*)(JSContext* cx, uint32_t number);
// Written when the first isolate is made, always with the same value.
std::atomic<Captured> gCaptured{nullptr};

bool made(JSContext* cx, uint32_t number) {
  Captured captured = gCaptured.load(std::memory_order_relaxed);
  return !captured || captured(cx, number);
}

// The own properties of an object in dictionary mode, whose shape does change, on a plain object.
NativeObject* plainCopy(JSContext* cx, JS::HandleObject object) {
  JS::Rooted<PlainObject*> copy(cx, NewPlainObjectWithProto(cx, nullptr, TenuredObject));
  JS::RootedIdVector ids(cx);
  if (!copy || !GetPropertyKeys(cx, object, JSITER_OWNONLY | JSITER_HIDDEN | JSITER_SYMBOLS, &ids)) return nullptr;
  JS::Rooted<mozilla::Maybe<JS::PropertyDescriptor>> property(cx);
  JS::RootedId id(cx);
  JS::Rooted<JS::PropertyDescriptor> descriptor(cx);
  for (size_t i = 0; i < ids.length(); i++) {
    id = ids[i];
    if (!GetOwnPropertyDescriptor(cx, object, id, &property)) return nullptr;
    if (property.isNothing()) continue;
    descriptor = *property;
    if (!DefineProperty(cx, copy, id, descriptor)) return nullptr;
  }
  return copy;
}

NativeObject* snapshot(JSContext* cx, JS::HandleObject object) {
  if (!object->is<NativeObject>()) return nullptr;
  JS::Rooted<NativeObject*> from(cx, &object->as<NativeObject>());
  if (from->inDictionaryMode()) {
    from = plainCopy(cx, object);
    if (!from || from->inDictionaryMode()) return nullptr;
  }
  JS::Rooted<NativeObject*> copy(cx, NewTenuredObjectWithGivenProto(cx, &kSnapshotClass, nullptr));
  uint32_t span = from->slotSpan();
  if (!copy || copy->ensureDenseElements(cx, 0, span) != DenseElementResult::Success) return nullptr;
  copy->initReservedSlot(0, JS::PrivateGCThingValue(from->shape()));
  copy->setDenseInitializedLength(span);
  for (uint32_t i = 0; i < span; i++) copy->initDenseElement(i, from->getSlot(i));
  return copy;
}

// The function on the global object that was made with a class.
JS::Value globalFunction(JSContext* cx, GlobalObject* global, const char* name) {
  JSAtom* atom = Atomize(cx, name, strlen(name));
  if (!atom) return JS::UndefinedValue();
  mozilla::Maybe<PropertyInfo> property = global->lookupPure(AtomToId(atom));
  return property.isSome() && property->isDataProperty() ? global->getSlot(property->slot()) : JS::UndefinedValue();
}

const GlobalFunctions* globalFunctionsOf(uint32_t number) {
  for (const GlobalFunctions& functions : kGlobalFunctions) {
    if (uint32_t(functions.key) == number) return &functions;
  }
  return nullptr;
}

// `undefined` if the class has not been made.
JS::Value entryOf(NativeObject* table, uint32_t number) {
  return number < table->getDenseInitializedLength() ? table->getDenseElement(number) : JS::UndefinedValue();
}

// Calls a native as a method of its first argument: its call's slots are ours without the first, so that nothing is
// copied.
bool callNative(JSContext* cx, JSFunction* target, unsigned argc, JS::Value* vp) {
  vp[1] = JS::ObjectValue(*target);
  if (!target->native()(cx, argc - 1, vp + 1)) return false;
  vp[0] = vp[1];
  return true;
}

bool uncurried(JSContext* cx, unsigned argc, JS::Value* vp) {
  JSFunction* callee = &vp[0].toObject().as<JSFunction>();
  JS::Rooted<JSFunction*> target(cx, &callee->getExtendedSlot(0).toObject().as<JSFunction>());
  if (argc > 0 && target->isNativeWithoutJitEntry()) {
    AutoCheckRecursionLimit recursion(cx);
    return recursion.check(cx) && callNative(cx, target, argc, vp);
  }
  CallArgs args = CallArgsFromVp(argc, vp);
  InvokeArgs rest(cx);
  if (!rest.init(cx, argc > 0 ? argc - 1 : 0)) return false;
  for (unsigned i = 1; i < argc; i++) rest[i - 1].set(args[i]);
  JS::RootedValue function(cx, JS::ObjectValue(*target)), self(cx, args.get(0));
  return Call(cx, function, self, rest, args.rval());
}

// Takes a function off an object that was just made. What was defined after it is taken off, too, and put back: so the
// object keeps a shared shape, as a copy needs it.
bool removeFunction(JSContext* cx, JS::Handle<NativeObject*> object, const char* name) {
  JSAtom* atom = Atomize(cx, name, strlen(name));
  if (!atom) return false;
  if (!object->containsPure(AtomToId(atom))) return true;
  JS::RootedIdVector keys(cx);
  JS::RootedValueVector values(cx);
  std::vector<unsigned> attributes;
  for (ShapePropertyIter<NoGC> it(object->shape()); !it.done(); it++) {
    unsigned flags = (it->enumerable() ? JSPROP_ENUMERATE : 0) | (it->writable() ? 0 : JSPROP_READONLY);
    if (!keys.append(it->key()) || !values.append(object->getSlot(it->slot()))) return false;
    attributes.push_back(flags);
    if (it->key() == AtomToId(atom)) break;
  }
  for (size_t i = 0; i < keys.length(); i++) {
    JS::ObjectOpResult result;
    if (!NativeDeleteProperty(cx, object, keys[i], result) || !result) return false;
  }
  for (size_t i = keys.length() - 1; i-- > 0;) {
    if (!NativeDefineDataProperty(cx, object, keys[i], values[i], attributes[i])) return false;
  }
  MOZ_RELEASE_ASSERT(!object->inDictionaryMode());
  return true;
}

// What the engine has of its own beside the language.
bool removeExtras(JSContext* cx, JS::Handle<GlobalObject*> global, JSProtoKey key) {
  if (key != JSProto_Atomics) return true;
  JS::Rooted<NativeObject*> atomics(cx, &global->getConstructor(key).as<NativeObject>());
  return removeFunction(cx, atomics, "wake");
}

}  // namespace

// Interposed.
bool GlobalObject::resolveConstructor(JSContext* cx, JS::Handle<GlobalObject*> global, JSProtoKey key,
                                      IfClassIsDisabled mode) {
  return heddle_engine_resolve_constructor(cx, global, key, int(mode)) &&
         (!global->isStandardClassResolved(key) || (removeExtras(cx, global, key) && made(cx, key)));
}
JSObject* GlobalObject::createBuiltinProto(JSContext* cx, JS::Handle<GlobalObject*> global, ProtoKind kind,
                                           ObjectInitOp init) {
  JS::RootedObject proto(cx, heddle_engine_create_proto(cx, global, int(kind), init));
  return proto && made(cx, JSProto_LIMIT + uint32_t(kind)) ? proto.get() : nullptr;
}
JSObject* GlobalObject::createBuiltinProto(JSContext* cx, JS::Handle<GlobalObject*> global, ProtoKind kind,
                                           JS::Handle<JSAtom*> tag, ObjectInitWithTagOp init) {
  JS::RootedObject proto(cx, heddle_engine_create_tagged_proto(cx, global, int(kind), tag, init));
  return proto && made(cx, JSProto_LIMIT + uint32_t(kind)) ? proto.get() : nullptr;
}
// Makes its prototype by a call of the one above that the compiler inlined.
JSObject* GlobalObject::createAsyncIteratorPrototype(JSContext* cx, JS::Handle<GlobalObject*> global) {
  JS::RootedObject proto(cx, heddle_engine_create_async_iterator(cx, global));
  return proto && made(cx, JSProto_LIMIT + uint32_t(ProtoKind::AsyncIteratorProto)) ? proto.get() : nullptr;
}

extern "C" {

// `captured` is called when something has been made whose copy has to be taken, with its number.
void hg_originals_hook(Captured captured) { gCaptured.store(captured, std::memory_order_relaxed); }

// The number that stands for the first prototype without a class.
uint32_t hg_originals_first_proto() { return JSProto_LIMIT; }

// How many numbers there are.
uint32_t hg_originals_count() { return uint32_t(JSProto_LIMIT) + uint32_t(GlobalObjectData::ProtoKind::Limit); }

// An empty table; null when there is no memory.
JSObject* hg_originals_new(JSContext* cx) {
  uint32_t count = hg_originals_count();
  ArrayObject* table = NewDenseFullyAllocatedArray(cx, count, TenuredObject);
  if (!table) return nullptr;
  table->setDenseInitializedLength(count);
  for (uint32_t i = 0; i < count; i++) table->initDenseElement(i, JS::UndefinedValue());
  return table;
}

// Copies what has been made under a number, if that has happened and there is no copy yet.
bool hg_originals_capture(JSContext* cx, JSObject* tableObject, uint32_t number) {
  JS::Rooted<NativeObject*> table(cx, &tableObject->as<NativeObject>());
  if (number == JSProto_Null || !entryOf(table, number).isUndefined()) return true;
  JS::Rooted<GlobalObject*> global(cx, cx->global());
  JS::RootedObject value(cx), prototype(cx);
  if (number < JSProto_LIMIT) {
    JSProtoKey key = JSProtoKey(number);
    if (!global->isStandardClassResolved(key)) return true;
    value = global->maybeGetConstructor(key);
    prototype = global->maybeGetPrototype(key);
  } else {
    prototype = global->maybeBuiltinProto(GlobalObjectData::ProtoKind(number - JSProto_LIMIT));
  }
  if (!value && !prototype) return true;
  JS::Rooted<NativeObject*> statics(cx), members(cx), functions(cx);
  if (value && !(statics = snapshot(cx, value))) return false;
  if (prototype && !(members = snapshot(cx, prototype))) return false;
  if (const GlobalFunctions* named = globalFunctionsOf(number)) {
    functions = NewPlainObjectWithProto(cx, nullptr, TenuredObject);
    if (!functions) return false;
    for (const char* name : named->names) {
      if (!name) break;
      JS::RootedValue function(cx, globalFunction(cx, global, name));
      if (!JS_DefineProperty(cx, functions, name, function, 0)) return false;
    }
  }
  ArrayObject* entry = NewDenseFullyAllocatedArray(cx, kParts, TenuredObject);
  if (!entry) return false;
  entry->setDenseInitializedLength(kParts);
  entry->initDenseElement(kValue, JS::ObjectOrNullValue(value));
  entry->initDenseElement(kStatics, JS::ObjectOrNullValue(statics));
  entry->initDenseElement(kPrototype, JS::ObjectOrNullValue(prototype));
  entry->initDenseElement(kMembers, JS::ObjectOrNullValue(members));
  entry->initDenseElement(kGlobals, JS::ObjectOrNullValue(functions));
  table->setDenseElement(number, JS::ObjectValue(*entry));
  return true;
}

// Has the engine make what a number stands for, as far as it can be asked for by itself.
bool hg_originals_make(JSContext* cx, uint32_t number) {
  using Kind = GlobalObjectData::ProtoKind;
  JS::Rooted<GlobalObject*> global(cx, cx->global());
  if (number < JSProto_LIMIT) return GlobalObject::ensureConstructor(cx, global, JSProtoKey(number));
  switch (Kind(number - JSProto_LIMIT)) {
    case Kind::ArrayIteratorProto:
      return GlobalObject::getOrCreateArrayIteratorPrototype(cx, global);
    case Kind::StringIteratorProto:
      return GlobalObject::getOrCreateStringIteratorPrototype(cx, global);
    case Kind::AsyncIteratorProto:
      return GlobalObject::getOrCreateAsyncIteratorPrototype(cx, global);
    case Kind::MapIteratorProto:
      return GlobalObject::getOrCreateMapIteratorPrototype(cx, global);
    case Kind::SetIteratorProto:
      return GlobalObject::getOrCreateSetIteratorPrototype(cx, global);
    default:
      return true;
  }
}

// A part of an entry; undefined if there is none.
void hg_originals_part(JSObject* table, uint32_t number, uint32_t part, JS::Value* out) {
  out->setUndefined();
  JS::Value entry = entryOf(&table->as<NativeObject>(), number);
  if (!entry.isObject()) return;
  JS::Value found = entry.toObject().as<NativeObject>().getDenseElement(part);
  if (!found.isNull()) *out = found;
}

// Reads a property of a copy. `kind` 0: its value, 1: its getter, 2: its setter. False if it has none such.
bool hg_originals_read(JSObject* copyObject, uintptr_t idBits, uint32_t kind, JS::Value* out) {
  JS::PropertyKey id = JS::PropertyKey::fromRawBits(idBits);
  NativeObject* copy = &copyObject->as<NativeObject>();
  SharedShape* shape = &copy->getReservedSlot(0).toGCThing()->as<Shape>()->asShared();
  uint32_t index;
  PropMap* map = shape->lookupPure(id, &index);
  if (!map) return false;
  PropertyInfo property = map->getPropertyInfo(index);
  if (property.isCustomDataProperty()) return false;
  JS::Value slot = copy->getDenseElement(property.slot());
  if (property.isDataProperty()) {
    if (kind == 0) *out = slot;
    return kind == 0;
  }
  GetterSetter* pair = slot.toGCThing()->as<GetterSetter>();
  JSObject* function = kind == 1 ? pair->getter() : kind == 2 ? pair->setter() : nullptr;
  if (function) *out = JS::ObjectValue(*function);
  return function != nullptr;
}

// Puts the properties of a copy on an object.
bool hg_originals_define(JSContext* cx, JSObject* copyObject, JSObject* target) {
  JS::Rooted<NativeObject*> copy(cx, &copyObject->as<NativeObject>());
  JS::RootedObject to(cx, target);
  JS::Rooted<SharedShape*> shape(cx, &copy->getReservedSlot(0).toGCThing()->as<Shape>()->asShared());
  JS::RootedVector<PropertyInfoWithKey> properties(cx);
  for (SharedShapePropertyIter<NoGC> iter(shape); !iter.done(); iter++) {
    if (!properties.append(*iter)) return false;
  }
  JS::RootedId id(cx);
  JS::Rooted<JS::PropertyDescriptor> descriptor(cx);
  // The iterator goes from the last property to the first.
  for (size_t i = properties.length(); i-- > 0;) {
    PropertyInfoWithKey property = properties[i];
    if (property.isCustomDataProperty()) continue;
    id = property.key();
    JS::Value slot = copy->getDenseElement(property.slot());
    JS::PropertyAttributes attributes;
    if (property.configurable()) attributes += JS::PropertyAttribute::Configurable;
    if (property.enumerable()) attributes += JS::PropertyAttribute::Enumerable;
    if (property.isDataProperty()) {
      if (property.writable()) attributes += JS::PropertyAttribute::Writable;
      descriptor = JS::PropertyDescriptor::Data(slot, attributes);
    } else {
      GetterSetter* pair = slot.toGCThing()->as<GetterSetter>();
      descriptor = JS::PropertyDescriptor::Accessor(pair->getter(), pair->setter(), attributes);
    }
    if (!JS_DefinePropertyById(cx, to, id, descriptor)) return false;
  }
  return true;
}

// A function that calls a method with its first argument as `this`. Natives that the JIT compiles to code of its own
// are bound to `call`, which it sees through; `call` is the original Function.prototype.call.
JSObject* hg_uncurry(JSContext* cx, JSObject* function, JSObject* callFunction) {
  JS::RootedObject target(cx, function), call(cx, callFunction);
  bool isFunction = target->is<JSFunction>();
  bool inlinable = isFunction && target->as<JSFunction>().isBuiltinNative() && target->as<JSFunction>().hasJitInfo() &&
                   target->as<JSFunction>().jitInfo()->type() == JSJitInfo::InlinableNative;
  if (!isFunction || inlinable) {
    JS::RootedValueArray<1> self(cx);
    self[0].setObject(*target);
    return BoundFunctionObject::functionBindImpl(cx, call, self.begin(), 1, nullptr);
  }
  JS::Rooted<JSAtom*> name(cx);
  JSFunction* made = NewNativeFunction(cx, uncurried, 0, name, gc::AllocKind::FUNCTION_EXTENDED);
  if (made) made->setExtendedSlot(0, JS::ObjectValue(*target));
  return made;
}

}  // extern "C"
