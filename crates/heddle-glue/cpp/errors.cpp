// Error objects as V8 makes them: an own accessor `stack` (and none on Error.prototype), no own fileName and the like,
// Error.captureStackTrace, Error.stackTraceLimit of 10, the text of the stack made when it is first read.
//
// Replaces the engine's ErrorObject::{create, getOrCreateErrorReport} (see build.rs); its constructors are in
// error_classes.cpp.
#include <atomic>

#include "errors.h"
#include "frames.h"
#include "messages.h"

#include "js/CallAndConstruct.h"
#include "js/PropertyAndElement.h"
#include "js/PropertySpec.h"
#include "vm/ArrayObject.h"
#include "vm/ErrorObject.h"
#include "vm/GetterSetter.h"
#include "vm/GlobalObject.h"
#include "vm/Interpreter.h"
#include "vm/Iteration.h"
#include "vm/JSContext.h"
#include "vm/JSFunction.h"
#include "vm/SavedFrame.h"
#include "vm/SelfHosting.h"

#include "vm/ErrorObject-inl.h"
#include "vm/FrameIter-inl.h"
#include "vm/JSContext-inl.h"
#include "vm/JSObject-inl.h"
#include "vm/List-inl.h"
#include "vm/NativeObject-inl.h"

using namespace heddle;
using namespace js;

