// V8's wording of the engine's errors.
//
// Programs and packages match on these texts ("Cannot read properties of undefined (reading 'x')"), so errors are
// reworded where they are made. All of it happens on the error path only:
// * js::ErrorToException, through which every error of the engine goes, is replaced: `reword` looks its number up in
//   the table of messages_table.cpp and the Error object is made with V8's text and kind.
// * Functions that report with the values still at hand are replaced (the second half of this file): V8's texts need
//   values or the operation in places where the engine's have only source text.
#include "messages.h"

#include "frontend/FrontendContext.h"
#include "irregexp/RegExpAPI.h"
#include "js/Printf.h"
#include "js/RegExpFlags.h"
#include "js/friend/ErrorMessages.h"
#include "js/friend/DumpFunctions.h"
#include "vm/BytecodeIterator.h"
#include "vm/BytecodeLocation.h"
#include "vm/BytecodeUtil.h"
#include "vm/EnvironmentObject.h"
#include "vm/ErrorObject.h"
#include "vm/ErrorReporting.h"
#include "vm/FrameIter.h"
#include "vm/Interpreter.h"
#include "vm/JSContext.h"
#include "vm/JSFunction.h"
#include "vm/RegExpObject.h"
#include "vm/SavedFrame.h"
#include "vm/SelfHosting.h"
#include "vm/StringObject.h"
#include "vm/SymbolType.h"

#include "vm/BytecodeIterator-inl.h"
#include "vm/BytecodeLocation-inl.h"
#include "vm/FrameIter-inl.h"
#include "vm/JSContext-inl.h"
#include "vm/JSObject-inl.h"
#include "vm/JSScript-inl.h"
#include "vm/NativeObject-inl.h"

using namespace heddle;
using namespace js;

namespace {

const JSErrorFormatString kVerbatim[] = {
    {"HEDDLE_ERROR", "{0}", 1, JSEXN_ERR},
    {"HEDDLE_RANGE_ERROR", "{0}", 1, JSEXN_RANGEERR},
    {"HEDDLE_REFERENCE_ERROR", "{0}", 1, JSEXN_REFERENCEERR},
    {"HEDDLE_SYNTAX_ERROR", "{0}", 1, JSEXN_SYNTAXERR},
    {"HEDDLE_TYPE_ERROR", "{0}", 1, JSEXN_TYPEERR},
};
const JSErrorFormatString* verbatim(void* kind, unsigned) {
  for (const JSErrorFormatString& format : kVerbatim) {
    if (format.exnType == static_cast<int16_t>(reinterpret_cast<intptr_t>(kind))) return &format;
  }
  return &kVerbatim[0];
}

// Where JavaScript stands: the innermost script, self-hosted ones included.
struct Place {
  JS::RootedScript script;
  jsbytecode* pc = nullptr;
  explicit Place(JSContext* cx) : script(cx) {
    script = cx->currentScript(&pc, JSContext::AllowCrossRealm::Allow);
    if (!pc) script = nullptr;
  }
  bool selfHosted() const { return script && script->selfHosted(); }
  JSOp op() const { return script ? JSOp(*pc) : JSOp::Nop; }
};

bool isSetOp(JSOp op) {
  return op == JSOp::SetProp || op == JSOp::StrictSetProp || op == JSOp::SetElem || op == JSOp::StrictSetElem ||
         op == JSOp::SetPropSuper || op == JSOp::StrictSetPropSuper;
}
bool isDeleteOp(JSOp op) {
  return op == JSOp::DelProp || op == JSOp::StrictDelProp || op == JSOp::DelElem || op == JSOp::StrictDelElem;
}
bool isConstructOp(JSOp op) {
  return op == JSOp::New || op == JSOp::NewContent || op == JSOp::SpreadNew || op == JSOp::SuperCall ||
         op == JSOp::SpreadSuperCall;
}

// Source text of the expression that made `value`, in V8's style.
std::string sourceOf(JSContext* cx, int index, JS::HandleValue value) {
  JS::UniqueChars bytes = js::DecompileValueGenerator(cx, index, value, nullptr);
  if (!bytes) {
    cx->clearPendingException();
    return callSite(cx, value);
  }
  std::string text = bytes.get();
  // V8 never looks at arguments: `f()` is shown as `f(...)`.
  if (text.find_first_of("\"'") == std::string::npos) {
    for (size_t at = 0; (at = text.find("()", at)) != std::string::npos; at += 5) text.replace(at, 2, "(...)");
  }
  if (text == "({})") return "{}";
  if (text == "[bigint]") return "(intermediate value)";
  return text;
}

}  // namespace

