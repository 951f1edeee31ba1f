//! Compiles `cpp/*.cpp` against SpiderMonkey's headers and makes a few of the engine's own functions replaceable.
//!
//! **Headers.** `mozjs_sys` publishes no `DEP_MOZJS_*` metadata, so its build folder is found next to ours:
//! `<target>/<profile>/build/mozjs_sys-*/out/build`, the newest that fits (release or debug engine). The sources (for
//! internal headers) are found through `cargo metadata`, or in Cargo's registry folder.
//!
//! **Interposition.** [`INTERPOSED`] lists engine functions that the glue replaces by its own definitions. A linker
//! option (`--wrap`, `--allow-multiple-definition`) set here would never reach the final binaries: Cargo applies
//! `rustc-link-arg` to this package's own targets only. So the work is done on objects: the members of `libjs_static.a`
//! that define those symbols are copied into our archive with just these symbols made *weak* (`objcopy
//! --weaken-symbol`). Our strong definitions then win everywhere, also for calls within the same object. The originals
//! in `mozjs_sys`' archive are never pulled in, because a linker takes an archive member only for symbols that are
//! still undefined, and our archive stands before it (rustc orders dependents before their dependencies). A symbol that
//! the pinned engine does not define stops the build here. What this cannot reach is a call that the engine's compiler
//! inlined: `hg_self_test` (`cpp/sab.cpp`) and the engine crate's tests check that each replacement is really in effect.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// Engine symbols that `cpp/` defines anew, by mangled name. Each is defined in the file named beside it.
const INTERPOSED: &[&str] = &[
    // sab.cpp: js::SharedArrayRawBuffer::{Allocate, dropReference}, js::SharedArrayBufferObject::{New, NewGrowable} (by
    // length). In the release engine the first is inlined into the last two, in the debug engine these into their callers.
    "_ZN2js20SharedArrayRawBuffer8AllocateEbmm",
    "_ZN2js23SharedArrayBufferObject3NewEP9JSContextmN2JS6HandleIP8JSObjectEE",
    "_ZN2js23SharedArrayBufferObject11NewGrowableEP9JSContextmmN2JS6HandleIP8JSObjectEE",
    "_ZN2js20SharedArrayRawBuffer13dropReferenceEv",
    // atomics.cpp: js::atomics_{wait,wait_async,notify}_impl (int32_t and int64_t)
    "_ZN2js17atomics_wait_implEP9JSContextPNS_20SharedArrayRawBufferEmiRKN7mozilla5MaybeINS4_16BaseTimeDurationINS4_27TimeDurationValueCalculatorEEEEE",
    "_ZN2js17atomics_wait_implEP9JSContextPNS_20SharedArrayRawBufferEmlRKN7mozilla5MaybeINS4_16BaseTimeDurationINS4_27TimeDurationValueCalculatorEEEEE",
    "_ZN2js23atomics_wait_async_implEP9JSContextPNS_20SharedArrayRawBufferEmiRKN7mozilla5MaybeINS4_16BaseTimeDurationINS4_27TimeDurationValueCalculatorEEEEE",
    "_ZN2js23atomics_wait_async_implEP9JSContextPNS_20SharedArrayRawBufferEmlRKN7mozilla5MaybeINS4_16BaseTimeDurationINS4_27TimeDurationValueCalculatorEEEEE",
    "_ZN2js19atomics_notify_implEP9JSContextPNS_20SharedArrayRawBufferEmlPl",
    // messages.cpp: errors and the functions that report them
    "_ZN2js16ErrorToExceptionEP9JSContextP13JSErrorReportPFPK19JSErrorFormatStringPvjES7_",
    "_ZN2js16ReportValueErrorEP9JSContextjiN2JS6HandleINS2_5ValueEEENS3_IP8JSStringEEPKcSA_",
    "_ZN2js17DecompileArgumentEP9JSContextiN2JS6HandleINS2_5ValueEEE",
    "_ZN2js18ReportIncompatibleEP9JSContextRKN2JS8CallArgsE",
    "_ZN2js19ReportIsNotFunctionEP9JSContextN2JS6HandleINS2_5ValueEEEiNS_14MaybeConstructE",
    "_ZN2js22ReportInNotObjectErrorEP9JSContextN2JS6HandleINS2_5ValueEEES5_",
    "_ZN2js24ReportIncompatibleMethodEP9JSContextRKN2JS8CallArgsEPK7JSClass",
    "_ZN2js40ReportIsNullOrUndefinedForPropertyAccessEP9JSContextN2JS6HandleINS2_5ValueEEEi",
    "_ZN2js40ReportIsNullOrUndefinedForPropertyAccessEP9JSContextN2JS6HandleINS2_5ValueEEEiNS3_INS2_11PropertyKeyEEE",
    "_ZN2JS14ObjectOpResult11reportErrorEP9JSContextNS_6HandleIP8JSObjectEENS3_INS_11PropertyKeyEEE",
    // messages_table.cpp, messages_json.cpp
    "_ZN2js16ParseRegExpFlagsEP9JSContextP8JSStringPN2JS11RegExpFlagsE",
    CHECK_PATTERN,
    CHECK_LITERAL,
    STRINGIFY,
    PARSE_LATIN1,
    PARSE_TWO_BYTE,
    // errors.cpp: js::ErrorObject
    "_ZN2js11ErrorObject6createEP9JSContext9JSExnTypeN2JS6HandleIP8JSObjectEENS5_IP8JSStringEEjjNS4_21ColumnNumberOneOriginESt10unique_ptrI13JSErrorReportNS4_12DeletePolicyISE_EEESB_NS5_IN7mozilla5MaybeINS4_5ValueEEEEES8_",
    "_ZN2js11ErrorObject17createConstructorEP9JSContext10JSProtoKey",
    "_ZN2js11ErrorObject22getOrCreateErrorReportEP9JSContext",
    "_ZN2js11ErrorObject10classSpecsE",
    WRITE_ERROR,
    // shared_functions.cpp: js::frontend::InitialStencilAndDelazifications
    "_ZN2js8frontend32InitialStencilAndDelazifications19instantiateStencilsEP9JSContextRNS0_16CompilationInputERS1_RNS0_19CompilationGCOutputE",
    // clone.cpp: JSStructuredCloneWriter::writeArrayBuffer, traverseObject
    WRITE_ARRAY_BUFFER,
    WRITE_OBJECT,
    // regexp_statics.cpp: js::regexp_static_props
    "_ZN2js19regexp_static_propsE",
    // requests.cpp: js::ModuleRequestObject::create with attributes
    CREATE_REQUEST,
    // originals.cpp: js::GlobalObject, where standard classes and prototypes are made
    RESOLVE_CONSTRUCTOR,
    CREATE_PROTO,
    CREATE_TAGGED_PROTO,
    CREATE_ASYNC_ITERATOR,
    // promises.cpp: js::DebugAPI::slowPathOn{NewPromise,PromiseSettled}, JS::IsAsyncStackCaptureEnabledForRealm
    "_ZN2JS34IsAsyncStackCaptureEnabledForRealmEP9JSContext",
    "_ZN2js8DebugAPI20slowPathOnNewPromiseEP9JSContextN2JS6HandleIPNS_13PromiseObjectEEE",
    "_ZN2js8DebugAPI24slowPathOnPromiseSettledEP9JSContextN2JS6HandleIPNS_13PromiseObjectEEE",
    // engine.cpp: mozilla::TimeStamp::ComputeProcessUptime
    "_ZN7mozilla9TimeStamp20ComputeProcessUptimeEv",
    // subarrays.cpp: js::jit::SubarrayReplacer::escapes
    "_ZNK2js3jit16SubarrayReplacer7escapesEPNS0_12MInstructionE",
    // namespaces.cpp: js::GetOrCreateModuleNamespace
    MODULE_NAMESPACE,
    // lazy_modules.cpp: js::frontend::Parser<FullParseHandler, Utf8Unit>::{moduleBody, trySyntaxParseInnerFunction}
    MODULE_BODY,
    INNER_FUNCTION,
    // limits.cpp: below every allocation of the engine; js::gc::BufferAllocator::alloc,
    // js::gc::GCRuntime::maybeTriggerGCAfterAlloc, JSContext::onOutOfMemory, making and growing of wasm memories
    "moz_arena_malloc",
    "moz_arena_calloc",
    "moz_arena_realloc",
    BUFFER_ALLOC,
    AFTER_ALLOC,
    OUT_OF_MEMORY,
    WASM_ALLOCATE,
    WASM_ALLOCATE_SHARED,
    WASM_GROW,
    WASM_GROW_SHARED,
    WASM_MEMORY_GROW,
    // wasm_bytes.cpp: js::wasm::CompileModule
    WASM_COMPILE,
];