namespace {

// What an error knows of its stack: the recorded frames until the text is made, then the value of `stack`.
class StackRecord : public NativeObject {
 public:
  enum Slot : uint32_t { kFrames, kValue, kSlots };
  static const JSClass class_;
};
const JSClass StackRecord::class_ = {"StackRecord", JSCLASS_HAS_RESERVED_SLOTS(StackRecord::kSlots)};

// The function of JavaScript that makes a stack's text: (error, frames, prepare) => value, where `prepare` is the
// program's own Error.prepareStackTrace or undefined. One for each isolate (thread).
struct Hook {
  JS::PersistentRootedObject function;
};
thread_local Hook* tHook = nullptr;

StackRecord* newRecord(JSContext* cx, JS::Handle<ListObject*> frames) {
  auto* record = static_cast<StackRecord*>(NewObjectWithGivenProto(cx, &StackRecord::class_, nullptr));
  if (!record) return nullptr;
  record->initReservedSlot(StackRecord::kFrames, JS::ObjectOrNullValue(frames));
  record->initReservedSlot(StackRecord::kValue, JS::UndefinedValue());
  return record;
}

// Without a hook (before the runtime's JavaScript runs): V8's format, unadorned.
std::string plainText(JSContext* cx, JS::HandleObject error, JS::HandleObject frames) {
  JS::RootedValue value(cx, JS::ObjectValue(*error)), field(cx);
  std::string text;
  for (const char* name : {"name", "message"}) {
    JS::Value found;
    JSAtom* atom = Atomize(cx, name, strlen(name));
    if (!atom || !GetPropertyPure(cx, error, AtomToId(atom), &found) || !found.isString() || !found.toString()->length()) {
      continue;
    }
    text += (text.empty() ? "" : ": ") + utf8(cx, found.toString());
  }
  if (text.empty()) text = "Error";
  uint32_t length = 0;
  JS::GetArrayLength(cx, frames, &length);
  for (uint32_t i = 0; i < length; i++) {
    JS::RootedValue frame(cx);
    if (!JS_GetElement(cx, frames, i, &frame) || !frame.isObject()) break;
    JS::RootedObject object(cx, &frame.toObject());
    std::string part[6];
    for (uint32_t j : {0u, 3u, 4u, 5u}) {
      if (JS_GetElement(cx, object, j, &field) && !field.isUndefined()) part[j] = show(cx, field);
    }
    std::string place = part[3] + ":" + part[4] + ":" + part[5];
    text += "\n    at " + (part[0].empty() ? place : part[0] + " (" + place + ")");
  }
  cx->clearPendingException();
  return text;
}

bool callHook(JSContext* cx, JS::HandleObject error, JS::HandleValue frames, JS::HandleValue prepare,
              JS::MutableHandleValue out) {
  JS::RootedValueArray<3> args(cx);
  args[0].setObject(*error);
  args[1].set(frames);
  args[2].set(prepare);
  JS::RootedValue hook(cx, JS::ObjectValue(*tHook->function)), self(cx);
  JSAutoRealm realm(cx, tHook->function);
  for (int i = 0; i < 3; i++) {
    if (!cx->compartment()->wrap(cx, args[i])) return false;
  }
  return JS::Call(cx, self, hook, JS::HandleValueArray(args), out);
}

// The program's Error.prepareStackTrace; undefined while it is the default one.
bool programsPrepare(JSContext* cx, JS::MutableHandleValue out) {
  out.setUndefined();
  JS::RootedObject constructor(cx, cx->global()->maybeGetConstructor(JSProto_Error));
  if (!constructor) return true;
  if (!JS_GetProperty(cx, constructor, "prepareStackTrace", out)) return false;
  if (!out.isObject() || !out.toObject().isCallable() || IsNativeFunction(out, defaultPrepare)) out.setUndefined();
  return true;
}

struct Slots : ErrorObject {
  using ErrorObject::CAUSE_SLOT;
  using ErrorObject::COLUMNNUMBER_SLOT;
  using ErrorObject::ERROR_REPORT_SLOT;
  using ErrorObject::FILENAME_SLOT;
  using ErrorObject::LINENUMBER_SLOT;
  using ErrorObject::MESSAGE_SLOT;
  using ErrorObject::SOURCEID_SLOT;
  using ErrorObject::STACK_SLOT;
  using ErrorObject::WASM_TRAP_SLOT;
};
// Reserved slots that have properties must be in the order of the properties, so `stack` takes the slot of the column
// number, and the column that of the source's id, which nobody asks for.
constexpr uint32_t kStackAccessorSlot = Slots::COLUMNNUMBER_SLOT;
constexpr uint32_t kColumnSlot = Slots::SOURCEID_SLOT;
static_assert(kStackAccessorSlot < Slots::MESSAGE_SLOT && Slots::MESSAGE_SLOT < Slots::CAUSE_SLOT);

// Keeps where an error was made: the first of its frames that has a file.
void keepPosition(JSContext* cx, JS::Handle<ErrorObject*> error, JS::HandleObject frames) {
  if (error->getReservedSlot(Slots::FILENAME_SLOT).isString()) return;
  JS::Rooted<ArrayObject*> array(cx, &frames->as<ArrayObject>());
  for (uint32_t i = 0; i < array->getDenseInitializedLength(); i++) {
    auto& frame = array->getDenseElement(i).toObject().as<ArrayObject>();
    const JS::Value &file = frame.getDenseElement(3), &line = frame.getDenseElement(4), &column = frame.getDenseElement(5);
    if (!file.isString() || !line.isInt32() || !column.isInt32()) continue;
    error->setReservedSlot(Slots::FILENAME_SLOT, file);
    error->setReservedSlot(Slots::LINENUMBER_SLOT, line);
    error->setReservedSlot(kColumnSlot, column);
    return;
  }
}

// The value of `stack` that `record` stands for; `error` is the object that it was captured for.
bool readRecord(JSContext* cx, JS::Handle<StackRecord*> record, JS::HandleObject error, JS::MutableHandleValue out) {
  JS::Value frames = record->getReservedSlot(StackRecord::kFrames);
  if (frames.isNull()) {
    out.set(record->getReservedSlot(StackRecord::kValue));
    return true;
  }
  JS::Rooted<ListObject*> list(cx, &frames.toObject().as<ListObject>());
  // Reading `stack` while its text is being made gives undefined, as in V8.
  record->setReservedSlot(StackRecord::kFrames, JS::NullValue());
  JS::RootedObject array(cx);
  if (!framesToArray(cx, list, &array)) return false;
  if (error->is<ErrorObject>()) {
    JS::Rooted<ErrorObject*> self(cx, &error->as<ErrorObject>());
    keepPosition(cx, self, array);
  }
  if (tHook && tHook->function) {
    JS::RootedValue prepare(cx), value(cx, JS::ObjectValue(*array));
    if (!programsPrepare(cx, &prepare) || !callHook(cx, error, value, prepare, out)) {
      record->setReservedSlot(StackRecord::kFrames, JS::ObjectValue(*list));
      return false;
    }
  } else {
    std::string text = plainText(cx, error, array);
    JSString* string = JS_NewStringCopyUTF8N(cx, JS::UTF8Chars(text.data(), text.size()));
    if (!string) return false;
    out.setString(string);
  }
  // Setting `stack` meanwhile wins.
  if (record->getReservedSlot(StackRecord::kValue).isUndefined()) {
    record->setReservedSlot(StackRecord::kValue, out);
  }
  return true;
}

// The Error object whose stack an object shows: itself, or the nearest among its prototypes.
ErrorObject* errorOf(const JS::Value& v) {
  if (!v.isObject()) return nullptr;
  JSObject* obj = &v.toObject();
  while (obj && !obj->is<ErrorObject>()) {
    if (obj->is<ProxyObject>()) return nullptr;
    obj = obj->staticPrototype();
  }
  return obj ? &obj->as<ErrorObject>() : nullptr;
}

StackRecord* recordOf(ErrorObject* error) {
  JSObject* record = error->getReservedSlot(Slots::STACK_SLOT).toObjectOrNull();
  return record && record->getClass() == &StackRecord::class_ ? static_cast<StackRecord*>(record) : nullptr;
}

bool getStack(JSContext* cx, unsigned argc, JS::Value* vp) {
  JS::CallArgs args = JS::CallArgsFromVp(argc, vp);
  JS::Rooted<ErrorObject*> error(cx, errorOf(args.thisv()));
  args.rval().setUndefined();
  if (!error) return true;
  JS::Rooted<StackRecord*> record(cx, recordOf(error));
  return !record || readRecord(cx, record, error, args.rval());
}

bool setStack(JSContext* cx, unsigned argc, JS::Value* vp) {
  JS::CallArgs args = JS::CallArgsFromVp(argc, vp);
  args.rval().setUndefined();
  JS::Rooted<ErrorObject*> error(cx, errorOf(args.thisv()));
  if (!error) return true;
  JS::Rooted<StackRecord*> record(cx, recordOf(error));
  if (!record) {
    JS::Rooted<ListObject*> none(cx);
    record = newRecord(cx, none);
    if (!record) return false;
    error->setStackSlot(JS::ObjectValue(*record));
  }
  record->setReservedSlot(StackRecord::kFrames, JS::NullValue());
  record->setReservedSlot(StackRecord::kValue, args.get(0));
  return true;
}

// Accessor of an object that is no Error, from captureStackTrace: the record is the function's own.
bool getOwnStack(JSContext* cx, unsigned argc, JS::Value* vp) {
  JS::CallArgs args = JS::CallArgsFromVp(argc, vp);
  JS::Rooted<StackRecord*> record(
      cx, static_cast<StackRecord*>(&args.callee().as<JSFunction>().getExtendedSlot(0).toObject()));
  JS::RootedObject owner(cx, &args.callee().as<JSFunction>().getExtendedSlot(1).toObject());
  return readRecord(cx, record, owner, args.rval());
}
bool setOwnStack(JSContext* cx, unsigned argc, JS::Value* vp) {
  JS::CallArgs args = JS::CallArgsFromVp(argc, vp);
  auto* record = static_cast<StackRecord*>(&args.callee().as<JSFunction>().getExtendedSlot(0).toObject());
  record->setReservedSlot(StackRecord::kFrames, JS::NullValue());
  record->setReservedSlot(StackRecord::kValue, args.get(0));
  args.rval().setUndefined();
  return true;
}

// The accessor functions of this realm, made with its first error and kept with its intrinsics as a property whose
// getter and setter they are.
GetterSetter* stackAccessor(JSContext* cx) {
  JS::Rooted<GlobalObject*> global(cx, cx->global());
  NativeObject& holder = global->getIntrinsicsHolder();
  jsid id = NameToId(cx->names().stack);
  if (mozilla::Maybe<PropertyInfo> known = holder.lookupPure(id)) {
    return holder.getGetterSetter(*known);
  }
  JS::Rooted<NativeObject*> owner(cx, &holder);
  JS::RootedObject getter(cx, NewNativeFunction(cx, getStack, 0, nullptr));
  JS::RootedObject setter(cx, getter ? NewNativeFunction(cx, setStack, 1, nullptr) : nullptr);
  JS::RootedId key(cx, id);
  if (!setter || !NativeDefineAccessorProperty(cx, owner, key, getter, setter, 0)) return nullptr;
  return owner->getGetterSetter(*owner->lookupPure(id));
}

// Records the stack for `error`. Errors of classes start at the call of the class.
bool attachStack(JSContext* cx, JS::Handle<ErrorObject*> error, JS::Handle<JSFunction*> from) {
  int64_t limit = stackTraceLimit(cx);
  if (limit < 0) {
    error->setStackSlot(JS::NullValue());
    return true;
  }
  JS::Rooted<ListObject*> frames(cx);
  if (!recordFrames(cx, static_cast<uint32_t>(limit), from, &frames)) return false;
  StackRecord* record = newRecord(cx, frames);
  if (!record) return false;
  error->setStackSlot(JS::ObjectValue(*record));
  return true;
}

// Structured clone carries an error's file name but no text of its stack, which Node's clones have. So while an error is
// written its stack stands where the file name is, behind this mark, and is taken from there when one is made.
constexpr char16_t kStackMark = 1;

// Gives `error` the stack that came in place of its file name. `marked` is the mark alone when there was no text.
bool takeClonedStack(JSContext* cx, JS::Handle<ErrorObject*> error, JS::HandleString marked) {
  JS::Rooted<ListObject*> none(cx);
  JS::Rooted<StackRecord*> record(cx, newRecord(cx, none));
  if (!record) return false;
  if (marked->length() > 1) {
    JSString* text = NewDependentString(cx, marked, 1, marked->length() - 1);
    if (!text) return false;
    record->setReservedSlot(StackRecord::kValue, JS::StringValue(text));
  }
  error->setReservedSlot(Slots::FILENAME_SLOT, JS::UndefinedValue());
  error->setStackSlot(JS::ObjectValue(*record));
  return true;
}

bool carriesStack(JSContext* cx, JSString* fileName) {
  if (!fileName || !fileName->length()) return false;
  JSLinearString* linear = fileName->ensureLinear(cx);
  return linear && linear->latin1OrTwoByteChar(0) == kStackMark;
}

// The class whose construction is making an error, while `makeError` runs.
thread_local JS::Handle<JSFunction*>* tMaker = nullptr;

}  // namespace

