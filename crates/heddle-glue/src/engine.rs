//! Declarations of `cpp/engine.cpp`: contexts, stencils, dispatch, reports.

use mozjs_sys::jsapi::JS::Value;
use mozjs_sys::jsapi::{JSClass, JSContext, JSObject, JSRuntime, JSScript, JSString};
use std::ffi::{c_char, c_void};

/// A compiled script or module that belongs to no context (`JS::Stencil`).
#[repr(C)]
pub struct Stencil {
    _opaque: [u8; 0],
}
/// The code of a WebAssembly module, which any thread may use (`JS::WasmModule`).
#[repr(C)]
pub struct WasmModule {
    _opaque: [u8; 0],
}
/// A task that the engine finished on another thread and wants run on its context's thread.
#[repr(C)]
pub struct Task {
    _opaque: [u8; 0],
}
/// Receives bytes that are valid only during the call.
pub type ByteSink = unsafe extern "C" fn(closure: *mut c_void, bytes: *const u8, len: usize);
/// Takes over a task; false if it dropped the task, because the context is shutting down. Called from any thread.
pub type DispatchFn = unsafe extern "C" fn(closure: *mut c_void, task: *mut Task, delay_ms: u32) -> bool;
/// Receives the parts of an error report, valid only during the call.
pub type ReportSink = unsafe extern "C" fn(
    closure: *mut c_void,
    file: *const c_char,
    line: u32,
    column: u32,
    source_line: *const u16,
    source_line_len: usize,
    token_offset: usize,
    message: *const c_char,
);

extern "C" {
    /// Names the build; must precede the first context.
    pub fn hg_set_build_id(id: *const c_char, len: usize);
    /// A new context; null when out of memory.
    pub fn hg_new_context(
        max_bytes: u32,
        parent: *mut JSRuntime,
        xdr: *const u8,
        xdr_len: usize,
        sink: Option<ByteSink>,
        closure: *mut c_void,
        protect_code: bool,
    ) -> *mut JSContext;
    /// Destroys a context that was made by [`hg_new_context`].
    pub fn hg_destroy_context(cx: *mut JSContext);
    /// A new global object in a new zone.
    pub fn hg_new_global(cx: *mut JSContext, clasp: *const JSClass) -> *mut JSObject;
    /// Compiles UTF-8 source; null with an exception pending.
    pub fn hg_stencil_compile(
        cx: *mut JSContext,
        src: *const c_char,
        len: usize,
        filename: *const c_char,
        line: u32,
        module: bool,
        eager: bool,
    ) -> *mut Stencil;
    /// One more reference.
    pub fn hg_stencil_add_ref(s: *mut Stencil);
    /// One reference fewer; thread-safe.
    pub fn hg_stencil_release(s: *mut Stencil);
    /// Instantiates and runs a script stencil.
    pub fn hg_stencil_run(cx: *mut JSContext, s: *mut Stencil, private: *const Value, rval: *mut Value) -> bool;
    /// Instantiates a script stencil.
    pub fn hg_stencil_script(cx: *mut JSContext, s: *mut Stencil, private: *const Value) -> *mut JSScript;
    /// Instantiates a module stencil.
    pub fn hg_stencil_module(cx: *mut JSContext, s: *mut Stencil, private: *const Value) -> *mut JSObject;
    /// Serialises a stencil.
    pub fn hg_stencil_encode(cx: *mut JSContext, s: *mut Stencil, sink: ByteSink, closure: *mut c_void) -> bool;
    /// Reads a serialised stencil that borrows `bytes` for ever; null if they do not fit.
    pub fn hg_stencil_decode(cx: *mut JSContext, bytes: *const u8, len: usize) -> *mut Stencil;
    /// The compiled code of a WebAssembly.Module, with a reference; null for anything else.
    pub fn hg_wasm_module(object: *mut JSObject) -> *mut WasmModule;
    /// A WebAssembly.Module of compiled code in the current realm; null with an exception pending.
    pub fn hg_wasm_module_object(cx: *mut JSContext, module: *mut WasmModule) -> *mut JSObject;
    /// One reference fewer, on any thread.
    pub fn hg_wasm_module_release(module: *mut WasmModule);
    /// How many bytes the module was compiled from, 0 if they are not there; which features it was compiled with; the name
    /// that string constants are imported by, or null, which lives as long as the module.
    pub fn hg_wasm_length(module: *mut WasmModule, features: *mut u32, strings: *mut *const c_char) -> usize;
    /// Copies these bytes.
    pub fn hg_wasm_copy(module: *mut WasmModule, to: *mut u8);
    /// A WebAssembly.Module compiled from bytes that nobody has checked, in the current realm; null with an exception
    /// pending. `strings` ends with a zero, or is null.
    pub fn hg_wasm_compile(
        cx: *mut JSContext,
        bytes: *const u8,
        length: usize,
        features: u32,
        strings: *const c_char,
    ) -> *mut JSObject;
    /// Sets where off-thread tasks go.
    pub fn hg_dispatch_init(cx: *mut JSContext, callback: DispatchFn, closure: *mut c_void);
    /// Cancels and joins what is still under way; before the context is destroyed.
    pub fn hg_dispatch_shutdown(cx: *mut JSContext);
    /// Runs (or drops, when shutting down) a task.
    pub fn hg_task_run(cx: *mut JSContext, task: *mut Task, shutting_down: bool);
    /// Gives up a task that cannot be run any more; on any thread, but before the context's `hg_dispatch_shutdown` or
    /// within the dispatch callback.
    pub fn hg_task_drop(task: *mut Task);
    /// Host data of a promise job: true if the job carries some.
    pub fn hg_job_host_data(cx: *mut JSContext, task: *mut JSObject, data: *mut *mut JSObject) -> bool;
    /// Where an Error object was made; false if it is none.
    pub fn hg_error_report(cx: *mut JSContext, error: *mut JSObject, sink: ReportSink, closure: *mut c_void) -> bool;
    /// Result or reason of a settled promise.
    pub fn hg_promise_result(promise: *mut JSObject, out: *mut Value) -> bool;
    /// Memory for a string's characters, not initialised; null when there is none. Any thread.
    pub fn hg_chars_alloc(bytes: usize) -> *mut c_void;
    /// Gives such memory back. Any thread.
    pub fn hg_chars_free(chars: *mut c_void);
    /// A string of so many UTF-16 units (`wide`) or Latin-1 bytes, which takes the memory over, also when it fails (null
    /// with an exception pending).
    pub fn hg_string_adopt(cx: *mut JSContext, chars: *mut c_void, units: usize, wide: bool) -> *mut JSString;
    /// Whether an object is a proxy.
    pub fn hg_is_proxy(o: *mut JSObject) -> bool;
    /// Target and handler of a proxy.
    pub fn hg_proxy_parts(o: *mut JSObject, target: *mut Value, handler: *mut Value);
    /// Name of an object's class; static.
    pub fn hg_class_name(o: *mut JSObject) -> *const c_char;
}
