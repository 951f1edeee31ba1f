// The bytes that a WebAssembly.Module was compiled from, by which it goes to another process. The engine has a place for them
// that it fills for modules which are debugged: it is filled for all. The code section is there in any case, for functions that
// are compiled when they are first called, and is shared; what is added are the other sections. Replaced is
// js::wasm::CompileModule, which all modules come from that are not compiled while they are still being read from a stream.
#include "js/friend/ErrorMessages.h"
#include "js/WasmModule.h"
#include "jsapi.h"
#include "vm/ErrorObject.h"
#include "vm/JSContext.h"
#include "wasm/WasmCode.h"
#include "wasm/WasmCompile.h"
#include "wasm/WasmCompileArgs.h"
#include "wasm/WasmModule.h"

#include <cstdint>

using namespace js;
using namespace js::wasm;

namespace {

// A private member of the engine's, by an explicit instantiation, for which access is not checked.
struct MallocBytes {
  using Type = size_t Module::*;
  friend Type memberOf(MallocBytes);
};
template <typename Tag, typename Tag::Type kMember>
struct Named {
  friend typename Tag::Type memberOf(Tag) { return kMember; }
};
template struct Named<MallocBytes, &Module::gcMallocBytesExcludingCode_>;

enum Features : uint32_t {
  kStringBuiltins = 1,
  kStringConstants = 2,
};

// Before anybody else sees the module. Without memory for it the module cannot go to another process, and is told so then.
void keepBytes(const Module& module, const BytecodeBufferOrSource& bytecode) {
  auto& tail = const_cast<CodeTailMetadata&>(module.codeTailMeta());
  const BytecodeSource& source = bytecode.source();
  if (tail.debugEnabled || !source.length()) return;
  size_t kept;
  if (bytecode.hasBuffer()) {
    tail.debugBytecode = bytecode.buffer();
    kept = source.length();
  } else {
    SharedBytes env = ShareableBytes::fromSpan(source.envSpan());
    SharedBytes code, rest;
    if (!env) return;
    kept = source.envSpan().size();
    if (source.hasCodeSection()) {
      code = tail.codeSectionBytecode;
      if (!code) code = ShareableBytes::fromSpan(source.codeSpan());
      rest = ShareableBytes::fromSpan(source.tailSpan());
      if (!code || !rest) return;
      kept += source.tailSpan().size() + (tail.codeSectionBytecode ? 0 : source.codeSpan().size());
    }
    tail.debugBytecode = BytecodeBuffer(env, code, rest);
  }
  // The collector counts it with each of the module's objects.
  const_cast<Module&>(module).*memberOf(MallocBytes()) += kept;
}

const Module& moduleOf(JS::WasmModule* module) { return *static_cast<const Module*>(module); }

}  // namespace

extern "C" SharedModule heddle_engine_wasm_compile(const CompileArgs&, const BytecodeBufferOrSource&, UniqueChars*,
                                                   UniqueCharsVector*, JS::OptimizedEncodingListener*);

// Interposed.
SharedModule js::wasm::CompileModule(const CompileArgs& args, const BytecodeBufferOrSource& bytecode, UniqueChars* error,
                                     UniqueCharsVector* warnings, JS::OptimizedEncodingListener* listener) {
  SharedModule module = heddle_engine_wasm_compile(args, bytecode, error, warnings, listener);
  if (module) keepBytes(*module, bytecode);
  return module;
}

extern "C" {

// How many bytes the module was compiled from; 0 if they are not there. `*features` are those that it was compiled with,
// `*strings` is the name that string constants are imported by, or null, and lives as long as the module.
size_t hg_wasm_length(JS::WasmModule* module, uint32_t* features, const char** strings) {
  const BuiltinModuleIds& builtin = moduleOf(module).codeMeta().features().builtinModules;
  *features = (builtin.jsString ? kStringBuiltins : 0) | (builtin.jsStringConstants ? kStringConstants : 0);
  *strings = builtin.jsStringConstantsNamespace ? builtin.jsStringConstantsNamespace->chars.get() : nullptr;
  return moduleOf(module).debugBytecode().length();
}

// Copies them.
void hg_wasm_copy(JS::WasmModule* module, uint8_t* to) { moduleOf(module).debugBytecode().copyTo(to); }

// A WebAssembly.Module in the current realm, compiled from bytes that nobody has checked; null with an exception pending.
JSObject* hg_wasm_compile(JSContext* cx, const uint8_t* bytes, size_t length, uint32_t features, const char* strings) {
  FeatureOptions options;
  options.jsStringBuiltins = features & kStringBuiltins;
  options.jsStringConstants = features & kStringConstants;
  if (options.jsStringConstants) {
    UniqueChars copy = DuplicateString(cx, strings);
    if (!copy) return nullptr;
    options.jsStringConstantsNamespace = cx->new_<ShareableChars>(std::move(copy));
    if (!options.jsStringConstantsNamespace) return nullptr;
  }
  SharedCompileArgs args = CompileArgs::buildAndReport(cx, ScriptedCaller(), options);
  if (!args) return nullptr;
  UniqueChars error;
  UniqueCharsVector warnings;
  BytecodeSource source(bytes, length);
  SharedModule module = CompileModule(*args, BytecodeBufferOrSource(source), &error, &warnings, nullptr);
  if (module) return module->createObject(cx);
  if (error) {
    JS_ReportErrorNumberUTF8(cx, GetErrorMessage, nullptr, JSMSG_WASM_COMPILE_ERROR, error.get());
  } else {
    ReportOutOfMemory(cx);
  }
  return nullptr;
}

// Whether the replaced function is in effect.
bool hg_wasm_keeps_bytes(JSContext* cx) {
  constexpr uint8_t kEmpty[] = {0, 'a', 's', 'm', 1, 0, 0, 0};
  JS::RootedObject object(cx, hg_wasm_compile(cx, kEmpty, sizeof kEmpty, 0, nullptr));
  if (!object) return false;
  RefPtr<JS::WasmModule> module = JS::GetWasmModule(object);
  return moduleOf(module).debugBytecode().length() == sizeof kEmpty;
}

}  // extern "C"