// Interposed.
ErrorObject* ErrorObject::create(JSContext* cx, JSExnType type, JS::HandleObject, JS::HandleString fileName, uint32_t,
                                 uint32_t line, JS::ColumnNumberOneOrigin column, UniquePtr<JSErrorReport> report,
                                 JS::HandleString message, JS::Handle<mozilla::Maybe<JS::Value>> cause,
                                 JS::HandleObject protoArg) {
  JS::RootedObject proto(cx, protoArg);
  if (!proto) {
    proto = GlobalObject::getOrCreateCustomErrorPrototype(cx, cx->global(), type);
    if (!proto) return nullptr;
  }
  JSObject* obj = NewObjectWithGivenProto(cx, classForType(type), proto);
  if (!obj) return nullptr;
  JS::Rooted<ErrorObject*> error(cx, &obj->as<ErrorObject>());
  error->initReservedSlot(ERROR_REPORT_SLOT, JS::PrivateValue(nullptr));
  error->initReservedSlot(STACK_SLOT, JS::NullValue());
  error->initReservedSlot(FILENAME_SLOT, fileName ? JS::StringValue(fileName) : JS::UndefinedValue());
  error->initReservedSlot(LINENUMBER_SLOT, JS::Int32Value(line));
  error->initReservedSlot(CAUSE_SLOT, JS::MagicValue(JS_ERROR_WITHOUT_CAUSE));
  error->initReservedSlot(kColumnSlot, JS::Int32Value(column.oneOriginValue()));
  if (error->mightBeWasmTrap()) error->initReservedSlot(WASM_TRAP_SLOT, JS::BooleanValue(false));

  constexpr PropertyFlags data = {PropertyFlag::Configurable, PropertyFlag::Writable};
  constexpr PropertyFlags accessor = {PropertyFlag::Configurable, PropertyFlag::AccessorProperty};
  GetterSetter* pair = stackAccessor(cx);
  if (!pair) return nullptr;
  error->initReservedSlot(kStackAccessorSlot, JS::PrivateGCThingValue(pair));
  if (!NativeObject::addPropertyInReservedSlot(cx, error, cx->names().stack, kStackAccessorSlot, accessor)) {
    return nullptr;
  }
  if (message) {
    if (!NativeObject::addPropertyInReservedSlot(cx, error, cx->names().message, MESSAGE_SLOT, data)) return nullptr;
    error->setReservedSlot(MESSAGE_SLOT, JS::StringValue(message));
  }
  if (cause.isSome()) {
    if (!NativeObject::addPropertyInReservedSlot(cx, error, cx->names().cause, CAUSE_SLOT, data)) return nullptr;
    error->setReservedSlot(CAUSE_SLOT, *cause.get());
  }
  error->setReservedSlot(ERROR_REPORT_SLOT, JS::PrivateValue(report.release()));
  if (carriesStack(cx, fileName)) return takeClonedStack(cx, error, fileName) ? error.get() : nullptr;
  JS::Rooted<JSFunction*> maker(cx);
  if (tMaker) maker = *tMaker;
  if (!attachStack(cx, error, maker)) return nullptr;
  return error;
}