const CHECK_PATTERN: &str = "_ZN2js8irregexp18CheckPatternSyntaxEP9JSContextmRNS_8frontend19TokenStreamAnyCharsEN2JS6HandleIP6JSAtomEENS6_11RegExpFlagsE";
const CHECK_LITERAL: &str = "_ZN2js8irregexp18CheckPatternSyntaxERNS_9LifoAllocEmRNS_8frontend19TokenStreamAnyCharsEN7mozilla5RangeIKDsEEN2JS11RegExpFlagsENS6_5MaybeIjEENSC_INSA_21ColumnNumberOneOriginEEE";
const STRINGIFY: &str = "_ZN2js9StringifyEP9JSContextN2JS13MutableHandleINS2_5ValueEEEP8JSObjectRKS4_RNS_13StringBuilderENS_17StringifyBehaviorE";

const PARSE_LATIN1: &str = "_ZN2js20ParseJSONWithReviverIhEEbP9JSContextN7mozilla5RangeIKT_EEN2JS6HandleINS8_5ValueEEENS8_13MutableHandleISA_EE";
const PARSE_TWO_BYTE: &str = "_ZN2js20ParseJSONWithReviverIDsEEbP9JSContextN7mozilla5RangeIKT_EEN2JS6HandleINS8_5ValueEEENS8_13MutableHandleISA_EE";
const WRITE_ERROR: &str = "_ZN23JSStructuredCloneWriter13traverseErrorEN2JS6HandleIP8JSObjectEE";

