// The constructors of errors and what they and their prototypes have, as in V8.
//
// Replaces the engine's ErrorObject::createConstructor and its table of class specifications (see build.rs), so that
// nothing has to be installed in a realm.
#include "errors.h"

#include "js/PropertySpec.h"
#include "vm/ArrayObject.h"
#include "vm/ErrorObject.h"
#include "vm/GlobalObject.h"
#include "vm/Iteration.h"
#include "vm/JSContext.h"
#include "vm/JSFunction.h"
#include "vm/SelfHosting.h"

#include "vm/JSContext-inl.h"
#include "vm/JSObject-inl.h"
#include "vm/NativeObject-inl.h"

using namespace heddle;
using namespace js;

namespace {

// Error (message, options) and its kin; `messageArg` is the index of the message.
ErrorObject* construct(JSContext* cx, const JS::CallArgs& args, unsigned messageArg, JSExnType type) {
  JS::RootedObject proto(cx);
  if (!GetPrototypeFromBuiltinConstructor(cx, args, JSProtoKey(JSProto_Error + int(type)), &proto)) return nullptr;
  JS::RootedString message(cx);
  if (args.hasDefined(messageArg)) {
    message = ToString<CanGC>(cx, args[messageArg]);
    if (!message) return nullptr;
  }
  JS::Rooted<mozilla::Maybe<JS::Value>> cause(cx, mozilla::Nothing());
  if (args.get(messageArg + 1).isObject()) {
    JS::RootedObject options(cx, &args[messageArg + 1].toObject());
    bool has = false;
    if (!HasProperty(cx, options, cx->names().cause, &has)) return nullptr;
    if (has) {
      JS::RootedValue value(cx);
      if (!GetProperty(cx, options, options, cx->names().cause, &value)) return nullptr;
      cause = mozilla::Some(value.get());
    }
  }
  JS::Rooted<JSFunction*> maker(cx);
  if (args.isConstructing() && args.newTarget().isObject() && &args.newTarget().toObject() != &args.callee() &&
      args.newTarget().toObject().is<JSFunction>()) {
    maker = &args.newTarget().toObject().as<JSFunction>();
  }
  return makeError(cx, type, message, cause, proto, maker);
}

JSExnType typeOf(const JS::CallArgs& args) {
  return JSExnType(args.callee().as<JSFunction>().getExtendedSlot(0).toInt32());
}

bool ErrorConstructor(JSContext* cx, unsigned argc, JS::Value* vp) {
  JS::CallArgs args = JS::CallArgsFromVp(argc, vp);
  ErrorObject* error = construct(cx, args, 0, typeOf(args));
  if (!error) return false;
  args.rval().setObject(*error);
  return true;
}

bool AggregateErrorConstructor(JSContext* cx, unsigned argc, JS::Value* vp) {
  JS::CallArgs args = JS::CallArgsFromVp(argc, vp);
  JS::Rooted<ErrorObject*> error(cx, construct(cx, args, 1, JSEXN_AGGREGATEERR));
  if (!error) return false;
  JS::Rooted<ArrayObject*> errors(cx, IterableToArray(cx, args.get(0)));
  if (!errors) return false;
  JS::RootedValue value(cx, JS::ObjectValue(*errors));
  if (!NativeDefineDataProperty(cx, error, cx->names().errors, value, 0)) return false;
  args.rval().setObject(*error);
  return true;
}

#ifdef ENABLE_EXPLICIT_RESOURCE_MANAGEMENT
bool SuppressedErrorConstructor(JSContext* cx, unsigned argc, JS::Value* vp) {
  JS::CallArgs args = JS::CallArgsFromVp(argc, vp);
  JS::Rooted<ErrorObject*> error(cx, construct(cx, args, 2, JSEXN_SUPPRESSEDERR));
  if (!error || !NativeDefineDataProperty(cx, error, cx->names().error, args.get(0), 0) ||
      !NativeDefineDataProperty(cx, error, cx->names().suppressed, args.get(1), 0)) {
    return false;
  }
  args.rval().setObject(*error);
  return true;
}
#endif

bool isError(JSContext* cx, unsigned argc, JS::Value* vp) {
  JS::CallArgs args = JS::CallArgsFromVp(argc, vp);
  bool is = args.get(0).isObject() && args[0].toObject().canUnwrapAs<ErrorObject>();
  args.rval().setBoolean(is);
  return true;
}

const JSFunctionSpec kErrorMethods[] = {JS_SELF_HOSTED_FN("toString", "ErrorToString", 0, 0), JS_FS_END};
const JSFunctionSpec kErrorStatics[] = {JS_FN("captureStackTrace", captureStackTrace, 2, 0),
                                        JS_FN("prepareStackTrace", defaultPrepare, 2, 0),
                                        JS_FN("isError", isError, 1, 0), JS_FS_END};
const JSPropertySpec kErrorStaticProperties[] = {JS_INT32_PS("stackTraceLimit", 10, JSPROP_ENUMERATE), JS_PS_END};

#define HEDDLE_ERROR_PROPERTIES(name) \
  const JSPropertySpec k##name##Properties[] = {JS_STRING_PS("name", #name, 0), JS_STRING_PS("message", "", 0), JS_PS_END};
HEDDLE_ERROR_PROPERTIES(Error)
HEDDLE_ERROR_PROPERTIES(InternalError)
HEDDLE_ERROR_PROPERTIES(AggregateError)
HEDDLE_ERROR_PROPERTIES(EvalError)
HEDDLE_ERROR_PROPERTIES(RangeError)
HEDDLE_ERROR_PROPERTIES(ReferenceError)
#ifdef ENABLE_EXPLICIT_RESOURCE_MANAGEMENT
HEDDLE_ERROR_PROPERTIES(SuppressedError)
#endif
HEDDLE_ERROR_PROPERTIES(SyntaxError)
HEDDLE_ERROR_PROPERTIES(TypeError)
HEDDLE_ERROR_PROPERTIES(URIError)
HEDDLE_ERROR_PROPERTIES(DebuggeeWouldRun)
HEDDLE_ERROR_PROPERTIES(CompileError)
HEDDLE_ERROR_PROPERTIES(LinkError)
HEDDLE_ERROR_PROPERTIES(RuntimeError)
#ifdef ENABLE_WASM_JSPI
HEDDLE_ERROR_PROPERTIES(SuspendError)
#endif

}  // namespace

