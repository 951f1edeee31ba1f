// Records the stack for errors, and turns the record into what V8's CallSites know of each frame.
#include "frames.h"

#include "messages.h"

#include "builtin/Promise.h"
#include "js/PropertyAndElement.h"
#include "vm/ArrayObject.h"
#include "vm/AsyncFunction.h"
#include "vm/AsyncIteration.h"
#include "vm/BytecodeUtil.h"
#include "vm/FrameIter.h"
#include "vm/GeneratorObject.h"
#include "vm/GlobalObject.h"
#include "vm/JSContext.h"
#include "vm/JSScript.h"
#include "vm/PromiseObject.h"
#include "vm/ProxyObject.h"
#include "vm/SelfHosting.h"

#include <cmath>
#include <string>

#include "vm/FrameIter-inl.h"
#include "vm/JSContext-inl.h"
#include "vm/JSObject-inl.h"
#include "vm/JSScript-inl.h"
#include "vm/List-inl.h"
#include "vm/NativeObject-inl.h"

using namespace heddle;
using namespace js;

PromiseObject* heddle::promiseOf(JSContext* cx, AbstractGeneratorObject* generator) {
  if (generator->is<AsyncFunctionGeneratorObject>()) return generator->as<AsyncFunctionGeneratorObject>().promise();
  if (generator->is<AsyncGeneratorObject>()) {
    JS::Rooted<AsyncGeneratorObject*> async(cx, &generator->as<AsyncGeneratorObject>());
    if (!async->isQueueEmpty()) return AsyncGeneratorObject::peekRequest(async)->promise();
  }
  return nullptr;
}

namespace {

// A recorded frame is this many elements of the list: function or undefined; receiver; script (or, for wasm, the
// function's name); offset in its code; flags.
constexpr uint32_t kFields = 5;
// Bits of the recorded flags above FrameFlags.
constexpr int32_t kIndexShift = 8;  // wasm: index of the function

// Built-ins that V8 leaves out: they call on without a frame of their own.
bool isPassThrough(JSContext* cx, JSFunction* fun) {
  if (!fun->isSelfHostedBuiltin()) return false;
  JSAtom* name = GetClonedSelfHostedFunctionName(fun);
  return name && (StringEqualsAscii(name, "Reflect_apply") || StringEqualsAscii(name, "Reflect_construct"));
}

// The runtime's own way into the program, below everything that the program calls.
bool isEntry(JSScript* script) {
  const char* file = script->filename();
  if (!file || strncmp(file, "node:internal/", 14) != 0) return false;
  return strcmp(file + 14, "main") == 0 || strncmp(file + 14, "bootstrap/", 10) == 0;
}

bool append(JSContext* cx, JS::Handle<ListObject*> list, JS::HandleValue function, JS::HandleValue receiver,
            const JS::Value& script, int32_t offset, int32_t flags) {
  JS::RootedValue code(cx, script);
  return list->append(cx, function) && list->append(cx, receiver) && list->append(cx, code) &&
         list->append(cx, JS::Int32Value(offset)) && list->append(cx, JS::Int32Value(flags));
}

uint32_t count(ListObject* list) { return list->length() / kFields; }

// A promise has one async function waiting for it, or one promise that follows it, or it is of no use here.
struct Follower : PromiseReactionRecordBuilder {
  JS::Rooted<AbstractGeneratorObject*> generator;
  JS::Rooted<JSObject*> promise;
  unsigned seen = 0;