const WRITE_ARRAY_BUFFER: &str = "_ZN23JSStructuredCloneWriter16writeArrayBufferEN2JS6HandleIP8JSObjectEE";

const WRITE_OBJECT: &str = "_ZN23JSStructuredCloneWriter14traverseObjectEN2JS6HandleIP8JSObjectEEN2js7ESClassE";

const CREATE_REQUEST: &str = "_ZN2js19ModuleRequestObject6createEP9JSContextN2JS6HandleIP6JSAtomEENS4_INS3_8GCVectorINS_15ImportAttributeELm0ENS_17SystemAllocPolicyEEEEENS_11ImportPhaseE";

const MODULE_NAMESPACE: &str = "_ZN2js26GetOrCreateModuleNamespaceEP9JSContextN2JS6HandleIPNS_12ModuleObjectEEE";

const MODULE_BODY: &str =
    "_ZN2js8frontend6ParserINS0_16FullParseHandlerEN7mozilla8Utf8UnitEE10moduleBodyEPNS0_19ModuleSharedContextE";
const INNER_FUNCTION: &str = "_ZN2js8frontend6ParserINS0_16FullParseHandlerEN7mozilla8Utf8UnitEE27trySyntaxParseInnerFunctionEPPNS0_12FunctionNodeENS0_21TaggedParserAtomIndexENS_13FunctionFlagsEjNS0_10InHandlingENS0_13YieldHandlingENS0_18FunctionSyntaxKindENS_13GeneratorKindENS_17FunctionAsyncKindEbNS0_10DirectivesEPSG_";

const RESOLVE_CONSTRUCTOR: &str =
    "_ZN2js12GlobalObject18resolveConstructorEP9JSContextN2JS6HandleIPS0_EE10JSProtoKeyNS0_17IfClassIsDisabledE";
const CREATE_PROTO: &str =
    "_ZN2js12GlobalObject18createBuiltinProtoEP9JSContextN2JS6HandleIPS0_EENS_16GlobalObjectData9ProtoKindEPFbS2_S6_E";
const CREATE_TAGGED_PROTO: &str = "_ZN2js12GlobalObject18createBuiltinProtoEP9JSContextN2JS6HandleIPS0_EENS_16GlobalObjectData9ProtoKindENS4_IP6JSAtomEEPFbS2_S6_SB_E";

