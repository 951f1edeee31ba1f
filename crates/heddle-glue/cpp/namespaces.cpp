// Namespace objects of modules that export only what is their own. Replaces js::GetOrCreateModuleNamespace, which resolves
// each exported name twice by a search through all export entries: 50 ms for a module with 5000 exports.
#include "builtin/ModuleObject.h"
#include "gc/GC.h"
#include "js/CompilationAndEvaluation.h"
#include "js/Modules.h"
#include "js/SourceText.h"
#include "jsapi.h"
#include "vm/JSContext.h"
#include "vm/Modules.h"
#include "vm/StringType.h"

#include <algorithm>
#include <vector>

#include "vm/JSObject-inl.h"

extern "C" js::ModuleNamespaceObject* heddle_engine_module_namespace(JSContext* cx, JS::Handle<js::ModuleObject*> module);

namespace {

thread_local size_t tMade = 0;

// Such entries resolve to what they say; no other module has a part in it.
bool isDirect(js::ModuleObject* module) {
  return !module->namespace_() && !module->hasSyntheticModuleFields() && module->starExportEntries().empty() &&
         module->indirectExportEntries().empty();
}

}  // namespace

js::ModuleNamespaceObject* js::GetOrCreateModuleNamespace(JSContext* cx, Handle<ModuleObject*> module) {
  if (!isDirect(module)) return heddle_engine_module_namespace(cx, module);
  Rooted<UniquePtr<ExportNameVector>> names(cx, cx->make_unique<ExportNameVector>());
  if (!names) return nullptr;
  {
    JS::AutoCheckCannotGC nogc;
    std::vector<JSAtom*> sorted;
    for (const ExportEntry& entry : module->localExportEntries()) sorted.push_back(entry.exportName());
    std::sort(sorted.begin(), sorted.end(), [](JSAtom* a, JSAtom* b) { return CompareStrings(a, b) < 0; });
    for (JSAtom* name : sorted) {
      if (names->append(name)) continue;
      ReportOutOfMemory(cx);
      return nullptr;
    }
  }
  Rooted<ModuleNamespaceObject*> made(cx, ModuleObject::createNamespace(cx, module, &names));
  if (!made) return nullptr;
  Rooted<JSAtom*> name(cx), binding(cx);
  for (const ExportEntry& entry : module->localExportEntries()) {
    name = entry.exportName();
    binding = entry.localName();
    if (made->addBinding(cx, name, module, binding)) continue;
    module->clearNamespaceOnFailure();
    return nullptr;
  }
  tMade++;
  return made;
}

// Whether the replacement above is in effect. The reference to this function also makes the linker take this file.
extern "C" bool hg_namespaces_are_direct(JSContext* cx) {
  static const char kSource[] = "export const b = 1; export let a = 2;";
  JS::CompileOptions options(cx);
  JS::SourceText<mozilla::Utf8Unit> source;
  if (!source.init(cx, kSource, sizeof(kSource) - 1, JS::SourceOwnership::Borrowed)) return false;
  JS::RootedObject module(cx, JS::CompileModule(cx, options, source));
  JS::RootedObject loaded(cx);
  if (!module || !JS::LoadRequestedModules(cx, module, JS::UndefinedHandleValue, &loaded)) return false;
  size_t before = tMade;
  return JS::ModuleLink(cx, module) && JS::GetModuleNamespace(cx, module) && tMade == before + 1;
}
