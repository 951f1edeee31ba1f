// V8's words for errors of JSON.parse and for circular structures in JSON.stringify.
//
// Replaces JSONFullParseHandler::reportError, which is told only a message and a position: the text, which a wrapper of
// js::ParseJSONWithReviver keeps at hand, is scanned again as V8 scans it, to find what V8 would have stumbled over.
// Wraps js::Stringify to know the root of a circle.
#include "messages.h"

#include "builtin/JSON.h"
#include "js/RegExp.h"
#include "vm/ArrayObject.h"
#include "vm/JSContext.h"
#include "vm/JSONParser.h"
#include "vm/NativeObject.h"
#include "vm/PlainObject.h"

#include <vector>

#include "vm/JSContext-inl.h"
#include "vm/JSObject-inl.h"
#include "vm/NativeObject-inl.h"

using namespace heddle;

namespace {

// What V8 says, and where (in code units).
struct Fault {
  const char* what;  // null: an unexpected token
  size_t at;
};

template <typename CharT>
class Scanner {
  const CharT* text_;
  size_t length_;
  size_t at_ = 0;
  bool failed_ = false;
  Fault fault_{nullptr, 0};

  bool fail(const char* what) {
    if (!failed_) fault_ = {what, at_};
    failed_ = true;
    return false;
  }
  bool atEnd() const { return at_ >= length_; }
  char16_t peek() const { return atEnd() ? 0 : text_[at_]; }
  bool digit() const { return !atEnd() && peek() >= '0' && peek() <= '9'; }
  void blanks() {
    while (!atEnd() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')) at_++;
  }
  bool string() {
    for (at_++;;) {
      if (atEnd()) return fail("Unterminated string in JSON");
      char16_t c = peek();
      if (c == '"') {
        at_++;
        return true;
      }
      if (c < 0x20) return fail("Bad control character in string literal in JSON");
      at_++;
      if (c != '\\') continue;
      if (atEnd()) return fail(nullptr);
      c = peek();
      if (c == 'u') {
        at_++;
        for (int i = 0; i < 4; i++, at_++) {
          bool hex = !atEnd() && mozilla::IsAsciiHexDigit(peek());
          if (!hex) return fail("Bad Unicode escape in JSON");
        }
      } else if (c == '"' || c == '\\' || c == '/' || c == 'b' || c == 'f' || c == 'n' || c == 'r' || c == 't') {
        at_++;
      } else {
        return fail("Bad escaped character in JSON");
      }
    }
  }
  bool number() {
    if (peek() == '-') {
      at_++;
      if (!digit()) return fail("No number after minus sign in JSON");
    }
    if (peek() == '0') {
      at_++;
      if (digit()) return fail(nullptr);
    } else {
      while (digit()) at_++;
    }
    if (peek() == '.') {
      at_++;
      if (!digit()) return fail("Unterminated fractional number in JSON");
      while (digit()) at_++;
    }
    if (peek() == 'e' || peek() == 'E') {
      at_++;
      if (peek() == '+' || peek() == '-') at_++;
      if (!digit()) return fail("Exponent part is missing a number in JSON");
      while (digit()) at_++;
    }
    return true;
  }
  bool word(const char* rest) {
    for (; *rest; rest++, at_++) {
      if (peek() != static_cast<unsigned char>(*rest)) return fail(nullptr);
    }
    return true;
  }
  // The value's own text; containers are handled by `run` so that nesting needs no stack of ours.
  bool scalar() {
    switch (peek()) {
      case '"':
        return string();
      case 't':
        return word("true");
      case 'f':
        return word("false");
      case 'n':
        return word("null");
      default:
        return peek() == '-' || digit() ? number() : fail(nullptr);
    }
  }
  bool key() {
    if (!string()) return false;
    blanks();
    if (peek() != ':') return fail("Expected ':' after property name in JSON");
    at_++;
    return true;
  }
  bool document() {
    std::vector<char> open;
    for (;;) {
      blanks();
      bool closed = false;
      if (peek() == '{' || peek() == '[') {
        bool object = peek() == '{';
        at_++;
        blanks();
        if (peek() == (object ? '}' : ']')) {
          at_++;
          closed = true;
        } else {
          open.push_back(object ? '{' : '[');
          if (object) {
            if (peek() != '"') return fail("Expected property name or '}' in JSON");
            if (!key()) return false;
          }
          continue;
        }
      }
      if (!closed && !scalar()) return false;
      for (;;) {
        blanks();
        if (open.empty()) return atEnd() || fail("Unexpected non-whitespace character after JSON");
        bool object = open.back() == '{';
        if (peek() == (object ? '}' : ']')) {
          at_++;
          open.pop_back();
          continue;
        }
        if (peek() != ',') {
          return fail(object ? "Expected ',' or '}' after property value in JSON"
                             : "Expected ',' or ']' after array element in JSON");
        }
        at_++;
        if (object) {
          blanks();
          if (peek() != '"') return fail("Expected double-quoted property name in JSON");
          if (!key()) return false;
        }
        break;
      }
    }
  }

 public:
  Scanner(const CharT* text, size_t length) : text_(text), length_(length) {}

  // True when there is a fault.
  bool run(Fault* fault) {
    if (document() && !failed_) return false;
    *fault = fault_;
    return true;
  }
};

void appendUnit(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3f));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  }
}

