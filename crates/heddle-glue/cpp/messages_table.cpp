// The table of V8's texts for the engine's error numbers, and the few that need more than the engine's arguments.
#include "messages.h"

#include "frontend/FrontendContext.h"
#include "frontend/TokenStream.h"
#include "irregexp/RegExpAPI.h"
#include "js/CharacterEncoding.h"
#include "js/RegExpFlags.h"
#include "js/friend/ErrorMessages.h"
#include "vm/BytecodeIterator.h"
#include "vm/BytecodeLocation.h"
#include "vm/BytecodeUtil.h"
#include "vm/EnvironmentObject.h"
#include "vm/FrameIter.h"
#include "vm/JSContext.h"
#include "vm/JSFunction.h"
#include "vm/RegExpObject.h"

#include <cstring>

#include "vm/BytecodeIterator-inl.h"
#include "vm/BytecodeLocation-inl.h"
#include "vm/FrameIter-inl.h"
#include "vm/JSContext-inl.h"
#include "vm/JSScript-inl.h"

using namespace heddle;
using namespace js;

namespace {

constexpr int16_t kSame = -1;

struct Entry {
  unsigned number;
  const char* text;      // {0}.. are the engine's own arguments, {'0} the same without double quotes around it
  int16_t kind = kSame;  // JSExnType, when V8 throws another kind
};

// Run-time errors.
const Entry kTexts[] = {
    {JSMSG_UNDECLARED_VAR, "{0} is not defined"},
    {JSMSG_UNINITIALIZED_LEXICAL, "Cannot access '{0}' before initialization"},
    {JSMSG_BAD_CONST_ASSIGN, "Assignment to constant variable."},
    {JSMSG_OVER_RECURSED, "Maximum call stack size exceeded", JSEXN_RANGEERR},
    {JSMSG_TOO_MANY_ARGUMENTS, "Maximum call stack size exceeded"},
    {JSMSG_TOO_MANY_FUN_SPREADARGS, "Maximum call stack size exceeded"},
    {JSMSG_TOO_MANY_CON_SPREADARGS, "Maximum call stack size exceeded"},
    {JSMSG_ALLOC_OVERFLOW, "Invalid string length", JSEXN_RANGEERR},
    {JSMSG_BAD_ARRAY_LENGTH, "Invalid array length"},
    {JSMSG_SPREAD_TOO_LARGE, "Invalid array length"},
    {JSMSG_EMPTY_ARRAY_REDUCE, "Reduce of empty array with no initial value"},
    {JSMSG_EMPTY_ITERATOR_REDUCE, "Reduce of a done iterator with no initial value"},
    {JSMSG_MISSING_FUN_ARG, "undefined is not a function"},
    {JSMSG_BAD_SORT_ARG, "The comparison function must be either a function or undefined"},
    {JSMSG_BAD_TOSORTED_ARG, "The comparison function must be either a function or undefined"},
    {JSMSG_BAD_TYPEDARRAY_SORT_ARG, "The comparison function must be either a function or undefined"},
    {JSMSG_SYMBOL_TO_STRING, "Cannot convert a Symbol value to a string"},
    {JSMSG_SYMBOL_TO_NUMBER, "Cannot convert a Symbol value to a number"},
    {JSMSG_BIGINT_DIVISION_BY_ZERO, "Division by zero"},
    {JSMSG_BIGINT_NEGATIVE_EXPONENT, "Exponent must be positive"},
    {JSMSG_BIGINT_TOO_LARGE, "Maximum BigInt size exceeded"},
    {JSMSG_BIGINT_NOT_SERIALIZABLE, "Do not know how to serialize a BigInt"},
    {JSMSG_NONINTEGER_NUMBER_TO_BIGINT, "The number {0} cannot be converted to a BigInt because it is not an integer"},
    {JSMSG_BUILTIN_CTOR_NO_NEW, "Constructor {0} requires 'new'"},
    {JSMSG_BOGUS_CONSTRUCTOR, "Abstract class {0} not directly constructable"},
    {JSMSG_TYPED_ARRAY_CALL_OR_CONSTRUCT, "Abstract class TypedArray not directly constructable"},
    {JSMSG_UNINITIALIZED_THIS,
     "Must call super constructor in derived class before accessing 'this' or returning from derived constructor"},
    {JSMSG_REINIT_THIS, "Super constructor may only be called once"},
    {JSMSG_BAD_DERIVED_RETURN, "Derived constructors may only return object or undefined"},
    {JSMSG_BAD_HERITAGE, "Class extends value {0} is not a constructor or null"},
    {JSMSG_CANT_DELETE_SUPER, "Unsupported reference to 'super'"},
    {JSMSG_THROW_TYPE_ERROR,
     "'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions or the arguments "
     "objects for calls to them"},
    {JSMSG_NESTING_GENERATOR, "Generator is already running"},
    {JSMSG_GET_ITER_RETURNED_PRIMITIVE, "Result of the Symbol.iterator method is not an object"},
    {JSMSG_GET_ASYNC_ITER_RETURNED_PRIMITIVE, "Result of the Symbol.asyncIterator method is not an object"},
    {JSMSG_ITER_METHOD_RETURNED_PRIMITIVE, "Iterator result is not an object"},
    {JSMSG_ITERATOR_NO_THROW, "The iterator does not provide a 'throw' method"},
    {JSMSG_INVALID_MAP_ITERABLE, "Iterator value is not an entry object"},
    {JSMSG_BAD_WEAKMAP_KEY, "Invalid value used as weak map key"},
    {JSMSG_WEAKMAP_KEY_CANT_BE_HELD_WEAKLY, "Invalid value used as weak map key"},
    {JSMSG_WEAKMAP_KEY_MUST_BE_AN_OBJECT, "Invalid value used as weak map key"},
    {JSMSG_WEAKSET_VAL_CANT_BE_HELD_WEAKLY, "Invalid value used in weak set"},
    {JSMSG_WEAKSET_VAL_MUST_BE_AN_OBJECT, "Invalid value used in weak set"},
    {JSMSG_BAD_WEAKREF_TARGET, "WeakRef: invalid target"},
    {JSMSG_BAD_FINALIZATION_REGISTRY_TARGET, "FinalizationRegistry.prototype.register: invalid target"},
    {JSMSG_BAD_HELD_VALUE, "FinalizationRegistry.prototype.register: target and holdings must not be same"},
    {JSMSG_BAD_UNREGISTER_TOKEN, "Invalid unregisterToken ('{0}')"},
    {JSMSG_INVALID_DATE, "Invalid time value"},
    {JSMSG_BAD_URI, "URI malformed"},
    {JSMSG_INVALID_NORMALIZE_FORM, "The normalization form should be one of NFC, NFD, NFKC, NFKD."},
    {JSMSG_RESULTING_STRING_TOO_LARGE, "Invalid string length"},
    {JSMSG_NEGATIVE_REPETITION_COUNT, "Invalid count value: -1"},
    {JSMSG_NOT_A_CODEPOINT, "Invalid code point {0}"},
    {JSMSG_REQUIRES_GLOBAL_REGEXP, "String.prototype.{0} called with a non-global RegExp argument"},
    {JSMSG_FLAGS_UNDEFINED_OR_NULL, "String.prototype.matchAll called with a non-global RegExp argument"},
    {JSMSG_BAD_RADIX, "toString() radix argument must be between 2 and 36"},
    {JSMSG_BAD_APPLY_ARGS, "CreateListFromArrayLike called on non-object"},
    {JSMSG_CANT_CONVERT_TO, "Cannot convert undefined or null to object"},
    {JSMSG_OBJECT_REQUIRED_RET_OWNKEYS, "CreateListFromArrayLike called on non-object"},
    {JSMSG_INVALID_DESCRIPTOR,
     "Invalid property descriptor. Cannot both specify accessors and a value or writable attribute"},
    {JSMSG_CANT_REDEFINE_PROP, "Cannot redefine property: {'0}"},
    {JSMSG_CANT_REDEFINE_ARRAY_LENGTH, "Cannot redefine property: length"},
    {JSMSG_CANT_DELETE, "Cannot delete property '{'0}'"},
    {JSMSG_READ_ONLY, "Cannot assign to read only property '{'0}'"},
    {JSMSG_GETTER_ONLY, "'{'0}' was defined without a setter"},
    {JSMSG_PRIVATE_SETTER_ONLY, "was defined without a getter"},
    {JSMSG_CANT_SET_PROTO_CYCLE, "Cyclic __proto__ value"},
    {JSMSG_CANT_SET_PROTO, "#<Object> is not extensible"},
    {JSMSG_NOT_OBJORNULL, "Object prototype may only be an Object or null: {0}"},
    {JSMSG_CANT_CHANGE_EXTENSIBILITY, "Cannot prevent extensions"},
    {JSMSG_PRIVATE_FIELD_DOUBLE, "Cannot initialize private fields twice on the same object"},
    {JSMSG_PRIVATE_BRAND_DOUBLE, "Cannot initialize private methods twice on the same object"},
    {JSMSG_PROXY_REVOKED, "Cannot perform operation on a proxy that has been revoked"},
    {JSMSG_PROXY_PREVENTEXTENSIONS_RETURNED_FALSE, "'preventExtensions' on proxy: trap returned falsish"},
    {JSMSG_PROXY_SETPROTOTYPEOF_RETURNED_FALSE, "'setPrototypeOf' on proxy: trap returned falsish for property 'undefined'"},
    {JSMSG_BAD_GETPROTOTYPEOF_TRAP_RETURN, "'getPrototypeOf' on proxy: trap returned neither object nor null"},
    {JSMSG_PROXY_CONSTRUCT_OBJECT, "proxy [[Construct]] must return an object"},
    {JSMSG_BAD_PROTOTYPE, "Function has non-object prototype 'undefined' in instanceof check"},
    {JSMSG_TEMPORAL_TIMEZONE_INVALID_IDENTIFIER, "Invalid time zone specified: {0}"},
    {JSMSG_SHARED_ARRAY_BAD_LENGTH, "Array buffer allocation failed"},
    {JSMSG_SHARED_ARRAY_LENGTH_SMALLER_THAN_CURRENT, "SharedArrayBuffer.prototype.grow: Invalid length parameter"},
    {JSMSG_ARRAYBUFFER_NON_RESIZABLE, "Method ArrayBuffer.prototype.resize called on incompatible receiver #<ArrayBuffer>"},
    {JSMSG_TYPED_ARRAY_CONSTRUCT_OFFSET_MISALIGNED, "byte length of {0}Array should be a multiple of {1}"},
    {JSMSG_TYPED_ARRAY_CONSTRUCT_OFFSET_LENGTH_BOUNDS, "Start offset is outside the bounds of the buffer"},
    {JSMSG_TYPED_ARRAY_CONSTRUCT_ARRAY_LENGTH_BOUNDS, "Invalid typed array length"},
    {JSMSG_TYPED_ARRAY_CONSTRUCT_TOO_LARGE, "Invalid typed array length"},
    {JSMSG_TYPED_ARRAY_DETACHED, "Cannot perform the operation on a detached ArrayBuffer"},
    {JSMSG_INVALID_DATA_VIEW_LENGTH, "Invalid DataView length"},
    {JSMSG_OFFSET_OUT_OF_BUFFER, "Start offset is outside the bounds of the buffer"},
    {JSMSG_OFFSET_OUT_OF_DATAVIEW, "Offset is outside the bounds of the DataView"},
    {JSMSG_SOURCE_ARRAY_TOO_LONG, "offset is out of bounds"},
    {JSMSG_TYPED_ARRAY_BAD_HEX_STRING_LENGTH, "Input string must contain hex characters in even length"},
    {JSMSG_TYPED_ARRAY_BAD_HEX_DIGIT, "Input string must contain hex characters in even length"},
    {JSMSG_TYPED_ARRAY_BAD_BASE64_CHAR, "Found a character that cannot be part of a valid base64 string."},
    {JSMSG_ATOMICS_WAIT_NOT_ALLOWED, "Atomics.wait cannot be called in this context"},
    {JSMSG_ATOMICS_PAUSE_BAD_COUNT, "Atomics.pause argument must be undefined or an integer"},
    {JSMSG_NEGATIVE_LIMIT, "Iterator limit must be positive"},
    {JSMSG_CANNOT_RESOLVE_PROMISE_WITH_ITSELF, "Chaining cycle detected for promise #<Promise>"},
    {JSMSG_PROMISE_CAPABILITY_HAS_SOMETHING_ALREADY, "Promise executor has already been invoked with non-undefined arguments"},
    {JSMSG_PROMISE_RESOLVE_FUNCTION_NOT_CALLABLE, "Promise resolve or reject function is not callable"},
    {JSMSG_PROMISE_REJECT_FUNCTION_NOT_CALLABLE, "Promise resolve or reject function is not callable"},
    {JSMSG_PROMISE_ANY_REJECTION, "All promises were rejected"},
    {JSMSG_INVALID_LANGUAGE_TAG, "Invalid language tag: {'0}"},
    {JSMSG_INVALID_OPTION_VALUE, "Value {'1} out of range for options property {0}"},
    {JSMSG_INVALID_CURRENCY_CODE, "Invalid currency code : {'0}"},
    {JSMSG_UNDEFINED_CURRENCY, "Currency code is required with currency style."},
    {JSMSG_JSON_RAW_EMPTY, "Invalid value for JSON.rawJSON"},
    {JSMSG_JSON_RAW_ARRAY_OR_OBJECT, "Invalid value for JSON.rawJSON"},
    {JSMSG_JSON_RAW_WHITESPACE, "Invalid value for JSON.rawJSON"},
    {JSMSG_MODULE_NO_EXPORT, "The requested module '{0}' does not provide an export named '{1}'"},
    {JSMSG_MODULE_CIRCULAR_IMPORT, "Detected cycle while resolving name '{1}' in '{0}'"},
    {JSMSG_MODULE_AMBIGUOUS, "The requested module '{0}' contains conflicting star exports for name '{1}' with the previous requested module '{3}'"},
    {JSMSG_MISSING_EXPORT, "Export '{0}' is not defined in module"},
    {JSMSG_SC_NOT_TRANSFERABLE, "Value not transferable"},
    {JSMSG_CSP_BLOCKED_EVAL, "Code generation from strings disallowed for this context"},
    {JSMSG_CSP_BLOCKED_FUNCTION, "Code generation from strings disallowed for this context"},
};

// Errors of regular expressions: after "Invalid regular expression: /pattern/flags: ".
const Entry kRegExp[] = {
    {JSMSG_MISSING_PAREN, "Unterminated group"},
    {JSMSG_UNTERM_CLASS, "Unterminated character class"},
    {JSMSG_NOTHING_TO_REPEAT, "Nothing to repeat"},
    {JSMSG_NUMBERS_OUT_OF_ORDER, "numbers out of order in {} quantifier"},
    {JSMSG_ESCAPE_AT_END_OF_REGEXP, "\\ at end of pattern"},
    {JSMSG_DUPLICATE_CAPTURE_NAME, "Duplicate capture group name"},
    {JSMSG_INVALID_CAPTURE_NAME, "Invalid capture group name"},
    {JSMSG_INVALID_NAMED_REF, "Invalid named reference"},
    {JSMSG_INVALID_NAMED_CAPTURE_REF, "Invalid named capture referenced"},
    {JSMSG_BAD_CLASS_RANGE, "Range out of order in character class"},
    {JSMSG_UNMATCHED_RIGHT_PAREN, "Unmatched ')'"},
    {JSMSG_INVALID_UNICODE_ESCAPE, "Invalid Unicode escape"},
    {JSMSG_INVALID_IDENTITY_ESCAPE, "Invalid escape"},
    {JSMSG_INVALID_DECIMAL_ESCAPE, "Invalid decimal escape"},
    {JSMSG_RAW_BRACKET_IN_REGEXP, "Lone quantifier brackets"},
    {JSMSG_INVALID_QUANTIFIER, "Invalid quantifier"},
    {JSMSG_INCOMPLETE_QUANTIFIER, "Incomplete quantifier"},
    {JSMSG_INVALID_PROPERTY_NAME, "Invalid property name"},
    {JSMSG_INVALID_CLASS_PROPERTY_NAME, "Invalid property name in character class"},
    {JSMSG_RANGE_WITH_CLASS_ESCAPE, "Invalid character class"},
    {JSMSG_INVALID_GROUP, "Invalid group"},
    {JSMSG_INVALID_CLASS_SET_OP, "Invalid set operation in character class"},
    {JSMSG_INVALID_CHAR_IN_CLASS, "Invalid character in character class"},
    {JSMSG_NEGATED_CLASS_WITH_STR, "Negated character class may contain strings"},
    {JSMSG_TOO_MANY_PARENS, "Too many captures"},
    {JSMSG_REPEATED_FLAG, "Repeated flag in flag group"},
    {JSMSG_INVALID_FLAG_GROUP, "Invalid flag group"},
    {JSMSG_MULTIPLE_FLAG_DASHES, "Multiple dashes in flag group"},
};

const Entry* find(const Entry* table, size_t count, unsigned number) {
  for (size_t i = 0; i < count; i++) {
    if (table[i].number == number) return &table[i];
  }
  return nullptr;
}

// The arguments that were put into the engine's format.
struct Arguments {
  std::string values[JS::MaxNumErrorArguments];

