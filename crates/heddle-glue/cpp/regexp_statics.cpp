// The properties of RegExp that tell of the last match (RegExp.$1, RegExp.lastMatch), as V8 has them: not enumerable,
// configurable, and with setters that do nothing. Replaces the engine's js::regexp_static_props (see build.rs), whose
// enumerable ones show wherever RegExp is printed or copied.
#include "builtin/RegExp.h"
#include "js/PropertySpec.h"
#include "vm/GlobalObject.h"
#include "vm/JSContext.h"
#include "vm/RegExpStatics.h"

#include "vm/JSContext-inl.h"
#include "vm/JSObject-inl.h"

using namespace js;

namespace {

bool orEmpty(JSContext* cx, JS::MutableHandleValue value) {
  if (value.isUndefined()) value.setString(cx->emptyString());
  return true;
}

template <bool (RegExpStatics::*create)(JSContext*, JS::MutableHandleValue)>
bool get(JSContext* cx, unsigned argc, JS::Value* vp) {
  JS::CallArgs args = JS::CallArgsFromVp(argc, vp);
  RegExpStatics* statics = GlobalObject::getRegExpStatics(cx, cx->global());
  return statics && (statics->*create)(cx, args.rval()) && orEmpty(cx, args.rval());
}

template <size_t number>
bool getGroup(JSContext* cx, unsigned argc, JS::Value* vp) {
  JS::CallArgs args = JS::CallArgsFromVp(argc, vp);
  RegExpStatics* statics = GlobalObject::getRegExpStatics(cx, cx->global());
  return statics && statics->createParen(cx, number, args.rval()) && orEmpty(cx, args.rval());
}

bool setInput(JSContext* cx, unsigned argc, JS::Value* vp) {
  JS::CallArgs args = JS::CallArgsFromVp(argc, vp);
  JS::RootedString text(cx, ToString<CanGC>(cx, args.get(0)));
  RegExpStatics* statics = text ? GlobalObject::getRegExpStatics(cx, cx->global()) : nullptr;
  if (!statics) return false;
  statics->setPendingInput(text);
  args.rval().setUndefined();
  return true;
}

bool setNothing(JSContext*, unsigned argc, JS::Value* vp) {
  JS::CallArgsFromVp(argc, vp).rval().setUndefined();
  return true;
}

}  // namespace

// Interposed.
const JSPropertySpec js::regexp_static_props[] = {
    JS_PSGS("input", get<&RegExpStatics::createPendingInput>, setInput, 0),
    JS_PSGS("$_", get<&RegExpStatics::createPendingInput>, setInput, 0),
    JS_PSGS("lastMatch", get<&RegExpStatics::createLastMatch>, setNothing, 0),
    JS_PSGS("$&", get<&RegExpStatics::createLastMatch>, setNothing, 0),
    JS_PSGS("lastParen", get<&RegExpStatics::createLastParen>, setNothing, 0),
    JS_PSGS("$+", get<&RegExpStatics::createLastParen>, setNothing, 0),
    JS_PSGS("leftContext", get<&RegExpStatics::createLeftContext>, setNothing, 0),
    JS_PSGS("$`", get<&RegExpStatics::createLeftContext>, setNothing, 0),
    JS_PSGS("rightContext", get<&RegExpStatics::createRightContext>, setNothing, 0),
    JS_PSGS("$'", get<&RegExpStatics::createRightContext>, setNothing, 0),
    JS_PSGS("$1", getGroup<1>, setNothing, 0),
    JS_PSGS("$2", getGroup<2>, setNothing, 0),
    JS_PSGS("$3", getGroup<3>, setNothing, 0),
    JS_PSGS("$4", getGroup<4>, setNothing, 0),
    JS_PSGS("$5", getGroup<5>, setNothing, 0),
    JS_PSGS("$6", getGroup<6>, setNothing, 0),
    JS_PSGS("$7", getGroup<7>, setNothing, 0),
    JS_PSGS("$8", getGroup<8>, setNothing, 0),
    JS_PSGS("$9", getGroup<9>, setNothing, 0),
    JS_SELF_HOSTED_SYM_GET(species, "$RegExpSpecies", 0),
    JS_PS_END,
};

extern "C" {

// Whether the replacement above is in effect (asked without optimisation, so that it is the linked table that is read).
// The reference to this function is also what makes the linker take this file.
__attribute__((optnone)) bool hg_regexp_statics_replaced() {
  return regexp_static_props[0].u.accessors.setter.native.op == setInput;
}

}  // extern "C"