std::string heddle::utf8(JSContext* cx, JSString* string) {
  JS::RootedString rooted(cx, string);
  JS::UniqueChars chars = JS_EncodeStringToUTF8(cx, rooted);
  if (!chars) {
    cx->clearPendingException();
    return std::string();
  }
  return chars.get();
}

bool heddle::throwText(JSContext* cx, JSExnType kind, const std::string& text) {
  JS_ReportErrorNumberUTF8(cx, verbatim, reinterpret_cast<void*>(static_cast<intptr_t>(kind)), 0, text.c_str());
  return false;
}

std::string heddle::showKey(JSContext* cx, JS::HandleId key) {
  if (key.isInt()) return std::to_string(key.toInt());
  if (key.isSymbol()) {
    JSAtom* description = key.toSymbol()->description();
    if (key.isPrivateName()) return description ? utf8(cx, description) : "#";
    return "Symbol(" + (description ? utf8(cx, description) : std::string()) + ")";
  }
  return key.isString() ? utf8(cx, key.toString()) : std::string();
}

std::string heddle::constructorName(JSContext* cx, JSObject* obj) {
  if (obj->is<GlobalObject>()) return "Object";
  JS::Value v;
  if (js::GetPropertyPure(cx, obj, js::NameToId(cx->names().constructor), &v) && v.isObject() &&
      v.toObject().is<JSFunction>()) {
    JSFunction& constructor = v.toObject().as<JSFunction>();
    JSAtom* name = constructor.fullExplicitName() ? constructor.fullExplicitName() : constructor.maybePartialDisplayAtom();
    if (name && name->length()) return utf8(cx, name);
  }
  return obj->is<js::PlainObject>() ? "Object" : obj->getClass()->name;
}

std::string heddle::callSite(JSContext* cx, JS::HandleValue v) {
  if (v.isUndefined()) return "undefined";
  if (v.isNull()) return "object null";
  if (v.isBoolean()) return v.toBoolean() ? "boolean true" : "boolean false";
  if (v.isNumber()) return "number " + show(cx, v);
  if (v.isString()) return "string \"" + utf8(cx, v.toString()) + "\"";
  if (v.isSymbol()) return "symbol";
  if (v.isBigInt()) return "bigint";
  return v.isObject() && v.toObject().isCallable() ? "function" : "object";
}

std::string heddle::show(JSContext* cx, JS::HandleValue v) {
  if (v.isString()) return utf8(cx, v.toString());
  if (v.isSymbol()) {
    JS::RootedId id(cx, JS::PropertyKey::Symbol(v.toSymbol()));
    return showKey(cx, id);
  }
  if (!v.isObject()) {
    JSString* string = JS::ToString(cx, v);
    if (!string) {
      cx->clearPendingException();
      return std::string();
    }
    return utf8(cx, string);
  }
  JS::RootedObject obj(cx, &v.toObject());
  if (obj->is<JSFunction>()) {
    JS::RootedFunction fun(cx, &obj->as<JSFunction>());
    JSString* source = js::FunctionToString(cx, fun, false);
    if (source) {
      std::string text = utf8(cx, source);
      // V8 keeps native functions on one line.
      size_t native = text.find("() {\n    [native code]\n}");
      return native == std::string::npos ? text : text.substr(0, native) + "() { [native code] }";
    }
    cx->clearPendingException();
    return "function";
  }
  // An object with a string form of its own is shown by its tag, any other by its constructor.
  JS::Value own, base;
  JS::RootedObject proto(cx, cx->global()->maybeGetPrototype(JSProto_Object));
  jsid toString = js::NameToId(cx->names().toString);
  if (proto && js::GetPropertyPure(cx, obj, toString, &own) && js::GetPropertyPure(cx, proto, toString, &base) &&
      own != base) {
    JS::Value tag;
    JS::RootedId id(cx, JS::PropertyKey::Symbol(cx->wellKnownSymbols().toStringTag));
    if (js::GetPropertyPure(cx, obj, id, &tag) && tag.isString()) return "[object " + utf8(cx, tag.toString()) + "]";
    return std::string("[object ") + (obj->is<js::PlainObject>() ? "Object" : obj->getClass()->name) + "]";
  }
  return "#<" + constructorName(cx, obj) + ">";
}