template <typename CharT>
std::string slice(const CharT* text, size_t from, size_t to) {
  std::string out;
  for (size_t i = from; i < to; i++) {
    char32_t c = text[i];
    if (c >= 0xd800 && c < 0xdc00 && i + 1 < to && char32_t(text[i + 1]) >= 0xdc00 && char32_t(text[i + 1]) < 0xe000) {
      c = 0x10000 + ((c - 0xd800) << 10) + (char32_t(text[++i]) - 0xdc00);
    } else if (c >= 0xd800 && c < 0xe000) {
      c = 0xfffd;
    }
    appendUnit(out, c);
  }
  return out;
}

// V8 shows this many code units on each side of an unexpected token.
constexpr size_t kContext = 10;

template <typename CharT>
std::string faultText(const CharT* text, size_t length, const Fault& fault) {
  auto place = [&](std::string what) {
    size_t line = 1, lineStart = 0;
    for (size_t i = 0; i < fault.at && i < length; i++) {
      if (text[i] == '\r' && i + 1 < length && text[i + 1] == '\n') i++;
      if (text[i] == '\n' || text[i] == '\r') {
        line++;
        lineStart = i + 1;
      }
    }
    return what + " at position " + std::to_string(fault.at) + " (line " + std::to_string(line) + " column " +
           std::to_string(fault.at - lineStart + 1) + ")";
  };
  if (fault.what) return place(fault.what);
  if (fault.at >= length) return "Unexpected end of JSON input";
  CharT c = text[fault.at];
  if (c == '-' || (c >= '0' && c <= '9')) return place("Unexpected number in JSON");
  if (c == '"') return place("Unexpected string in JSON");
  std::string all = length <= 2 * kContext ? slice(text, 0, length) : std::string();
  if (all == "undefined" || all == "NaN" || all == "Infinity" || all == "[object Object]") {
    return "\"" + all + "\" is not valid JSON";
  }
  std::string start = "Unexpected token '" + slice(text, fault.at, fault.at + 1) + "', ";
  if (length <= 2 * kContext) return start + "\"" + all + "\" is not valid JSON";
  size_t from = fault.at < kContext ? 0 : fault.at - kContext;
  size_t to = fault.at + kContext >= length ? length : fault.at + kContext;
  return start + (from ? "...\"" : "\"") + slice(text, from, to) + (to < length ? "\"..." : "\"") + " is not valid JSON";
}

// The text that this thread is parsing, in one of its two forms.
struct ParsedText {
  const JS::Latin1Char* latin1;
  const char16_t* twoByte;
  size_t length;
};
thread_local const ParsedText* tText = nullptr;

void reportFault(JSContext* cx) {
  Fault fault;
  if (tText && tText->latin1 && Scanner<JS::Latin1Char>(tText->latin1, tText->length).run(&fault)) {
    throwText(cx, JSEXN_SYNTAXERR, faultText(tText->latin1, tText->length, fault));
  } else if (tText && tText->twoByte && Scanner<char16_t>(tText->twoByte, tText->length).run(&fault)) {
    throwText(cx, JSEXN_SYNTAXERR, faultText(tText->twoByte, tText->length, fault));
  } else {
    throwText(cx, JSEXN_SYNTAXERR, "Invalid value for JSON.rawJSON");
  }
}

// Root of the innermost JSON.stringify on this thread.
thread_local JS::HandleValue* tRoot = nullptr;

struct Step {
  JSObject* object;
  std::string edge;  // how the next object of the path is reached
};