const CREATE_ASYNC_ITERATOR: &str = "_ZN2js12GlobalObject28createAsyncIteratorPrototypeEP9JSContextN2JS6HandleIPS0_EE";
const BUFFER_ALLOC: &str = "_ZN2js2gc15BufferAllocator5allocEmb";
const AFTER_ALLOC: &str = "_ZN2js2gc9GCRuntime24maybeTriggerGCAfterAllocEPN2JS4ZoneE";
const OUT_OF_MEMORY: &str = "_ZN9JSContext13onOutOfMemoryEv";
const WASM_ALLOCATE: &str = "_ZN2js18WasmArrayRawBuffer12AllocateWasmENS_4wasm11AddressTypeENS1_8PageSizeENS1_5PagesES4_RKN7mozilla5MaybeIS4_EERKNS6_ImEE";
const WASM_ALLOCATE_SHARED: &str = "_ZN2js24WasmSharedArrayRawBuffer12AllocateWasmENS_4wasm11AddressTypeENS1_8PageSizeENS1_5PagesES4_RKN7mozilla5MaybeIS4_EERKNS6_ImEE";
const WASM_GROW: &str =
    "_ZN2js17ArrayBufferObject22wasmGrowToPagesInPlaceENS_4wasm11AddressTypeENS1_5PagesEN2JS6HandleIPS0_EEP9JSContext";
const WASM_GROW_SHARED: &str =
    "_ZN2js24WasmSharedArrayRawBuffer22wasmGrowToPagesInPlaceERKNS0_4LockENS_4wasm11AddressTypeENS4_5PagesE";

const WASM_COMPILE: &str = "_ZN2js4wasm13CompileModuleERKNS0_11CompileArgsERKNS0_22BytecodeBufferOrSourceEPSt10unique_ptrIA_cN2JS10FreePolicyEEPN7mozilla6VectorISB_Lm0ENS_17SystemAllocPolicyEEEPNS9_25OptimizedEncodingListenerE";
const WASM_MEMORY_GROW: &str = "_ZN2js16WasmMemoryObject4growEN2JS6HandleIPS0_EEmP9JSContext";

/// Replaced functions whose originals our versions call, with the names under which they stay reachable.
const KEPT: &[(&str, &str)] = &[
    (CHECK_PATTERN, "heddle_engine_check_pattern"),
    (CHECK_LITERAL, "heddle_engine_check_literal"),
    (STRINGIFY, "heddle_engine_stringify"),
    (PARSE_LATIN1, "heddle_engine_parse_latin1"),
    (PARSE_TWO_BYTE, "heddle_engine_parse_two_byte"),
    (WRITE_ERROR, "heddle_engine_write_error"),
    (WRITE_ARRAY_BUFFER, "heddle_engine_write_array_buffer"),
    (WRITE_OBJECT, "heddle_engine_write_object"),
    (CREATE_REQUEST, "heddle_engine_create_request"),
    (MODULE_NAMESPACE, "heddle_engine_module_namespace"),
    (MODULE_BODY, "heddle_engine_module_body"),
    (INNER_FUNCTION, "heddle_engine_inner_function"),
    (RESOLVE_CONSTRUCTOR, "heddle_engine_resolve_constructor"),
    (CREATE_PROTO, "heddle_engine_create_proto"),
    (CREATE_TAGGED_PROTO, "heddle_engine_create_tagged_proto"),
    (CREATE_ASYNC_ITERATOR, "heddle_engine_create_async_iterator"),
    (BUFFER_ALLOC, "heddle_engine_buffer_alloc"),
    (AFTER_ALLOC, "heddle_engine_after_alloc"),
    (OUT_OF_MEMORY, "heddle_engine_out_of_memory"),
    (WASM_ALLOCATE, "heddle_engine_wasm_allocate"),
    (WASM_ALLOCATE_SHARED, "heddle_engine_wasm_allocate_shared"),
    (WASM_GROW, "heddle_engine_wasm_grow"),
    (WASM_GROW_SHARED, "heddle_engine_wasm_grow_shared"),
    (WASM_MEMORY_GROW, "heddle_engine_wasm_memory_grow"),
    (WASM_COMPILE, "heddle_engine_wasm_compile"),
];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=cpp");
    for var in ["MOZJS_ARCHIVE", "OBJCOPY", "NM", "AR"] {
        println!("cargo:rerun-if-env-changed={var}");
    }
    let debug = env::var_os("CARGO_FEATURE_DEBUGMOZJS").is_some();
    let build = engine_build_dir(debug);
    let (source, encoding) = engine_sources();

    let mut cc = cc::Build::new();
    cc.cpp(true)
        .std("gnu++20")
        .pic(true)
        .warnings(false)
        .extra_warnings(false)
        .opt_level(if debug { 1 } else { 2 })
        .flag("-fno-rtti")
        .flag("-fno-exceptions")
        .flag("-fno-sized-deallocation")
        .flag("-fvisibility=hidden")
        .flag("-fno-strict-aliasing")
        .flag("-Wno-invalid-offsetof")
        .flag("-include")
        .flag(path_str(&build.join("js/src/js-confdefs.h")));
    for define in ["STATIC_JS_API", "MOZ_HAS_MOZGLUE", "WASM_SUPPORTS_HUGE_MEMORY", "MOZILLA_CLIENT"] {
        cc.define(define, None);
    }
    // Defines decide layouts: they must be those of the engine's own build.
    if debug {
        cc.define("DEBUG", "1").define("JS_CACHEIR_SPEW", "1");
    } else {
        cc.define("NDEBUG", "1").define("TRIMMED", "1");
    }
    cc.include(build.join("dist/include"))
        .include(build.join("js/src"))
        .include(source.join("mozjs/js/src"))
        .include(build.join("dist/system_wrappers"))
        .include(encoding.join("include"));

    let mut files: Vec<PathBuf> = fs::read_dir("cpp")
        .unwrap_or_else(|e| fail(&format!("cannot list cpp/: {e}")))
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|x| x == "cpp"))
        .collect();
    files.sort();
    cc.files(&files);
    for object in weakened_members(&build) {
        cc.object(object);
    }
    cc.compile("heddle_glue_cpp");
    prefer_static_libraries(&cc.get_compiler());
}