// Interposed. Makes and throws the Error object for a report.
bool js::ErrorToException(JSContext* cx, JSErrorReport* report, JSErrorCallback callback, void* userRef) {
  MOZ_ASSERT(!report->isWarning());
  const JSErrorFormatString* format = (callback ? callback : GetErrorMessage)(userRef, report->errorNumber);
  JSExnType kind = format ? static_cast<JSExnType>(format->exnType) : JSEXN_ERR;

  // An error while making one is dropped, as the engine does.
  if (cx->generatingError) return false;
  cx->generatingError = true;
  auto restore = mozilla::MakeScopeExit([cx] { cx->generatingError = false; });

  JSErrorReport reworded;
  JSErrorReport* final = report;
  std::string text;
  if ((!callback || callback == GetErrorMessage) && reword(cx, report, &kind, &text)) {
    reworded.initBorrowedMessage(text.c_str());
    reworded.filename = report->filename;
    reworded.sourceId = report->sourceId;
    reworded.lineno = report->lineno;
    reworded.column = report->column;
    reworded.errorNumber = report->errorNumber;
    reworded.errorMessageName = report->errorMessageName;
    reworded.exnType = kind;
    reworded.isMuted = report->isMuted;
    if (report->linebuf()) {
      reworded.initBorrowedLinebuf(report->linebuf(), report->linebufLength(), report->tokenOffset());
    }
    reworded.notes = std::move(report->notes);
    final = &reworded;
  }
  JS::RootedString message(cx, final->newMessageString(cx));
  if (!message) return false;
  JS::RootedString fileName(cx, cx->emptyString());
  if (const char* file = final->filename.c_str()) {
    fileName = JS_NewStringCopyUTF8N(cx, JS::UTF8Chars(file, strlen(file)));
    if (!fileName) return false;
  }
  UniquePtr<JSErrorReport> copy = CopyErrorReport(cx, final);
  if (!copy) return false;
  // The frames are recorded by ErrorObject::create (frames.cpp).
  JS::RootedObject noStack(cx);
  JS::Rooted<ErrorObject*> error(
      cx, ErrorObject::create(cx, kind, noStack, fileName, final->sourceId, final->lineno, final->column,
                              std::move(copy), message, JS::NothingHandleValue));
  if (!error) return false;
  JS::RootedValue value(cx, JS::ObjectValue(*error));
  JS::Rooted<SavedFrame*> noFrame(cx);
  cx->setPendingException(value, noFrame);
  return true;
}

// ---- Interposed reporters that have the values at hand.

bool js::ReportIsNotFunction(JSContext* cx, JS::HandleValue v, int numToSkip, MaybeConstruct construct) {
  const char* what = construct ? " is not a constructor" : " is not a function";
  Place place(cx);
  if (place.op() == JSOp::Instanceof) {
    return throwText(cx, JSEXN_TYPEERR, "Right-hand side of 'instanceof' is not callable");
  }
  // V8's built-ins show the value, calls in a program the expression.
  bool fromProgram = place.script && !place.selfHosted() && numToSkip >= 0;
  if (!fromProgram && place.script && !place.selfHosted() && isConstructOp(place.op())) {
    // `new Promise(x)`: the one common constructor that wants a function.
    int callee = -int(GET_ARGC(place.pc)) - 3;
    JS::UniqueChars bytes;
    if (place.op() == JSOp::New || place.op() == JSOp::NewContent) {
      bytes = DecompileValueGenerator(cx, callee, JS::UndefinedHandleValue, nullptr);
      if (!bytes) cx->clearPendingException();
    }
    if (!bytes || !strcmp(bytes.get(), "Promise") || place.op() == JSOp::SuperCall) {
      return throwText(cx, JSEXN_TYPEERR, "Promise resolver " + show(cx, v) + what);
    }
    if (bytes && !strcmp(bytes.get(), "FinalizationRegistry")) {
      return throwText(cx, JSEXN_TYPEERR, "FinalizationRegistry: cleanup must be callable");
    }
  }
  std::string subject = fromProgram ? sourceOf(cx, -(numToSkip + 1), v) : callSite(cx, v);
  return throwText(cx, JSEXN_TYPEERR, subject + what);
}