ErrorObject* heddle::makeError(JSContext* cx, JSExnType type, JS::HandleString message,
                               JS::Handle<mozilla::Maybe<JS::Value>> cause, JS::HandleObject proto,
                               JS::Handle<JSFunction*> maker) {
  JS::Handle<JSFunction*> handle = maker;
  JS::RootedObject noStack(cx);
  JS::RootedString noFile(cx);  // where it is made is read from its frames when asked for
  tMaker = &handle;
  ErrorObject* error =
      ErrorObject::create(cx, type, noStack, noFile, 0, 0, JS::ColumnNumberOneOrigin(), nullptr, message, cause, proto);
  tMaker = nullptr;
  return error;
}

// Writes an error of a class of the host's: 1 written, 0 it is none, -1 failed with an exception pending.
typedef int32_t (*HgWriteError)(JSContext*, JSStructuredCloneWriter*, JS::HandleObject);

// The engine's JSStructuredCloneWriter::traverseError, under the name that build.rs gives it.
bool heddle_engine_write_error(void* writer, JS::HandleObject obj) asm("heddle_engine_write_error");
bool heddle_write_error(void* writer, JS::HandleObject obj)
    asm("_ZN23JSStructuredCloneWriter13traverseErrorEN2JS6HandleIP8JSObjectEE");