/// Lets the final link find `libstdc++` and `libz` as archives, where the compiler has them: the dynamic linker would
/// need more than half a millisecond of every start to load and relocate the shared ones, and the binary then runs
/// where other versions of them are installed. A linker looks into the folders in order, and this one has archives only.
fn prefer_static_libraries(compiler: &cc::Tool) {
    let folder = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("archives");
    fs::create_dir_all(&folder).unwrap_or_else(|e| fail(&format!("cannot make {}: {e}", folder.display())));
    for name in ["libstdc++.a", "libz.a"] {
        let found = compiler.to_command().arg(format!("-print-file-name={name}")).output();
        let path = found.ok().and_then(|output| String::from_utf8(output.stdout).ok()).unwrap_or_default();
        // A compiler that has no such file prints the bare name.
        let path = Path::new(path.trim());
        if path.is_absolute() && path.is_file() {
            let copy = folder.join(name);
            fs::copy(path, &copy).unwrap_or_else(|e| fail(&format!("cannot copy {}: {e}", path.display())));
        }
    }
    println!("cargo:rustc-link-search=native={}", folder.display());
}

/// Ends the build with one line that says what to do.
fn fail(why: &str) -> ! {
    eprintln!("heddle-glue: {why}");
    std::process::exit(1);
}

fn path_str(path: &Path) -> &str {
    path.to_str().unwrap_or_else(|| fail("the build folder's path is not UTF-8"))
}

/// The newest `mozjs_sys` build folder beside ours that has the headers and is of the wanted kind.
fn engine_build_dir(debug: bool) -> PathBuf {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let siblings = out.parent().and_then(Path::parent).unwrap_or(&out);
    let mut best: Option<(SystemTime, PathBuf)> = None;
    let mut seen_without_headers = false;
    for entry in fs::read_dir(siblings).into_iter().flatten().flatten() {
        if !entry.file_name().to_string_lossy().starts_with("mozjs_sys-") {
            continue;
        }
        let dir = entry.path().join("out/build");
        if !dir.join("js/src/build/libjs_static.a").is_file() {
            continue;
        }
        if !dir.join("dist/include/jsapi.h").is_file() {
            seen_without_headers = true;
            continue;
        }
        let confdefs = fs::read_to_string(dir.join("js/src/js-confdefs.h")).unwrap_or_default();
        if confdefs.contains("#define MOZ_DEBUG 1") != debug {
            continue;
        }
        // Cargo touches this file each time the build script of that folder runs.
        let stamp = fs::metadata(entry.path().join("invoked.timestamp"))
            .or_else(|_| fs::metadata(&dir))
            .and_then(|m| m.modified())
            .unwrap_or(SystemTime::UNIX_EPOCH);
        if best.as_ref().is_none_or(|(newest, _)| stamp > *newest) {
            best = Some((stamp, dir));
        }
    }
    match best {
        Some((_, dir)) => dir,
        None if seen_without_headers => {
            fail("SpiderMonkey's headers are missing: build with `./x`, which provides an engine pack (or set MOZJS_ARCHIVE to one)")
        }
        None if debug => {
            fail("no debug build of SpiderMonkey found: set MOZJS_ARCHIVE to a debug engine pack (see `./x`)")
        }
        None => fail("no build of SpiderMonkey found: build with `./x`, which provides an engine pack"),
    }
}