void js::ReportInNotObjectError(JSContext* cx, JS::HandleValue key, JS::HandleValue object) {
  throwText(cx, JSEXN_TYPEERR,
            "Cannot use 'in' operator to search for '" + show(cx, key) + "' in " + show(cx, object));
}

JSString* js::DecompileArgument(JSContext* cx, int, JS::HandleValue v) {
  // Used by self-hosted built-ins, about their arguments.
  return JS_NewStringCopyUTF8Z(cx, JS::ConstUTF8CharsZ(callSite(cx, v).c_str()));
}

// Whether the value under the operation at `pc` was read from another destructuring pattern, and the names near it.
static bool readByPattern(JSContext* cx, const Place& place, std::string* property) {
  JSOp before = JSOp::Nop, beforeThat = JSOp::Nop;
  bool nested = false;
  for (const BytecodeLocation& loc : AllBytecodesIterable(place.script)) {
    jsbytecode* at = loc.toRawBytecode();
    if (at == place.pc) nested = before == JSOp::GetProp && beforeThat == JSOp::Dup;
    if (at > place.pc) {
      // `dup; getprop "a"` follows for the first property of the pattern.
      JSOp op = loc.getOp();
      if (op == JSOp::GetProp) {
        JS::RootedId id(cx, NameToId(loc.getPropertyName(place.script)));
        *property = showKey(cx, id);
        break;
      }
      if (op == JSOp::Zero || op == JSOp::One || op == JSOp::Int8) {
        *property = std::to_string(op == JSOp::Int8 ? GET_INT8(at) : op == JSOp::One);
        break;
      }
      if (op != JSOp::Dup && op != JSOp::Nop && !BytecodeIsJumpTarget(op)) break;
    }
    beforeThat = before;
    before = loc.getOp();
  }
  return nested;
}

void js::ReportIsNullOrUndefinedForPropertyAccess(JSContext* cx, JS::HandleValue v, int index) {
  const char* value = v.isNull() ? "null" : "undefined";
  Place place(cx);
  if (index == JSDVG_IGNORE_STACK || !place.script || place.selfHosted() || isDeleteOp(place.op())) {
    throwText(cx, JSEXN_TYPEERR, "Cannot convert undefined or null to object");
    return;
  }
  if (place.op() != JSOp::CheckObjCoercible) {
    throwText(cx, JSEXN_TYPEERR, std::string("Cannot ") + (isSetOp(place.op()) ? "set" : "read") + " properties of " +
                                     value + (isSetOp(place.op()) ? " (setting" : " (reading") + " '#<Object>')");
    return;
  }
  std::string property;
  bool nested = readByPattern(cx, place, &property);
  if (nested && !property.empty()) {
    throwText(cx, JSEXN_TYPEERR, std::string("Cannot read properties of ") + value + " (reading '" + property + "')");
    return;
  }
  std::string source = sourceOf(cx, index, v);
  if (source.find("(destructured parameter)") != std::string::npos) source = callSite(cx, v);
  throwText(cx, JSEXN_TYPEERR,
            "Cannot destructure " + (property.empty() ? std::string() : "property '" + property + "' of ") + "'" +
                source + "' as it is " + value + ".");
}

static void reportNotIterable(JSContext* cx, JS::HandleValue v, int index) {
  Place place(cx);
  std::string source;
  if (place.script && !place.selfHosted()) source = sourceOf(cx, index, v);
  bool spread = place.script && !place.selfHosted() &&
                (place.op() == JSOp::SpreadCall || place.op() == JSOp::SpreadNew || place.op() == JSOp::OptimizeSpreadCall);
  if (spread && !v.isNullOrUndefined()) {
    throwText(cx, JSEXN_TYPEERR, "Spread syntax requires ...iterable[Symbol.iterator] to be a function");
    return;
  }
  if (source.empty() || source.find("(destructured parameter)") != std::string::npos || spread) {
    throwText(cx, JSEXN_TYPEERR,
              callSite(cx, v) + " is not iterable (cannot read property Symbol(Symbol.iterator))");
    return;
  }
  if (source.size() > 5 && source.compare(source.size() - 5, 5, "(...)") == 0) {
    throwText(cx, JSEXN_TYPEERR,
              source.substr(0, source.size() - 5) + " is not a function or its return value is not iterable");
    return;
  }
  throwText(cx, JSEXN_TYPEERR, source + " is not iterable");
}