// What the host does with errors of its own classes (hg_clone_error_hook).
std::atomic<HgWriteError> gWriteError{nullptr};

// Interposed.
bool heddle_write_error(void* writer, JS::HandleObject obj) {
  JSContext* cx = TlsContext.get();
  if (HgWriteError hook = gWriteError.load(std::memory_order_relaxed)) {
    int32_t written = hook(cx, static_cast<JSStructuredCloneWriter*>(writer), obj);
    if (written != 0) return written > 0;
  }
  JS::Rooted<ErrorObject*> error(cx, obj->maybeUnwrapIf<ErrorObject>());
  if (!error) return heddle_engine_write_error(writer, obj);
  JS::RootedValue stack(cx), fileName(cx, error->getReservedSlot(Slots::FILENAME_SLOT));
  if (!GetProperty(cx, obj, obj, cx->names().stack, &stack)) return false;
  JS::RootedString mark(cx, NewStringCopyN<CanGC>(cx, &kStackMark, 1));
  if (mark && stack.isString()) {
    JS::RootedString text(cx, stack.toString());
    mark = ConcatStrings<CanGC>(cx, mark, text);
  }
  if (!mark) return false;
  error->setReservedSlot(Slots::FILENAME_SLOT, JS::StringValue(mark));
  bool ok = heddle_engine_write_error(writer, obj);
  error->setReservedSlot(Slots::FILENAME_SLOT, fileName);
  return ok;
}

// Interposed: the column stands in another slot (above).
JSErrorReport* ErrorObject::getOrCreateErrorReport(JSContext* cx) {
  if (JSErrorReport* known = getErrorReport()) return known;
  JS::Rooted<ErrorObject*> self(cx, this);
  StackRecord* record = recordOf(self);
  if (record && record->getReservedSlot(StackRecord::kFrames).isObject()) {
    JS::Rooted<ListObject*> frames(cx, &record->getReservedSlot(StackRecord::kFrames).toObject().as<ListObject>());
    JS::RootedObject array(cx);
    if (!framesToArray(cx, frames, &array)) return nullptr;
    keepPosition(cx, self, array);
  }
  JS::RootedString file(cx, self->fileName(cx)), text(cx, self->getMessage());
  if (!text) text = cx->runtime()->emptyString;
  JS::UniqueChars fileChars = JS_EncodeStringToUTF8(cx, file), textChars = JS_EncodeStringToUTF8(cx, text);
  if (!fileChars || !textChars) return nullptr;
  JSErrorReport report;
  report.exnType = self->type();
  report.filename = JS::ConstUTF8CharsZ(fileChars.get());
  report.lineno = self->lineNumber();
  JS::Value column = self->getReservedSlot(kColumnSlot);
  report.column = JS::ColumnNumberOneOrigin(column.isInt32() ? std::max(column.toInt32(), 1) : 1);
  report.initOwnedMessage(textChars.release());
  UniquePtr<JSErrorReport> copy = CopyErrorReport(cx, &report);
  if (!copy) return nullptr;
  self->setReservedSlot(ERROR_REPORT_SLOT, JS::PrivateValue(copy.get()));
  return copy.release();
}