// Depth first along own enumerable data properties, as stringify goes, until an object on the path is met again.
bool findCircle(JSContext* cx, JS::HandleObject obj, std::vector<Step>& path, size_t* start, std::string* closing,
                unsigned* budget) {
  for (size_t i = 0; i < path.size(); i++) {
    if (path[i].object == obj) {
      *start = i;
      return true;
    }
  }
  if (!*budget || path.size() > 500 || !obj->is<js::NativeObject>()) return false;
  --*budget;
  JS::RootedIdVector ids(cx);
  if (!js::GetPropertyKeys(cx, obj, JSITER_OWNONLY, &ids)) {
    cx->clearPendingException();
    return false;
  }
  path.push_back({obj, std::string()});
  for (size_t i = 0; i < ids.length(); i++) {
    JS::RootedId id(cx, ids[i]);
    JS::Value v;
    bool found = false;
    if (!js::GetOwnPropertyPure(cx, obj, id, &v, &found) || !found || !v.isObject() || v.toObject().isCallable()) continue;
    path.back().edge = id.isInt() ? "index " + std::to_string(id.toInt()) : "property '" + showKey(cx, id) + "'";
    JS::RootedObject next(cx, &v.toObject());
    if (findCircle(cx, next, path, start, closing, budget)) return true;
  }
  path.pop_back();
  return false;
}

}  // namespace

// The engine's two js::ParseJSONWithReviver, under the names that build.rs gives them.
bool heddle_engine_parse_latin1(JSContext* cx, const mozilla::Range<const JS::Latin1Char> chars, JS::HandleValue reviver,
                                JS::MutableHandleValue vp) asm("heddle_engine_parse_latin1");
bool heddle_engine_parse_two_byte(JSContext* cx, const mozilla::Range<const char16_t> chars, JS::HandleValue reviver,
                                  JS::MutableHandleValue vp) asm("heddle_engine_parse_two_byte");

// Interposed. (Specialisations of templates: the engine's own are weak symbols anyway.)
template <>
bool js::ParseJSONWithReviver(JSContext* cx, const mozilla::Range<const JS::Latin1Char> chars, JS::HandleValue reviver,
                              JS::MutableHandleValue vp) {
  ParsedText text = {chars.begin().get(), nullptr, chars.length()};
  const ParsedText* outer = tText;
  tText = &text;
  bool ok = heddle_engine_parse_latin1(cx, chars, reviver, vp);
  tText = outer;
  return ok;
}
template <>
bool js::ParseJSONWithReviver(JSContext* cx, const mozilla::Range<const char16_t> chars, JS::HandleValue reviver,
                              JS::MutableHandleValue vp) {
  ParsedText text = {nullptr, chars.begin().get(), chars.length()};
  const ParsedText* outer = tText;
  tText = &text;
  bool ok = heddle_engine_parse_two_byte(cx, chars, reviver, vp);
  tText = outer;
  return ok;
}
template <>
void js::JSONFullParseHandler<JS::Latin1Char>::reportError(const char*, uint32_t, uint32_t) {
  reportFault(cx);
}
template <>
void js::JSONFullParseHandler<char16_t>::reportError(const char*, uint32_t, uint32_t) {
  reportFault(cx);
}

std::string heddle::utf8(const char16_t* text, size_t length) { return slice(text, 0, length); }

// The engine's js::Stringify, under the name that build.rs gives it.
extern "C" bool heddle_engine_stringify(JSContext* cx, JS::MutableHandleValue vp, JSObject* replacer,
                                        const JS::Value& space, js::StringBuilder& sb, js::StringifyBehavior behavior);

// Interposed.
bool js::Stringify(JSContext* cx, JS::MutableHandleValue vp, JSObject* replacer, const JS::Value& space,
                   StringBuilder& sb, StringifyBehavior behavior) {
  JS::RootedValue root(cx, vp);
  JS::HandleValue handle = root;
  JS::HandleValue* outer = tRoot;
  tRoot = &handle;
  bool ok = heddle_engine_stringify(cx, vp, replacer, space, sb, behavior);
  tRoot = outer;
  return ok;
}

std::string heddle::describeCircle(JSContext* cx) {
  std::string text = "Converting circular structure to JSON";
  if (!tRoot || !tRoot->isObject()) return text;
  JS::RootedObject root(cx, &tRoot->toObject());
  // Collecting would move the objects that the path points at.
  js::gc::AutoSuppressGC noCollection(cx);
  std::vector<Step> path;
  size_t start = 0;
  std::string closing;
  unsigned budget = 100000;
  if (!findCircle(cx, root, path, &start, &closing, &budget)) return text;
  auto constructor = [&](size_t i) { return "object with constructor '" + constructorName(cx, path[i].object) + "'"; };
  text += "\n    --> starting at " + constructor(start);
  size_t last = path.size() - 1;
  for (size_t i = start; i < last; i++) {
    // V8 shows the first two steps and the last one.
    if (last - start > 3 && i == start + 2) {
      text += "\n    |     ...";
      i = last - 1;
    }
    text += "\n    |     " + path[i].edge + " -> " + constructor(i + 1);
  }
  return text + "\n    --- " + path[last].edge + " closes the circle";
}