void js::ReportIsNullOrUndefinedForPropertyAccess(JSContext* cx, JS::HandleValue v, int index, JS::HandleId key) {
  Place place(cx);
  if (key.isSymbol() && key.toSymbol() == cx->wellKnownSymbols().iterator) {
    reportNotIterable(cx, v, index);
    return;
  }
  if (place.script && isDeleteOp(place.op())) {
    throwText(cx, JSEXN_TYPEERR, "Cannot convert undefined or null to object");
    return;
  }
  bool set = place.script && isSetOp(place.op());
  throwText(cx, JSEXN_TYPEERR, std::string("Cannot ") + (set ? "set" : "read") + " properties of " +
                                   (v.isNull() ? "null" : "undefined") + (set ? " (setting '" : " (reading '") +
                                   showKey(cx, key) + "')");
}

bool js::ReportValueError(JSContext* cx, unsigned number, int index, JS::HandleValue v, JS::HandleString fallback,
                          const char* arg1, const char* arg2) {
  switch (number) {
    case JSMSG_NOT_ITERABLE:
      reportNotIterable(cx, v, index);
      return false;
    case JSMSG_NOT_FUNCTION:
    case JSMSG_NOT_CONSTRUCTOR: {
      Place place(cx);
      const char* what = number == JSMSG_NOT_FUNCTION ? " is not a function" : " is not a constructor";
      if (place.op() == JSOp::Instanceof) {
        return throwText(cx, JSEXN_TYPEERR, "Right-hand side of 'instanceof' is not callable");
      }
      if (number == JSMSG_NOT_CONSTRUCTOR && place.op() == JSOp::CheckClassHeritage) {
        return throwText(cx, JSEXN_TYPEERR, "Class extends value " + show(cx, v) + " is not a constructor or null");
      }
      bool fromProgram = place.script && !place.selfHosted() && index != JSDVG_IGNORE_STACK;
      return throwText(cx, JSEXN_TYPEERR, (fromProgram ? sourceOf(cx, index, v) : callSite(cx, v)) + what);
    }
    case JSMSG_BAD_INSTANCEOF_RHS:
      return throwText(cx, JSEXN_TYPEERR, "Right-hand side of 'instanceof' is not an object");
    case JSMSG_BAD_PROTOTYPE: {
      JS::RootedValue proto(cx);
      if (v.isObject()) {
        JS::RootedObject obj(cx, &v.toObject());
        if (!GetPropertyPure(cx, obj, NameToId(cx->names().prototype), proto.address())) proto.setUndefined();
      }
      return throwText(cx, JSEXN_TYPEERR,
                       "Function has non-object prototype '" + show(cx, proto) + "' in instanceof check");
    }
    case JSMSG_BAD_HERITAGE:
      return throwText(cx, JSEXN_TYPEERR, "Class extends value " + show(cx, v) + " is not a constructor or null");
    case JSMSG_OBJECT_NOT_EXTENSIBLE:
      return throwText(cx, JSEXN_TYPEERR, show(cx, v) + " is not extensible");
    case JSMSG_SET_NON_OBJECT_RECEIVER:
      return throwText(cx, JSEXN_TYPEERR, std::string("Cannot create property '") + (arg1 ? arg1 : "") + "' on " +
                                              JS::InformalValueTypeName(v) + " '" + show(cx, v) + "'");
    case JSMSG_BAD_DERIVED_RETURN:
      return throwText(cx, JSEXN_TYPEERR, "Derived constructors may only return object or undefined");
    case JSMSG_TOPRIMITIVE_NOT_CALLABLE: {
      JS::RootedValue method(cx);
      if (v.isObject()) {
        JS::RootedObject obj(cx, &v.toObject());
        JS::RootedId id(cx, JS::PropertyKey::Symbol(cx->wellKnownSymbols().toPrimitive));
        if (!GetPropertyPure(cx, obj, id, method.address())) method.setUndefined();
      }
      return throwText(cx, JSEXN_TYPEERR, callSite(cx, method) + " is not a function");
    }
    case JSMSG_CANT_CONVERT_TO:
      if (arg1 && !strcmp(arg1, "BigInt")) {
        return throwText(cx, JSEXN_TYPEERR, "Cannot convert " + show(cx, v) + " to a BigInt");
      }
      if (v.isObject()) return throwText(cx, JSEXN_TYPEERR, "Cannot convert object to primitive value");
      if (v.isNullOrUndefined()) return throwText(cx, JSEXN_TYPEERR, "Cannot convert undefined or null to object");
      break;
    case JSMSG_TOPRIMITIVE_RETURNED_OBJECT:
      return throwText(cx, JSEXN_TYPEERR, "Cannot convert object to primitive value");
    case JSMSG_NOT_OBJORNULL:
      if (Place(cx).op() == JSOp::CheckClassHeritage) {
        return throwText(cx, JSEXN_TYPEERR, "Class extends value " + show(cx, v) + " is not a constructor or null");
      }
      return throwText(cx, JSEXN_TYPEERR, "Object prototype may only be an Object or null: " + show(cx, v));
  }
  JS::UniqueChars bytes = DecompileValueGenerator(cx, index, v, fallback);
  if (!bytes) return false;
  JS_ReportErrorNumberUTF8(cx, GetErrorMessage, nullptr, number, bytes.get(), arg1, arg2);
  return false;
}