bool heddle::captureStackTrace(JSContext* cx, unsigned argc, JS::Value* vp) {
  JS::CallArgs args = JS::CallArgsFromVp(argc, vp);
  args.rval().setUndefined();
  if (!args.get(0).isObject() || args[0].toObject().is<ProxyObject>()) {
    return throwText(cx, JSEXN_TYPEERR, "invalid_argument");
  }
  JS::RootedObject target(cx, &args[0].toObject());
  bool extensible = false;
  if (!IsExtensible(cx, target, &extensible)) return false;
  if (!extensible) {
    return throwText(cx, JSEXN_TYPEERR, "Cannot define property stack, object is not extensible");
  }
  JS::Rooted<JSFunction*> from(cx);
  if (args.get(1).isObject() && args[1].toObject().is<JSFunction>()) from = &args[1].toObject().as<JSFunction>();
  if (target->is<ErrorObject>()) {
    JS::Rooted<ErrorObject*> error(cx, &target->as<ErrorObject>());
    mozilla::Maybe<PropertyInfo> own = error->lookupPure(NameToId(cx->names().stack));
    // Still the accessor that it was made with: only what it shows changes.
    if (own && own->isAccessorProperty()) return attachStack(cx, error, from);
  }
  int64_t limit = stackTraceLimit(cx);
  JS::Rooted<ListObject*> frames(cx);
  if (limit >= 0 && !recordFrames(cx, static_cast<uint32_t>(limit), from, &frames)) return false;
  JS::Rooted<StackRecord*> record(cx, newRecord(cx, frames));
  if (!record) return false;
  JS::RootedObject functions[2] = {JS::RootedObject(cx), JS::RootedObject(cx)};
  for (int i = 0; i < 2; i++) {
    JSFunction* fun = NewNativeFunction(cx, i ? setOwnStack : getOwnStack, i, nullptr,
                                        gc::AllocKind::FUNCTION_EXTENDED);
    if (!fun) return false;
    fun->initExtendedSlot(0, JS::ObjectValue(*record));
    fun->initExtendedSlot(1, JS::ObjectValue(*target));
    functions[i] = fun;
  }
  JS::RootedId key(cx, NameToId(cx->names().stack));
  return DefineAccessorProperty(cx, target, key, functions[0], functions[1], 0);
}

bool heddle::defaultPrepare(JSContext* cx, unsigned argc, JS::Value* vp) {
  JS::CallArgs args = JS::CallArgsFromVp(argc, vp);
  args.rval().setUndefined();
  if (!args.get(0).isObject() || !tHook || !tHook->function) return true;
  JS::RootedObject error(cx, &args[0].toObject());
  return callHook(cx, error, args.get(1), JS::NullHandleValue, args.rval());
}

extern "C" {

// Sets the function that makes the value of `stack` from (error, frames) when it is first read; null takes it away.
// One for each thread. To be taken away before the context is destroyed.
bool hg_stack_hook_set(JSContext* cx, JSObject* function) {
  if (!function) {
    delete tHook;
    tHook = nullptr;
    return true;
  }
  if (!tHook) tHook = new Hook{JS::PersistentRootedObject(cx)};
  tHook->function = function;
  return true;
}

// The current stack as an array of frames (see frames.h), for tools that are no errors; null with an exception pending.
JSObject* hg_stack_frames(JSContext* cx, uint32_t limit) {
  JS::Rooted<ListObject*> frames(cx);
  JS::Rooted<JSFunction*> from(cx);
  JS::RootedObject out(cx);
  if (!recordFrames(cx, limit, from, &frames) || !framesToArray(cx, frames, &out)) return nullptr;
  return out;
}

// The hook that structured clone asks about every error. It may do what a write callback may.
void hg_clone_error_hook(HgWriteError hook) { gWriteError.store(hook, std::memory_order_relaxed); }

// The recorded frames of an error as an array; null without an exception when its text was made already or it has none.
JSObject* hg_error_frames(JSContext* cx, JSObject* obj) {
  JS::RootedObject out(cx);
  if (!obj->is<ErrorObject>()) return nullptr;
  StackRecord* record = recordOf(&obj->as<ErrorObject>());
  if (!record || record->getReservedSlot(StackRecord::kFrames).isNull()) return nullptr;
  JS::Rooted<ListObject*> frames(cx, &record->getReservedSlot(StackRecord::kFrames).toObject().as<ListObject>());
  return framesToArray(cx, frames, &out) ? out.get() : nullptr;
}

}  // extern "C"