  explicit Follower(JSContext* cx) : generator(cx), promise(cx) {}
  bool then(JSContext*, JS::Handle<JSObject*>, JS::Handle<JSObject*>, JS::Handle<JSObject*> result) override {
    seen++;
    promise = result;
    return true;
  }
  bool direct(JSContext*, JS::Handle<PromiseObject*> next) override {
    seen++;
    promise = next;
    return true;
  }
  bool asyncFunction(JSContext*, JS::Handle<AsyncFunctionGeneratorObject*> waiting) override {
    seen++;
    generator = waiting;
    return true;
  }
  bool asyncGenerator(JSContext*, JS::Handle<AsyncGeneratorObject*> waiting) override {
    seen++;
    generator = waiting;
    return true;
  }
};

// Async functions that wait for `running`, which a microtask resumed, from the innermost.
bool recordAsync(JSContext* cx, JS::Handle<AbstractGeneratorObject*> running, uint32_t limit,
                 JS::Handle<ListObject*> list) {
  JS::Rooted<JSObject*> promise(cx, promiseOf(cx, running));
  JS::RootedValue function(cx), undefined(cx);
  for (unsigned steps = 0; promise && count(list) < limit && steps < 1000; steps++) {
    if (!promise->is<PromiseObject>()) break;
    Follower follower(cx);
    JS::Rooted<PromiseObject*> pending(cx, &promise->as<PromiseObject>());
    if (!pending->forEachReactionRecord(cx, follower)) return false;
    if (follower.seen != 1) break;
    if (!follower.generator) {
      promise = follower.promise;
      continue;
    }
    AbstractGeneratorObject* generator = follower.generator;
    if (!generator->isSuspended() || !generator->callee().hasBytecode()) break;
    JS::RootedScript script(cx, generator->callee().nonLazyScript());
    uint32_t resume = script->resumeOffsets()[generator->resumeIndex()];
    // The operation before the place of resumption is the await.
    uint32_t offset = resume >= JSOpLength_Await ? resume - JSOpLength_Await : resume;
    if (JSOp(*script->offsetToPC(offset)) != JSOp::Await) offset = resume;
    function.setObject(generator->callee());
    int32_t flags = kAsync | (script->strict() ? kStrict : 0);
    if (!append(cx, list, function, undefined, JS::PrivateGCThingValue(script), offset, flags)) return false;
    promise = promiseOf(cx, follower.generator);
  }
  return true;
}

}  // namespace

int64_t heddle::stackTraceLimit(JSContext* cx) {
  JSObject* constructor = cx->global()->maybeGetConstructor(JSProto_Error);
  if (!constructor) return 10;
  JS::Value limit;
  // An accessor is not asked: it counts as no number.
  if (!GetPropertyPure(cx, constructor, NameToId(cx->names().stackTraceLimit), &limit) || !limit.isNumber()) return -1;
  double number = limit.toNumber();
  return number >= 1 ? static_cast<int64_t>(std::min(number, 100000.0)) : 0;
}

bool heddle::recordFrames(JSContext* cx, uint32_t limit, JS::Handle<JSFunction*> from,
                          JS::MutableHandle<ListObject*> out) {
  JS::Rooted<ListObject*> list(cx, ListObject::create(cx));
  if (!list) return false;
  out.set(list);
  JS::RootedValue function(cx), receiver(cx), builtin(cx), builtinReceiver(cx);
  JS::Rooted<AbstractGeneratorObject*> resumed(cx);
  bool pendingBuiltin = false, skipping = from != nullptr;
  for (FrameIter iter(cx); !iter.done() && count(list) < limit; ++iter) {
    if (iter.isWasm()) {
      if (skipping) continue;
      const char* file = iter.filename();
      JSString* url = JS_NewStringCopyUTF8N(cx, JS::UTF8Chars(file ? file : "", file ? strlen(file) : 0));
      if (!url) return false;
      receiver.setString(url);
      JSAtom* name = iter.maybeFunctionDisplayAtom();
      function.setUndefined();
      if (!append(cx, list, function, receiver, name ? JS::StringValue(name) : JS::UndefinedValue(),
                  iter.wasmBytecodeOffset(), kWasm | int32_t(iter.wasmFuncIndex() << kIndexShift))) {
        return false;
      }
      continue;
    }
    JS::RootedScript script(cx, iter.script());
    function.setUndefined();
    receiver.setUndefined();
    if (iter.isFunctionFrame()) {
      function.setObject(*iter.callee(cx));
      receiver = iter.thisArgument(cx);
      if (receiver.isMagic()) receiver.setUndefined();
    }
    if (script->selfHosted()) {
      // Resumes an async function: what waits for that one comes after the frames.
      if (receiver.isObject() && receiver.toObject().is<AbstractGeneratorObject>() &&
          !receiver.toObject().is<GeneratorObject>()) {
        resumed = &receiver.toObject().as<AbstractGeneratorObject>();
        pendingBuiltin = false;
        continue;
      }
      // Of a built-in written in JavaScript, only what the program called is a frame.
      builtin = function;
      builtinReceiver = receiver;
      pendingBuiltin = true;
      continue;
    }
    if (pendingBuiltin) {
      pendingBuiltin = false;
      bool shown = !skipping && !(builtin.isObject() && isPassThrough(cx, &builtin.toObject().as<JSFunction>()));
      if (shown && !append(cx, list, builtin, builtinReceiver, JS::UndefinedValue(), 0, kBuiltin)) return false;
      if (count(list) == limit) break;
    }
    if (skipping) {
      skipping = !function.isObject() || &function.toObject() != from;
      continue;
    }
    // An error of its own keeps one of its frames.
    if (count(list) && isEntry(script)) continue;
    int32_t flags = (iter.isFunctionFrame() && iter.isConstructing() ? kConstructor : 0) |
                    (iter.isEvalFrame() ? kEval : 0) | (script->strict() ? kStrict : 0);
    if (!append(cx, list, function, receiver, JS::PrivateGCThingValue(script), script->pcToOffset(iter.pc()), flags)) {
      return false;
    }
  }
  return !resumed || recordAsync(cx, resumed, limit, list);
}

