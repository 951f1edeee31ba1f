// Modules that stand for an object of the host's: `default` is the object, every enumerable property of its own an export.
// A property with a getter (something that the host makes on first touch) is left uninitialised until an importer names
// it, so that importing one thing of a large module does not make all the others.
#include "builtin/ModuleObject.h"
#include "js/Object.h"
#include "js/PropertyAndElement.h"
#include "js/PropertyDescriptor.h"
#include "js/friend/StackLimits.h"
#include "vm/EnvironmentObject.h"
#include "vm/JSContext.h"
#include "vm/JSScript.h"

#include "vm/EnvironmentObject-inl.h"
#include "vm/JSAtomUtils-inl.h"
#include "vm/JSContext-inl.h"
#include "vm/NativeObject-inl.h"

using namespace js;

namespace {

constexpr size_t kDefault = 0;

bool isUnread(const JS::Value& value) { return value.isMagic(JS_UNINITIALIZED_LEXICAL); }

// The value of an own property; undefined if there is none or if its getter throws (it is no export then, as in Node).
// False when terminated.
bool readOwn(JSContext* cx, JS::HandleObject object, JS::HandleId id, JS::MutableHandleValue value) {
  bool own = false;
  value.setUndefined();
  if (!JS_HasOwnPropertyById(cx, object, id, &own)) return false;
  if (!own || JS_GetPropertyById(cx, object, id, value)) return true;
  value.setUndefined();
  if (!cx->isExceptionPending()) return false;
  cx->clearPendingException();
  return true;
}

// Reads the export at `index`: `again` also if it has a value already.
bool readExport(JSContext* cx, JS::Handle<ModuleObject*> module, JS::HandleObject object, size_t index, bool again) {
  JS::Rooted<ModuleEnvironmentObject*> env(cx, &module->initialEnvironment());
  uint32_t slot = env->firstSyntheticValueSlot() + index;
  if (isUnread(env->getSlot(slot)) == again) return true;
  JS::RootedId id(cx, NameToId(module->syntheticExportNames()[index]->asPropertyName()));
  JS::RootedValue value(cx);
  if (!readOwn(cx, object, id, &value)) return false;
  env->setSlot(slot, value);
  return true;
}

// Reads the exports of one name, or all of them for null.
bool readExports(JSContext* cx, JS::Handle<ModuleObject*> module, JSAtom* name, bool again) {
  ModuleEnvironmentObject& env = module->initialEnvironment();
  JS::Value exports = env.getSlot(env.firstSyntheticValueSlot() + kDefault);
  if (!exports.isObject()) return true;
  JS::RootedObject object(cx, &exports.toObject());
  for (size_t index = kDefault + 1; index < module->syntheticExportNames().length(); index++) {
    if (name && module->syntheticExportNames()[index] != name) continue;
    if (!readExport(cx, module, object, index, again)) return false;
  }
  return true;
}

// The module record if it is one made here (or one like it: JSON), else null.
ModuleObject* synthetic(JSObject* record) {
  ModuleObject* module = &record->as<ModuleObject>();
  return module->hasSyntheticModuleFields() ? module : nullptr;
}

// Reads what `entries` want of `specifier`. A missing name stands for the namespace.
template <typename Entries>
bool readFor(JSContext* cx, JS::Handle<ModuleObject*> module, const Entries& entries, JSAtom* specifier) {
  for (const auto& entry : entries) {
    if (!entry.moduleRequest() || entry.moduleRequest()->specifier() != specifier) continue;
    // Entries and atoms stay where they are: the referrer is rooted by the caller, and atoms do not move.
    if (!readExports(cx, module, entry.importName(), false)) return false;
  }
  return true;
}

}  // namespace

extern "C" {

// A module for `exports`; null with an exception pending.
JSObject* hg_synthetic_module(JSContext* cx, JSObject* exportsObject) {
  JS::RootedObject exports(cx, exportsObject);
  JS::RootedIdVector ids(cx);
  if (!GetPropertyKeys(cx, exports, JSITER_OWNONLY, &ids)) return nullptr;
  JS::Rooted<ExportNameVector> names(cx);
  JS::RootedVector<JS::Value> values(cx);
  if (!names.append(cx->names().default_) || !values.append(JS::ObjectValue(*exports))) {
    ReportOutOfMemory(cx);
    return nullptr;
  }
  JS::Rooted<mozilla::Maybe<JS::PropertyDescriptor>> property(cx);
  JS::RootedId id(cx);
  for (size_t i = 0; i < ids.length(); i++) {
    id = ids[i];
    if (!id.isAtom() || id.isAtom(cx->names().default_)) continue;
    if (!GetOwnPropertyDescriptor(cx, exports, id, &property)) return nullptr;
    if (property.isNothing()) continue;
    JS::Value value = property->isDataDescriptor() ? property->value() : JS::MagicValue(JS_UNINITIALIZED_LEXICAL);
    if (!names.append(id.toAtom()) || !values.append(value)) {
      ReportOutOfMemory(cx);
      return nullptr;
    }
  }
  JS::Rooted<ModuleObject*> module(cx, ModuleObject::createSynthetic(cx, &names));
  if (!module) return nullptr;
  // As ModuleObject::createSyntheticEnvironment, which asserts that there are fewer names than a property map holds.
  JS::Rooted<ModuleEnvironmentObject*> env(cx, ModuleEnvironmentObject::createSynthetic(cx, module));
  if (!env) return nullptr;
  for (uint32_t i = 0; i < values.length(); i++) env->setAliasedBinding(env->firstSyntheticValueSlot() + i, values[i]);
  module->setInitialEnvironment(env);
  return module;
}

// A module that has nothing but a source, the object for `import source`; null with an exception pending.
JSObject* hg_source_phase_module(JSContext* cx, JSObject* sourceObject) {
  JS::RootedObject source(cx, sourceObject);
  JS::Rooted<ModuleObject*> module(cx, ModuleObject::create(cx));
  if (!module) return nullptr;
  module->initModuleSourceSlot(source);
  JS::Rooted<ScriptSourceObject*> script(cx, ScriptSourceObject::createForWasmModule(cx));
  if (!script) return nullptr;
  module->initScriptSourceObject(script);
  if (!ModuleObject::createWasmEnvironment(cx, module) || !ModuleObject::Freeze(cx, module)) return nullptr;
  return module;
}

// Reads what the module of `script` imports by `request`; for a null script everything. `record` may be any module.
bool hg_synthetic_read(JSContext* cx, JSObject* record, JSScript* script, JSObject* request) {
  JS::Rooted<ModuleObject*> module(cx, synthetic(record));
  if (!module) return true;
  if (!script || !script->isModule()) return readExports(cx, module, nullptr, false);
  JS::Rooted<ModuleObject*> referrer(cx, script->module());
  JS::Rooted<JSAtom*> specifier(cx, request->as<ModuleRequestObject>().specifier());
  return readFor(cx, module, referrer->importEntries(), specifier) &&
         readFor(cx, module, referrer->indirectExportEntries(), specifier) &&
         readFor(cx, module, referrer->starExportEntries(), specifier);
}

// Reads again what has been read.
bool hg_synthetic_refresh(JSContext* cx, JSObject* record) {
  JS::Rooted<ModuleObject*> module(cx, synthetic(record));
  return !module || readExports(cx, module, nullptr, true);
}

}  // extern "C"