// `Map.prototype.get` for one of the realm's built-in functions; its bare name when it is none.
static std::string builtinName(JSContext* cx, JS::Handle<JSFunction*> callee, bool* getter) {
  *getter = false;
  JSAtom* name = callee->maybePartialDisplayAtom();
  std::string bare = name ? utf8(cx, name) : std::string();
  JS::Rooted<GlobalObject*> global(cx, cx->global());
  for (size_t i = 1; i < JSProto_LIMIT; i++) {
    JSProtoKey key = static_cast<JSProtoKey>(i);
    JSObject* proto = global->maybeGetPrototype(key);
    if (!proto || !proto->is<NativeObject>()) continue;
    NativeObject& native = proto->as<NativeObject>();
    for (ShapePropertyIter<NoGC> it(native.shape()); !it.done(); it++) {
      if (it->isAccessorProperty()) {
        if (native.getGetter(*it) != callee) continue;
        *getter = true;
      } else if (!it->isDataProperty() || native.getSlot(it->slot()) != JS::ObjectValue(*callee)) {
        continue;
      }
      JS::RootedId id(cx, it->key());
      std::string owner = key == JSProto_TypedArray ? "%TypedArray%" : utf8(cx, ClassName(key, cx));
      return owner + ".prototype" + (id.isSymbol() ? " [ @@" + showKey(cx, id) + " ]" : "." + showKey(cx, id));
    }
  }
  return bare;
}

void js::ReportIncompatible(JSContext* cx, const JS::CallArgs& args) {
  JS::Rooted<JSFunction*> callee(cx, args.callee().is<JSFunction>() ? &args.callee().as<JSFunction>() : nullptr);
  bool getter = false;
  std::string name = callee ? builtinName(cx, callee, &getter) : "method";
  // Wrappers of primitives have their own sentence.
  for (const char* owner : {"String", "Number", "Boolean", "Symbol", "BigInt", "Function"}) {
    if (name.rfind(std::string(owner) + ".prototype", 0) != 0) continue;
    if (!strcmp(owner, "Function") && (name == "Function.prototype.call" || name == "Function.prototype.apply")) {
      std::string type = JS::InformalValueTypeName(args.thisv());
      throwText(cx, JSEXN_TYPEERR, name + " was called on " + show(cx, args.thisv()) + ", which is " +
                                       (type == "object" || type == "undefined" ? type : "a " + type) +
                                       " and not a function");
      return;
    }
    if (name == "Function.prototype.bind") {
      throwText(cx, JSEXN_TYPEERR, "Bind must be called on a function");
      return;
    }
    throwText(cx, JSEXN_TYPEERR, name + " requires that 'this' be a " + owner);
    return;
  }
  if (name.rfind("Date.prototype.", 0) == 0) {
    throwText(cx, JSEXN_TYPEERR, "this is not a Date object.");
    return;
  }
  throwText(cx, JSEXN_TYPEERR, std::string("Method ") + (getter ? "get " : "") + name +
                                   " called on incompatible receiver " + show(cx, args.thisv()));
}

