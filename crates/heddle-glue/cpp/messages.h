// Rewording of the engine's errors as V8 words them; see messages.cpp.
#ifndef HEDDLE_GLUE_MESSAGES_H
#define HEDDLE_GLUE_MESSAGES_H

#include "jsapi.h"
#include "js/ErrorReport.h"

#include <string>

namespace heddle {

// Throws an error of the given kind whose message is `text` (UTF-8) as it stands. Always false.
bool throwText(JSContext* cx, JSExnType kind, const std::string& text);

// The message that V8 gives for a report of the engine, and the kind of error it throws. False: leave it as it is.
bool reword(JSContext* cx, const JSErrorReport* report, JSExnType* kind, std::string* text);

// For errors of the parser: `report` has the source line and the place of the offending token.
bool rewordSyntax(const JSErrorReport* report, std::string* text);

// V8's words for the path from the root of the current JSON.stringify to the object that closes a circle.
std::string describeCircle(JSContext* cx);

// How V8's messages show a value where it has no source text for it: `number 1`, `object null`, `undefined`.
std::string callSite(JSContext* cx, JS::HandleValue value);
// How they show a value inside a sentence: `#<Object>`, `[object Array]`, `Symbol(x)`, source text of functions.
std::string show(JSContext* cx, JS::HandleValue value);
// A property key without quotes.
std::string showKey(JSContext* cx, JS::HandleId key);
// Name of an object's constructor, without running code.
std::string constructorName(JSContext* cx, JSObject* obj);
std::string utf8(JSContext* cx, JSString* string);
std::string utf8(const char16_t* text, size_t length);

}  // namespace heddle

#endif