#define HEDDLE_ERROR_SPEC(name, flags)                                                                              \
  {                                                                                                                  \
    ErrorObject::createConstructor, ErrorObject::createProto, nullptr, nullptr, nullptr, k##name##Properties, nullptr, \
        JSProto_Error | (flags)                                                                                       \
  }

// Interposed.
const ClassSpec ErrorObject::classSpecs[JSEXN_ERROR_LIMIT] = {
    {ErrorObject::createConstructor, ErrorObject::createProto, kErrorStatics, kErrorStaticProperties, kErrorMethods,
     kErrorProperties},
    HEDDLE_ERROR_SPEC(InternalError, 0),
    HEDDLE_ERROR_SPEC(AggregateError, 0),
    HEDDLE_ERROR_SPEC(EvalError, 0),
    HEDDLE_ERROR_SPEC(RangeError, 0),
    HEDDLE_ERROR_SPEC(ReferenceError, 0),
#ifdef ENABLE_EXPLICIT_RESOURCE_MANAGEMENT
    HEDDLE_ERROR_SPEC(SuppressedError, 0),
#endif
    HEDDLE_ERROR_SPEC(SyntaxError, 0),
    HEDDLE_ERROR_SPEC(TypeError, 0),
    HEDDLE_ERROR_SPEC(URIError, 0),
    HEDDLE_ERROR_SPEC(DebuggeeWouldRun, ClassSpec::DontDefineConstructor),
    HEDDLE_ERROR_SPEC(CompileError, ClassSpec::DontDefineConstructor),
    HEDDLE_ERROR_SPEC(LinkError, ClassSpec::DontDefineConstructor),
    HEDDLE_ERROR_SPEC(RuntimeError, ClassSpec::DontDefineConstructor),
#ifdef ENABLE_WASM_JSPI
    HEDDLE_ERROR_SPEC(SuspendError, ClassSpec::DontDefineConstructor),
#endif
};

// Interposed.
JSObject* ErrorObject::createConstructor(JSContext* cx, JSProtoKey key) {
  JSExnType type = ExnTypeFromProtoKey(key);
  Native native = ErrorConstructor;
  unsigned arguments = 1;
  if (type == JSEXN_AGGREGATEERR) {
    native = AggregateErrorConstructor;
    arguments = 2;
  }
#ifdef ENABLE_EXPLICIT_RESOURCE_MANAGEMENT
  if (type == JSEXN_SUPPRESSEDERR) {
    native = SuppressedErrorConstructor;
    arguments = 3;
  }
#endif
  JS::RootedObject proto(cx);
  if (type != JSEXN_ERR) {
    proto = GlobalObject::getOrCreateErrorConstructor(cx, cx->global());
    if (!proto) return nullptr;
  }
  JSFunction* constructor = NewFunctionWithProto(cx, native, arguments, FunctionFlags::NATIVE_CTOR, nullptr,
                                                 ClassName(key, cx), proto, gc::AllocKind::FUNCTION_EXTENDED, TenuredObject);
  if (!constructor) return nullptr;
  constructor->setExtendedSlot(0, JS::Int32Value(type));
  return constructor;
}

extern "C" {

// Whether the replacements above are in effect (asked without optimisation, so that it is the linked table that is read).
// The reference to this function is also what makes the linker take this file.
__attribute__((optnone)) bool hg_error_classes_replaced() {
  return ErrorObject::classForType(JSEXN_ERR)->spec->constructorFunctions == kErrorStatics;
}

}  // extern "C"
