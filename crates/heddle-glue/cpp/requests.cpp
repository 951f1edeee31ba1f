// Module requests that remember the text of a `type` attribute which the engine does not know: its own record keeps only
// "unknown", and the host's error must name it.
#include "builtin/ModuleObject.h"
#include "vm/JSContext.h"

#include "vm/NativeObject-inl.h"

using namespace js;

// The engine's own function, under the name that build.rs gives it.
extern "C" ModuleRequestObject* heddle_engine_create_request(JSContext* cx, JS::Handle<JSAtom*> specifier,
                                                             JS::Handle<ImportAttributeVector> attributes,
                                                             ImportPhase phase);

// Interposed. A request has no prototype and no properties, and nobody sees it but the engine and the host.
ModuleRequestObject* ModuleRequestObject::create(JSContext* cx, JS::Handle<JSAtom*> specifier,
                                                 JS::Handle<ImportAttributeVector> attributes, ImportPhase phase) {
  JS::Rooted<ModuleRequestObject*> request(cx, heddle_engine_create_request(cx, specifier, attributes, phase));
  if (!request || (request->moduleType() != JS::ModuleType::Unknown && request->moduleType() != JS::ModuleType::CSS)) {
    return request;
  }
  for (const ImportAttribute& attribute : attributes) {
    if (attribute.key() != cx->names().type) continue;
    JS::RootedValue text(cx, JS::StringValue(attribute.value()));
    JS::RootedObject object(cx, request);
    return JS_DefineProperty(cx, object, "type", text, 0) ? request.get() : nullptr;
  }
  return request;
}

extern "C" {

// The text of the `type` attribute of a request whose type the engine does not know; null for any other.
JSString* hg_request_type(JSContext* cx, JSObject* request) {
  NativeObject* object = &request->as<NativeObject>();
  mozilla::Maybe<PropertyInfo> type = object->lookupPure(cx->names().type);
  if (type.isNothing() || !type->isDataProperty()) return nullptr;
  JS::Value text = object->getSlot(type->slot());
  return text.isString() ? text.toString() : nullptr;
}

}  // extern "C"