std::string heddle::functionName(JSContext* cx, JS::Handle<JSFunction*> fun, const JS::Value& receiver) {
  if (fun->hasResolvedName()) {
    JS::Value own;
    bool found = false;
    if (GetOwnPropertyPure(cx, fun, NameToId(cx->names().name), &own, &found) && found && own.isString()) {
      if (own.toString()->length()) return utf8(cx, own.toString());
    }
  }
  if (fun->isSyntheticFunction() && !fun->isClassConstructor()) {
    return receiver.isObject() && receiver.toObject().is<JSFunction>() ? "<static_initializer>" : "<instance_members_initializer>";
  }
  JS::Rooted<JSAtom*> atom(cx);
  if (!fun->getDisplayAtom(cx, &atom)) {
    cx->clearPendingException();
    return std::string();
  }
  if (!atom) return std::string();
  std::string name = utf8(cx, atom);
  if (!fun->hasGuessedAtom()) return name;
  // The engine's guesses: `outer/obj.method`, `outer/<` for an argument. V8 guesses the former only.
  name = name.substr(name.rfind('/') + 1);
  if (name.find_first_of("<[") != std::string::npos) return std::string();
  if (name.rfind("this.", 0) == 0) name = name.substr(5);
  for (size_t at; (at = name.find(".prototype.")) != std::string::npos;) name.erase(at, 10);
  return name;
}