/// Source folders of `mozjs_sys` and `encoding_c_mem`.
fn engine_sources() -> (PathBuf, PathBuf) {
    const WANTED: [&str; 2] = ["mozjs_sys-153.6.0-2", "encoding_c_mem-0.2.6"];
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let mut home = PathBuf::from(env::var_os("HOME")?);
        home.push(".cargo");
        Some(home)
    });
    if let Some(home) = home {
        for registry in fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten() {
            let [a, b] = WANTED.map(|name| registry.path().join(name));
            if a.is_dir() && b.is_dir() {
                return (a, b);
            }
        }
    }
    // Vendored or patched sources: ask Cargo.
    let output = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
        .args(["metadata", "--format-version", "1", "--offline"])
        .output();
    let text = output.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
    let find = |package: &str| {
        text.split("\"manifest_path\":\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .filter_map(|manifest| Path::new(manifest).parent())
            .find(|dir| {
                dir.file_name().is_some_and(|n| {
                    let n = n.to_string_lossy();
                    n == package || n.starts_with(&format!("{package}-"))
                })
            })
            .map(Path::to_path_buf)
    };
    match (find("mozjs_sys"), find("encoding_c_mem")) {
        (Some(a), Some(b)) => (a, b),
        _ => fail("the sources of mozjs_sys 153.6.0-2 and encoding_c_mem 0.2.6 were not found: run `cargo fetch`"),
    }
}

/// Copies of the engine's objects that define [`INTERPOSED`] symbols, with these symbols weak.
fn weakened_members(build: &Path) -> Vec<PathBuf> {
    let archive = build.join("js/src/build/libjs_static.a");
    let listing = run(tool("NM", "nm").args(["-A", "--defined-only"]).arg(&archive));
    let mut members: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut missing: BTreeSet<&str> = INTERPOSED.iter().copied().collect();
    for line in listing.lines() {
        // `<archive>:<member>:<address> T <symbol>` (llvm-nm has a blank after the member's colon)
        let Some(symbol) = line.rsplit(' ').next() else { continue };
        let Some(&symbol) = INTERPOSED.iter().find(|s| **s == symbol) else { continue };
        let Some(member) = line
            .strip_prefix(path_str(&archive))
            .and_then(|rest| rest.strip_prefix(':'))
            .and_then(|rest| rest.split(':').next())
        else {
            continue;
        };
        missing.remove(symbol);
        members.entry(member.to_owned()).or_default().push(symbol);
    }
    if let Some(symbol) = missing.first() {
        fail(&format!(
            "this build of SpiderMonkey does not define {symbol}, which the glue replaces: is it mozjs_sys 153.6.0-2?"
        ));
    }
    let dir = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("weakened");
    fs::create_dir_all(&dir).unwrap_or_else(|e| fail(&format!("cannot create {}: {e}", dir.display())));
    let mut objects = Vec::new();
    for (member, symbols) in members {
        run(tool("AR", "ar").arg("x").arg(&archive).arg(&member).current_dir(&dir));
        let object = dir.join(format!("heddle_{member}"));
        let mut objcopy = tool("OBJCOPY", "objcopy");
        // The address-significance table indexes the symbol table, which objcopy rewrites.
        objcopy.arg("--remove-section=.llvm_addrsig");
        for symbol in symbols {
            objcopy.arg(format!("--weaken-symbol={symbol}"));
            if let Some((_, alias)) = KEPT.iter().find(|(kept, _)| *kept == symbol) {
                // The engine is built with a section for each function.
                objcopy.arg(format!("--add-symbol={alias}=.text.{symbol}:0,function,global"));
            }
        }
        run(objcopy.arg(dir.join(&member)).arg(&object));
        objects.push(object);
    }
    objects
}

fn tool(var: &str, default: &str) -> Command {
    Command::new(env::var_os(var).unwrap_or(default.into()))
}

fn run(command: &mut Command) -> String {
    match command.output() {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).into_owned(),
        Ok(output) => fail(&format!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr).trim())),
        Err(e) => fail(&format!("cannot run {command:?}: {e} (GNU binutils are needed)")),
    }
}