void js::ReportIncompatibleMethod(JSContext* cx, const JS::CallArgs& args, const JSClass*) {
  ReportIncompatible(cx, args);
}

bool JS::ObjectOpResult::reportError(JSContext* cx, JS::HandleObject obj, JS::HandleId id) {
  JS::RootedValue value(cx, JS::ObjectValue(*obj));
  std::string key = showKey(cx, id);
  switch (code_) {
    case JSMSG_READ_ONLY: {
      std::string type = obj->isCallable() ? "function" : "object";
      if (obj->is<js::StringObject>()) {
        value.setString(obj->as<js::StringObject>().unbox());
        type = "string";
      }
      return throwText(cx, JSEXN_TYPEERR,
                       "Cannot assign to read only property '" + key + "' of " + type + " '" + show(cx, value) + "'");
    }
    case JSMSG_CANT_DELETE:
      return throwText(cx, JSEXN_TYPEERR, "Cannot delete property '" + key + "' of " + show(cx, value));
    case JSMSG_GETTER_ONLY:
      if (id.isPrivateName()) return throwText(cx, JSEXN_TYPEERR, "'" + key + "' was defined without a setter");
      return throwText(cx, JSEXN_TYPEERR,
                       "Cannot set property " + key + " of " + show(cx, value) + " which has only a getter");
    case JSMSG_CANT_DEFINE_PROP_OBJECT_NOT_EXTENSIBLE:
    case JSMSG_CANT_DEFINE_PAST_ARRAY_LENGTH: {
      Place place(cx);
      bool define = place.script && !isSetOp(place.op()) && JSOp(*place.pc) == JSOp::Call && obj->is<js::NativeObject>() &&
                    code_ != JSMSG_CANT_DEFINE_PAST_ARRAY_LENGTH && !obj->is<js::ArrayObject>();
      return throwText(cx, JSEXN_TYPEERR, std::string("Cannot ") + (define ? "define" : "add") + " property " + key +
                                              ", object is not extensible");
    }
    case JSMSG_CANT_REDEFINE_PROP:
      return throwText(cx, JSEXN_TYPEERR, "Cannot redefine property: " + key);
    case JSMSG_OBJECT_NOT_EXTENSIBLE:
    case JSMSG_CANT_SET_PROTO:
      return throwText(cx, JSEXN_TYPEERR, show(cx, value) + " is not extensible");
    case JSMSG_SET_NON_OBJECT_RECEIVER: {
      if (!obj->is<js::ProxyObject>() && !js::Unbox(cx, obj, &value)) return false;
      return js::ReportValueError(cx, code_, JSDVG_IGNORE_STACK, value, nullptr, key.c_str());
    }
    case JSMSG_PROXY_SET_RETURNED_FALSE:
      return throwText(cx, JSEXN_TYPEERR, "'set' on proxy: trap returned falsish for property '" + key + "'");
    case JSMSG_PROXY_DELETE_RETURNED_FALSE:
      return throwText(cx, JSEXN_TYPEERR, "'deleteProperty' on proxy: trap returned falsish for property '" + key + "'");
    case JSMSG_PROXY_DEFINE_RETURNED_FALSE:
      return throwText(cx, JSEXN_TYPEERR, "'defineProperty' on proxy: trap returned falsish for property '" + key + "'");
    default:
      break;
  }
  const JSErrorFormatString* format = js::GetErrorMessage(nullptr, code_);
  if (format && format->argCount == 2) {
    JS_ReportErrorNumberUTF8(cx, js::GetErrorMessage, nullptr, code_, obj->getClass()->name, key.c_str());
  } else if (format && format->argCount == 1) {
    JS_ReportErrorNumberUTF8(cx, js::GetErrorMessage, nullptr, code_, key.c_str());
  } else {
    JS_ReportErrorNumberASCII(cx, js::GetErrorMessage, nullptr, code_);
  }
  return false;
}
