// Functions that are compiled when they are first called, compiled once in the process: what one isolate has made of a
// function stands by the module's stencil, and the others take it from there. The engine does that for functions that its
// helper threads compile ahead; replaced is InitialStencilAndDelazifications::instantiateStencils, which would make all of
// them anew in each isolate that loads the module, whether it calls them or not. tests/esm/functions-compiled-by-others.mjs.
#include "shared_functions.h"

#include "frontend/CompilationStencil.h"
#include "js/CompileOptions.h"
#include "js/SourceText.h"
#include "js/experimental/CompileScript.h"
#include "vm/JSContext.h"
#include "vm/JSScript.h"

using namespace js;
using namespace js::frontend;

namespace {

// A private member of the engine's, by an explicit instantiation, for which access is not checked.
struct Mode {
  using Type = JS::DelazificationOption ScriptSource::*;
  friend Type memberOf(Mode);
};
template <typename Tag, typename Tag::Type kMember>
struct Named {
  friend typename Tag::Type memberOf(Tag) { return kMember; }
};
template struct Named<Mode, &ScriptSource::delazificationMode_>;

// With this mode a function is looked for among those that were compiled before; it starts no helper thread by itself.
constexpr auto kShared = JS::DelazificationOption::ConcurrentDepthFirst;

}  // namespace

// Before another thread sees the stencil.
void heddle::shareFunctions(JS::Stencil* stencil) {
  if (!stencil->canLazilyParse() || stencil->getInitial()->hasAsmJS()) return;
  stencil->getInitial()->source.get()->*memberOf(Mode()) = kShared;
}

// Interposed.
bool InitialStencilAndDelazifications::instantiateStencils(JSContext* cx, CompilationInput& input,
                                                           InitialStencilAndDelazifications& stencils,
                                                           CompilationGCOutput& gcOutput) {
  if (!CompilationStencil::instantiateStencils(cx, input, *stencils.getInitial(), gcOutput)) return false;
  if (stencils.getInitial()->source->delazificationMode() != kShared) return true;
  ScriptSourceObject* source = gcOutput.script->sourceObject();
  RefPtr<InitialStencilAndDelazifications> shared = &stencils;
  source->setStencils(shared.forget());
  source->setSharingDelazifications();
  return true;
}

extern "C" {

// Whether the replaced function is in effect.
bool hg_functions_are_shared(JSContext* cx) {
  JS::CompileOptions options(cx);
  options.setFileAndLine("self-test", 1);
  constexpr char kText[] = "function f() {}";
  JS::SourceText<mozilla::Utf8Unit> text;
  if (!text.init(cx, kText, sizeof kText - 1, JS::SourceOwnership::Borrowed)) return false;
  RefPtr<JS::Stencil> stencil = JS::CompileGlobalScriptToStencil(cx, options, text);
  if (!stencil) return false;
  heddle::shareFunctions(stencil);
  JS::RootedScript script(cx, JS::InstantiateGlobalStencil(cx, JS::InstantiateOptions(), stencil));
  return script && script->sourceObject()->maybeGetStencils() == stencil;
}

}  // extern "C"