  Arguments(const char* format, const char* message) {
    const char* at = message;
    while (*format) {
      if (*format != '{' || !mozilla::IsAsciiDigit(format[1])) {
        if (*at++ != *format++) return;
        continue;
      }
      unsigned index = format[1] - '0';
      format += 3;
      const char* next = strchr(format, '{');
      std::string literal = next ? std::string(format, next) : std::string(format);
      const char* end = literal.empty() ? at + strlen(at)
                        : next          ? strstr(at, literal.c_str())
                                        : at + strlen(at) - std::min(strlen(at), literal.size());
      if (!end || index >= JS::MaxNumErrorArguments) return;
      values[index] = std::string(at, end);
      at = end;
    }
  }
};

std::string fill(const char* text, const Arguments& arguments) {
  std::string out;
  for (const char* at = text; *at; at++) {
    bool bare = at[0] == '{' && at[1] == '\'' && mozilla::IsAsciiDigit(at[2]);
    if (!bare && !(at[0] == '{' && mozilla::IsAsciiDigit(at[1]))) {
      out += *at;
      continue;
    }
    std::string value = arguments.values[at[bare ? 2 : 1] - '0'];
    if (bare && value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    out += value;
    at += bare ? 3 : 2;
  }
  return out;
}

// The last private name that the script mentions before the operation it stands at.
std::string privateName(JSContext* cx) {
  jsbytecode* pc = nullptr;
  JS::RootedScript script(cx, cx->currentScript(&pc, JSContext::AllowCrossRealm::Allow));
  if (!script || !pc) return "#";
  JS::Rooted<PropertyName*> last(cx);
  for (const BytecodeLocation& loc : AllBytecodesIterable(script)) {
    jsbytecode* at = loc.toRawBytecode();
    if (at >= pc) break;
    PropertyName* name = nullptr;
    JSOp op = loc.getOp();
    if (op == JSOp::GetAliasedVar || op == JSOp::GetAliasedDebugVar) {
      name = EnvironmentCoordinateNameSlow(script, at);
    } else if (op == JSOp::GetLocal || op == JSOp::GetName) {
      name = op == JSOp::GetName ? loc.getPropertyName(script) : nullptr;
    }
    if (name && name->length() && name->latin1OrTwoByteChar(0) == '#') last = name;
  }
  return last ? utf8(cx, last) : "#";
}

JSOp currentOp(JSContext* cx) {
  jsbytecode* pc = nullptr;
  JSScript* script = cx->currentScript(&pc, JSContext::AllowCrossRealm::Allow);
  return script && pc ? JSOp(*pc) : JSOp::Nop;
}

// Source text of what the current call calls (`index` -1) or of one of its arguments; empty when it cannot be told.
std::string callText(JSContext* cx, int index) {
  jsbytecode* pc = nullptr;
  JS::RootedScript script(cx, cx->currentScript(&pc, JSContext::AllowCrossRealm::Allow));
  if (!script || !pc) return std::string();
  JSOp op = JSOp(*pc);
  bool constructs = op == JSOp::New || op == JSOp::NewContent;
  if (!constructs && op != JSOp::Call && op != JSOp::CallContent && op != JSOp::CallIgnoresRv) return std::string();
  int count = GET_ARGC(pc);
  if (index >= count) return std::string();
  int slot = index < 0 ? -count - 2 - int(constructs) : index - count - int(constructs);
  JS::UniqueChars bytes = DecompileValueGenerator(cx, slot, JS::UndefinedHandleValue, nullptr);
  if (!bytes) {
    cx->clearPendingException();
    return std::string();
  }
  return strcmp(bytes.get(), "undefined") ? bytes.get() : std::string();
}

// What is called, without a final `.call` or `.apply`.
std::string called(JSContext* cx) {
  std::string text = callText(cx, -1);
  for (const char* suffix : {".call", ".apply"}) {
    size_t size = strlen(suffix);
    if (text.size() > size && text.compare(text.size() - size, size, suffix) == 0) return text.substr(0, text.size() - size);
  }
  return text;
}

// The last name of what is called; empty when it is not just a name.
std::string calledName(JSContext* cx) {
  std::string text = called(cx);
  size_t dot = text.rfind('.');
  std::string name = dot == std::string::npos ? text : text.substr(dot + 1);
  return name.find_first_of("( {[") == std::string::npos ? name : std::string();
}

bool endsWith(const std::string& text, const char* suffix) {
  size_t size = strlen(suffix);
  return text.size() >= size && text.compare(text.size() - size, size, suffix) == 0;
}

// Pattern and flags of the regular expression that this thread last found wrong.
thread_local std::string tPattern;
thread_local JS::RegExpFlags tFlags;

std::string flagsText(JS::RegExpFlags flags) {
  std::string out;
  if (flags.hasIndices()) out += 'd';
  if (flags.global()) out += 'g';
  if (flags.ignoreCase()) out += 'i';
  if (flags.multiline()) out += 'm';
  if (flags.dotAll()) out += 's';
  if (flags.unicode()) out += 'u';
  if (flags.unicodeSets()) out += 'v';
  if (flags.sticky()) out += 'y';
  return out;
}

}  // namespace

bool heddle::reword(JSContext* cx, const JSErrorReport* report, JSExnType* kind, std::string* text) {
  unsigned number = report->errorNumber;
  const JSErrorFormatString* format = js::GetErrorMessage(nullptr, number);
  if (!number || !format || !format->format || !report->message()) return false;
  Arguments arguments(format->format, report->message().c_str());
  auto argument = [&](int i) { return fill(i == 0 ? "{'0}" : i == 1 ? "{'1}" : i == 2 ? "{'2}" : "{'3}", arguments); };

  switch (number) {
    case JSMSG_CANT_CALL_CLASS_CONSTRUCTOR: {
      std::string name = calledName(cx);
      *text = name.empty() ? "Class constructors cannot be invoked without 'new'"
                           : "Class constructor " + name + " cannot be invoked without 'new'";
      return true;
    }
    case JSMSG_BUILTIN_CTOR_NO_NEW:
      if (argument(0) == "Promise") {
        *text = "Promise constructor cannot be invoked without 'new'";
        return true;
      }
      if (argument(0) == "typed array") {
        *text = "Constructor " + calledName(cx) + " requires 'new'";
        return true;
      }
      break;
    case JSMSG_BAD_ARRAY_LENGTH: {
      std::string name = calledName(cx);
      if (endsWith(name, "ArrayBuffer")) {
        *text = "Array buffer allocation failed";
        return true;
      }
      if (name != "Array" && endsWith(name, "Array")) {
        std::string length = callText(cx, 0);
        bool literal = !length.empty() && length.find_first_not_of("-0123456789") == std::string::npos;
        *text = "Invalid typed array length" + (literal ? ": " + length : std::string());
        return true;
      }
      break;
    }
    case JSMSG_PRECISION_RANGE: {
      std::string name = calledName(cx);
      *text = name == "toPrecision"     ? "toPrecision() argument must be between 1 and 100"
              : name == "toExponential" ? "toExponential() argument must be between 0 and 100"
                                        : "toFixed() digits argument must be between 0 and 100";
      return true;
    }
    case JSMSG_ATOMICS_BAD_ARRAY: {
      std::string name = calledName(cx);
      *text = name == "wait" || name == "waitAsync" ? "Argument is not a shared typed array."
                                                    : "Argument is not an integer typed array.";
      return true;
    }
    case JSMSG_UNEXPECTED_TYPE:
      if (argument(1) == "not an object or null") {
        *text = "Object prototype may only be an Object or null: " + argument(0);
        return true;
      }
      break;
    case JSMSG_NOT_EXPECTED_TYPE:
      if (argument(1) == "an object or null") {
        std::string value = callText(cx, 1);
        *text = "Object prototype may only be an Object or null" + (value.empty() ? value : ": " + value);
        return true;
      }
      break;
    case JSMSG_OBJECT_REQUIRED_PROP_DESC: {
      std::string value = argument(0);
      for (const char* type : {"number ", "boolean "}) {
        if (value.rfind(type, 0) == 0) value = value.substr(strlen(type));
      }
      *text = "Property description must be an object: " + value;
      return true;
    }
    case JSMSG_GET_MISSING_PRIVATE:
      *text = "Cannot read private member " + privateName(cx) + " from an object whose class did not declare it";
      return true;
    case JSMSG_SET_MISSING_PRIVATE:
      *text = "Cannot write private member " + privateName(cx) + " to an object whose class did not declare it";
      return true;
    case JSMSG_PRIVATE_SETTER_ONLY:
      *text = "'" + privateName(cx) + "' was defined without a getter";
      return true;
    case JSMSG_ASSIGN_TO_PRIVATE_METHOD:
      *text = "Private method '" + privateName(cx) + "' is not writable";
      return true;
    case JSMSG_BIGINT_TO_NUMBER: {
      JSOp op = currentOp(cx);
      *text = op == JSOp::Ursh ? "BigInts have no unsigned right shift, use >> instead"
              : op == JSOp::Add || op == JSOp::Sub || op == JSOp::Mul || op == JSOp::Div || op == JSOp::Mod ||
                      op == JSOp::Pow || op == JSOp::BitAnd || op == JSOp::BitOr || op == JSOp::BitXor ||
                      op == JSOp::Lsh || op == JSOp::Rsh
                  ? "Cannot mix BigInt and other types, use explicit conversions"
                  : "Cannot convert a BigInt value to a number";
      return true;
    }
    case JSMSG_UNICODE_OVERFLOW:
      if (argument(0) == "escape sequence") {
        *text = "Undefined Unicode code-point";
        return true;
      }
      number = JSMSG_INVALID_UNICODE_ESCAPE;
      break;
    case JSMSG_JSON_CYCLIC_VALUE:
      *text = describeCircle(cx);
      return true;
    case JSMSG_OBJECT_REQUIRED: {
      std::string name = called(cx);
      if (name.empty() || name.find('(') != std::string::npos) break;
      *text = name + " called on non-object";
      return true;
    }
    case JSMSG_OBJECT_REQUIRED_ARG:
      if (argument(1) == "Proxy") {
        *text = "Cannot create proxy with a non-object as target or handler";
      } else if (argument(0) == "`argumentsList`") {
        *text = "CreateListFromArrayLike called on non-object";
      } else {
        *text = argument(1) + " called on non-object";
      }
      return true;
    case JSMSG_MORE_ARGS_NEEDED:
      if (argument(0) == "Proxy") {
        *text = "Cannot create proxy with a non-object as target or handler";
        return true;
      }
      if (argument(0) == "Object.setPrototypeOf") {
        *text = "Object prototype may only be an Object or null: undefined";
        return true;
      }
      break;
    case JSMSG_BAD_GET_SET_FIELD:
      *text = argument(0) == "get" ? "Getter must be a function" : "Setter must be a function";
      return true;
    case JSMSG_INVALID_ARG_TYPE: {
      // "Invalid type: first can't be a Regular Expression", from startsWith, endsWith and includes.
      *text = "First argument to String.prototype." + calledName(cx) + " must not be a regular expression";
      return true;
    }
    case JSMSG_INCOMPATIBLE_PROTO:
      if (argument(2) == "undefined" || argument(2) == "null") {
        *text = argument(0) + ".prototype." + argument(1) + " called on null or undefined";
      } else if (argument(0) == "Date") {
        *text = "this is not a Date object.";
      } else if (argument(0) == "Number" || argument(0) == "Function" || argument(0) == "BigInt") {
        *text = argument(0) + ".prototype." + argument(1) + " requires that 'this' be a " + argument(0);
      } else {
        *text = "Method " + argument(0) + ".prototype." + argument(1) + " called on incompatible receiver " +
                (argument(2) == "Object" ? "#<Object>" : argument(2));
      }
      return true;
    case JSMSG_INCOMPATIBLE_METHOD:
      *text = "Method " + argument(0) + " called on incompatible receiver " + argument(2);
      return true;
    case JSMSG_BAD_REGEXP_FLAG:
      *text = "Invalid regular expression flags";
      return true;
    case JSMSG_BIGINT_INVALID_SYNTAX:
      if (report->linebuf()) {
        *text = "Invalid or unexpected token";
      } else {
        std::string source = callText(cx, 0);
        bool literal = source.size() >= 2 && source[0] == '"';
        *text = "Cannot convert " + (literal ? source.substr(1, source.size() - 2) : "string") + " to a BigInt";
      }
      return true;
    case JSMSG_BAD_INDEX: {
      std::string name = calledName(cx), all = called(cx);
      *text = endsWith(name, "ArrayBuffer")                              ? "Invalid array buffer length"
              : name == "asIntN" || name == "asUintN"                    ? "Invalid value: not (convertible to) a safe integer"
              : all.rfind("Atomics.", 0) == 0                            ? "Invalid atomic access index"
              : name == "set"                                            ? "offset is out of bounds"
              : name == "with"                                           ? "Invalid index"
              : name.rfind("get", 0) == 0 || name.rfind("set", 0) == 0   ? "Offset is outside the bounds of the DataView"
                                                                         : "Invalid index";
      return true;
    }
    case JSMSG_ARRAYBUFFER_LENGTH_LARGER_THAN_MAXIMUM: {
      std::string name = calledName(cx);
      *text = name == "resize" ? "ArrayBuffer.prototype.resize: Invalid length parameter"
              : name == "grow" ? "SharedArrayBuffer.prototype.grow: Invalid length parameter"
                               : "Invalid array buffer max length";
      return true;
    }
    case JSMSG_PROPERTY_NOT_CALLABLE:
      *text = "string \"" + argument(0) + "\" is not a function";
      return true;
  }
  if (const Entry* entry = find(kRegExp, std::size(kRegExp), number)) {
    *text = "Invalid regular expression: /" + tPattern + "/" + flagsText(tFlags) + ": " + entry->text;
    // Also of what is too much for the engine.
    *kind = JSEXN_SYNTAXERR;
    return true;
  }
  if (const Entry* entry = find(kTexts, std::size(kTexts), number)) {
    *text = fill(entry->text, arguments);
    if (entry->kind != kSame) *kind = static_cast<JSExnType>(entry->kind);
    return true;
  }
  if (*kind == JSEXN_SYNTAXERR) return rewordSyntax(report, text);
  // V8 has no InternalError.
  if (*kind == JSEXN_INTERNALERR) {
    *kind = JSEXN_RANGEERR;
    *text = report->message().c_str();
    return true;
  }
  return false;
}

// The engine's own functions, under the names that build.rs gives them.
bool heddle_engine_check_pattern(JSContext* cx, JS::NativeStackLimit limit, frontend::TokenStreamAnyChars& ts,
                                 JS::Handle<JSAtom*> pattern, JS::RegExpFlags flags) asm("heddle_engine_check_pattern");
bool heddle_engine_check_literal(LifoAlloc& alloc, JS::NativeStackLimit limit, frontend::TokenStreamAnyChars& ts,
                                 mozilla::Range<const char16_t> chars, JS::RegExpFlags flags,
                                 mozilla::Maybe<uint32_t> line, mozilla::Maybe<JS::ColumnNumberOneOrigin> column)
    asm("heddle_engine_check_literal");

// Interposed: they keep what the report of a wrong pattern leaves out.
bool js::irregexp::CheckPatternSyntax(JSContext* cx, JS::NativeStackLimit limit, frontend::TokenStreamAnyChars& ts,
                                      JS::Handle<JSAtom*> pattern, JS::RegExpFlags flags) {
  if (heddle_engine_check_pattern(cx, limit, ts, pattern, flags)) return true;
  // The error becomes an exception in the caller.
  tFlags = flags;
  tPattern = utf8(cx, pattern);
  return false;
}

bool js::irregexp::CheckPatternSyntax(LifoAlloc& alloc, JS::NativeStackLimit limit, frontend::TokenStreamAnyChars& ts,
                                      const mozilla::Range<const char16_t> chars, JS::RegExpFlags flags,
                                      mozilla::Maybe<uint32_t> line, mozilla::Maybe<JS::ColumnNumberOneOrigin> column) {
  if (heddle_engine_check_literal(alloc, limit, ts, chars, flags, line, column)) return true;
  tFlags = flags;
  JS::UniqueChars text(JS::CharsToNewUTF8CharsZ(ts.context()->getAllocator(), chars).c_str());
  tPattern = text ? text.get() : "";
  return false;
}

// Interposed: V8's text has all the flags.
bool js::ParseRegExpFlags(JSContext* cx, JSString* string, JS::RegExpFlags* out) {
  JSLinearString* linear = string->ensureLinear(cx);
  if (!linear) return false;
  JS::RegExpFlags flags = JS::RegExpFlag::NoFlags;
  bool ok = true;
  for (size_t i = 0; ok && i < linear->length(); i++) {
    JS::RegExpFlags::Flag flag = JS::RegExpFlag::NoFlags;
    ok = JS::MaybeParseRegExpFlag(linear->latin1OrTwoByteChar(i), &flag) && !(flags & flag);
    flags |= flag;
  }
  if (!ok || (flags.unicode() && flags.unicodeSets())) {
    return throwText(cx, JSEXN_SYNTAXERR, "Invalid flags supplied to RegExp constructor '" + utf8(cx, linear) + "'");
  }
  *out = flags;
  return true;
}
