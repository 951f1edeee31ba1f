// Error objects with a stack of ours; see errors.cpp.
#ifndef HEDDLE_GLUE_ERRORS_H
#define HEDDLE_GLUE_ERRORS_H

#include "vm/ErrorObject.h"

namespace heddle {

// Makes an error whose stack begins at the call of `maker`, if that is not null.
js::ErrorObject* makeError(JSContext* cx, JSExnType type, JS::HandleString message,
                           JS::Handle<mozilla::Maybe<JS::Value>> cause, JS::HandleObject proto,
                           JS::Handle<JSFunction*> maker);

// Error.captureStackTrace(object, from)
bool captureStackTrace(JSContext* cx, unsigned argc, JS::Value* vp);

// Error.prepareStackTrace(error, callSites), unless the program sets another.
bool defaultPrepare(JSContext* cx, unsigned argc, JS::Value* vp);

}  // namespace heddle

#endif