namespace {

bool isTopLevel(JSContext* cx, const JS::Value& receiver) {
  return receiver.isNullOrUndefined() || (receiver.isObject() && receiver.toObject().is<GlobalObject>());
}

std::string typeName(JSContext* cx, JS::HandleValue receiver) {
  if (receiver.isString()) return "String";
  if (receiver.isNumber()) return "Number";
  if (receiver.isBoolean()) return "Boolean";
  if (receiver.isSymbol()) return "Symbol";
  if (receiver.isBigInt()) return "BigInt";
  if (!receiver.isObject()) return std::string();
  JS::RootedObject obj(cx, &receiver.toObject());
  if (obj->is<ProxyObject>()) return "Proxy";
  if (obj->is<JSFunction>()) {
    JS::RootedFunction fun(cx, &obj->as<JSFunction>());
    std::string name = functionName(cx, fun);
    return name.empty() ? "Function" : name;
  }
  std::string name = constructorName(cx, obj);
  JS::Value tag;
  if (name == "Object" &&
      GetPropertyPure(cx, obj, JS::PropertyKey::Symbol(cx->wellKnownSymbols().toStringTag), &tag) && tag.isString()) {
    return utf8(cx, tag.toString());
  }
  return name;
}

// The property under which the receiver has the function; empty when there is none, or more than one.
std::string methodName(JSContext* cx, JS::HandleValue receiver, JSFunction* fun) {
  if (!receiver.isObject()) return std::string();
  JS::RootedId found(cx, JS::PropertyKey::Void());
  for (JSObject* obj = &receiver.toObject(); obj && obj->is<NativeObject>(); obj = obj->staticPrototype()) {
    auto& native = obj->as<NativeObject>();
    for (ShapePropertyIter<NoGC> it(native.shape()); !it.done(); it++) {
      bool match = it->isAccessorProperty()
                       ? native.getGetter(*it) == fun || native.getSetter(*it) == fun
                       : it->isDataProperty() && native.getSlot(it->slot()) == JS::ObjectValue(*fun);
      if (!match || it->key().isPrivateName()) continue;
      if (!found.isVoid() && found != it->key()) return std::string();
      found = it->key();
    }
  }
  if (found.isVoid()) return std::string();
  std::string name = showKey(cx, found);
  if (!found.isSymbol()) return name;
  return "[" + name.substr(7, name.size() - 8) + "]";
}

bool setText(JSContext* cx, JS::MutableHandleValue out, const std::string& text) {
  if (text.empty()) {
    out.setUndefined();
    return true;
  }
  JSString* string = JS_NewStringCopyUTF8N(cx, JS::UTF8Chars(text.data(), text.size()));
  if (!string) return false;
  out.setString(string);
  return true;
}

// The engine names code made by eval after its maker: `file line 3 > eval`. V8: file-less, from "eval at f (file:3:1)".
bool evalOrigin(std::string* file, std::string* origin) {
  for (const char* kind : {" > eval", " > Function", " > AsyncFunction", " > GeneratorFunction", " > AsyncGenerator"}) {
    size_t size = strlen(kind);
    if (file->size() <= size || file->compare(file->size() - size, size, kind) != 0) continue;
    std::string maker = file->substr(0, file->size() - size), line = "1";
    size_t at = maker.rfind(" line ");
    if (at != std::string::npos) {
      line = maker.substr(at + 6);
      maker = maker.substr(0, at);
    }
    std::string outer;
    bool nested = evalOrigin(&maker, &outer);
    *origin = "eval at <anonymous> (" + (nested ? outer + ", <anonymous>" : maker) + ":" + line + ":1)";
    return true;
  }
  return false;
}

bool frameToArray(JSContext* cx, JS::Handle<ListObject*> frames, uint32_t at, JS::MutableHandleObject out) {
  JS::RootedValueArray<12> v(cx);
  JS::RootedValue receiver(cx, frames->get(at + 1)), code(cx, frames->get(at + 2));
  int32_t offset = frames->get(at + 3).toInt32(), flags = frames->get(at + 4).toInt32();
  JS::RootedFunction fun(cx);
  if (frames->get(at).isObject()) fun = &frames->get(at).toObject().as<JSFunction>();

  if (flags & kWasm) {
    v[0].set(code);
    v[3].set(receiver);
    v[4].setInt32(static_cast<uint32_t>(flags) >> kIndexShift);
    v[5].setInt32(offset);
    v[6].setInt32(kWasm);
    out.set(NewDenseCopiedArray(cx, v.length(), v.begin()));
    return !!out;
  }
  std::string name = fun ? functionName(cx, fun, receiver) : std::string();
  bool top = (flags & kAsync) || isTopLevel(cx, receiver);
  if (!(flags & kAsync) && (flags & kConstructor)) top = false;
  if (!setText(cx, v[0], flags & kEval ? "eval" : name)) return false;
  if (!top && !(flags & kConstructor)) {
    if (!setText(cx, v[1], typeName(cx, receiver)) ||
        !setText(cx, v[2], fun ? methodName(cx, receiver, fun) : std::string())) {
      return false;
    }
  }
  flags |= top ? kTopLevel : 0;
  if (code.isPrivateGCThing()) {
    JS::RootedScript script(cx);
    JS::Rooted<BaseScript*> base(cx, static_cast<BaseScript*>(code.toGCThing()));
    if (base->hasBytecode()) {
      script = base->asJSScript();
    } else if (fun) {
      // A collection under pressure dropped the code; compiled again it is the same.
      script = JSFunction::getOrCreateScript(cx, fun);
      if (!script) cx->clearPendingException();
    }
    std::string file = base->filename() ? base->filename() : "", origin;
    if (evalOrigin(&file, &origin)) {
      flags |= kEval;
      if (!setText(cx, v[9], origin) || (name == "anonymous" && !setText(cx, v[0], "eval"))) return false;
    } else if (!setText(cx, v[3], file)) {
      return false;
    }
    if (script && size_t(offset) < script->length()) {
      JS::LimitedColumnNumberOneOrigin column;
      v[4].setInt32(PCToLineNumber(script, script->offsetToPC(offset), &column));
      v[5].setInt32(column.oneOriginValue());
    } else {
      v[4].setInt32(base->lineno());
      v[5].setInt32(base->column().oneOriginValue());
    }
    v[10].setInt32(base->lineno());
    v[11].setInt32(base->column().oneOriginValue());
  } else if (flags & kPromiseAll) {
    v[4].setInt32(offset);
  }
  v[6].setInt32(flags);
  if (fun && !(flags & kStrict)) {
    v[7].setObject(*fun);
    v[8].set(receiver.isNullOrUndefined() ? JS::ObjectValue(*cx->global()) : receiver.get());
  }
  out.set(NewDenseCopiedArray(cx, v.length(), v.begin()));
  return !!out;
}

}  // namespace

bool heddle::framesToArray(JSContext* cx, JS::Handle<ListObject*> frames, JS::MutableHandleObject out) {
  JS::RootedValueVector values(cx);
  JS::RootedObject frame(cx);
  for (uint32_t at = 0; at < frames->length(); at += kFields) {
    if (!frameToArray(cx, frames, at, &frame) || !values.append(JS::ObjectValue(*frame))) return false;
  }
  out.set(NewDenseCopiedArray(cx, values.length(), values.begin()));
  return !!out;
}
