// Keeps the functions of modules lazy. The engine's parser stops looking over function bodies, and compiles them all, at the
// first `import` or `export` of a file, so that a module's functions would be compiled, and made anew in every isolate,
// whether they are called or not. Those that stand behind the last `import` or `export` it leaves lazy itself: nothing
// depends on the difference. tests/esm/lazy-functions-*.mjs show it.
#include "frontend/FrontendContext.h"

#include "js/CompileOptions.h"
#include "js/SourceText.h"
#include "js/experimental/CompileScript.h"
#include "js/experimental/JSStencil.h"

// Members of the parser that its users do not need.
#define protected public
#include "frontend/Parser.h"
#undef protected

#include "frontend/CompilationStencil.h"
#include "frontend/ModuleSharedContext.h"
#include "frontend/ParseContext.h"

using namespace js;
using namespace js::frontend;

using Full = Parser<FullParseHandler, mozilla::Utf8Unit>;
using Syntax = Parser<SyntaxParseHandler, mozilla::Utf8Unit>;

// The engine's functions, under the names that build.rs gives them.
FullParseHandler::ModuleNodeResult heddle_engine_module_body(Full*, ModuleSharedContext*) asm("heddle_engine_module_body");
bool heddle_engine_inner_function(Full*, FunctionNode**, TaggedParserAtomIndex, FunctionFlags, uint32_t, InHandling,
                                  YieldHandling, FunctionSyntaxKind, GeneratorKind, FunctionAsyncKind, bool, Directives,
                                  Directives*) asm("heddle_engine_inner_function");

FullParseHandler::ModuleNodeResult heddle_module_body(Full*, ModuleSharedContext*) asm(
    "_ZN2js8frontend6ParserINS0_16FullParseHandlerEN7mozilla8Utf8UnitEE10moduleBodyEPNS0_19ModuleSharedContextE");
bool heddle_inner_function(Full*, FunctionNode**, TaggedParserAtomIndex, FunctionFlags, uint32_t, InHandling, YieldHandling,
                           FunctionSyntaxKind, GeneratorKind, FunctionAsyncKind, bool, Directives, Directives*) asm(
    "_ZN2js8frontend6ParserINS0_16FullParseHandlerEN7mozilla8Utf8UnitEE27trySyntaxParseInnerFunctionEPPNS0_12FunctionNodeENS0_"
    "21TaggedParserAtomIndexENS_13FunctionFlagsEjNS0_10InHandlingENS0_13YieldHandlingENS0_18FunctionSyntaxKindENS_"
    "13GeneratorKindENS_17FunctionAsyncKindEbNS0_10DirectivesEPSG_");

namespace {

// The parser of the module that this thread is parsing, and the one that looks over its functions.
struct Parsing {
  Full* parser;
  void* syntaxParser;
};
thread_local Parsing tParsing{};

}  // namespace

// Interposed.
FullParseHandler::ModuleNodeResult heddle_module_body(Full* parser, ModuleSharedContext* module) {
  Parsing outer = tParsing;
  tParsing = {parser, parser->internalSyntaxParser_};
  auto result = heddle_engine_module_body(parser, module);
  tParsing = outer;
  return result;
}

// Interposed. Only for functions at the module's own level: within a function that is compiled anyway (asm.js is such a one)
// the engine decides.
bool heddle_inner_function(Full* parser, FunctionNode** node, TaggedParserAtomIndex name, FunctionFlags flags,
                           uint32_t start, InHandling in, YieldHandling yield, FunctionSyntaxKind kind,
                           GeneratorKind generator, FunctionAsyncKind async, bool annexB, Directives inherited,
                           Directives* directives) {
  if (tParsing.parser == parser && !parser->internalSyntaxParser_ && tParsing.syntaxParser &&
      parser->pc_->sc()->isModuleContext()) {
    parser->internalSyntaxParser_ = tParsing.syntaxParser;
    // What the other parser was not told meanwhile.
    parser->setAwaitHandling(static_cast<AwaitHandling>(parser->awaitHandling_));
    parser->setInParametersOfAsyncFunction(parser->inParametersOfAsyncFunction_);
  }
  return heddle_engine_inner_function(parser, node, name, flags, start, in, yield, kind, generator, async, annexB,
                                      inherited, directives);
}

extern "C" {

// Whether the replacement above is in effect. The reference to this function is also what makes the linker take this file.
bool hg_modules_are_lazy(JSContext* cx) {
  static const char kText[] = "export function f() {}";
  JS::CompileOptions options(cx);
  options.setFileAndLine("self-test", 1);
  JS::SourceText<mozilla::Utf8Unit> text;
  if (!text.init(cx, kText, sizeof(kText) - 1, JS::SourceOwnership::Borrowed)) return false;
  RefPtr<JS::Stencil> stencil = JS::CompileModuleScriptToStencil(cx, options, text);
  if (!stencil) return false;
  auto scripts = stencil->getInitial()->scriptData;
  return scripts.Length() == 2 && !scripts[1].hasSharedData();
}

}
