//! Declarations of `cpp/errors.cpp` and `cpp/frames.cpp`: error objects and their stacks.
//!
//! Error objects are V8's throughout (own accessor `stack`, `Error.captureStackTrace`, `Error.stackTraceLimit`): the
//! engine's own are replaced at link time (see `build.rs`), so there is nothing to install in a realm. Frames are
//! recorded when an error is made; their text is made by the hook when `stack` is first read.
//!
//! A frame is an array: `[functionName, typeName, methodName, file, line, column, flags, function, this, evalOrigin,
//! startLine, startColumn]`, absent things being undefined.

use mozjs_sys::jsapi::JS::HandleObject;
use mozjs_sys::jsapi::{JSContext, JSObject, JSStructuredCloneWriter};

/// A frame at top level: no receiver, or the global object.
pub const FRAME_TOP_LEVEL: i32 = 1;
/// A call with `new`.
pub const FRAME_CONSTRUCTOR: i32 = 2;
/// A function of the language.
pub const FRAME_BUILTIN: i32 = 4;
/// Code made by `eval` or `Function`.
pub const FRAME_EVAL: i32 = 8;
/// An async function that waits for the frames above.
pub const FRAME_ASYNC: i32 = 16;
/// WebAssembly: the line is the function's index, the column the offset in the code.
pub const FRAME_WASM: i32 = 32;
/// `Promise.all` or its kin: the line is the index.
pub const FRAME_PROMISE_ALL: i32 = 64;
/// A function in strict mode: no function or receiver is given out.
pub const FRAME_STRICT: i32 = 128;

extern "C" {
    /// Sets the function that makes the value of `stack`, called as `(error, frames, prepare)` when it is first read;
    /// `prepare` is the program's own `Error.prepareStackTrace` or undefined, and null when the program called the
    /// default one with call sites for frames. One for each thread; null takes it away, which must happen before the
    /// context is destroyed.
    pub fn hg_stack_hook_set(cx: *mut JSContext, function: *mut JSObject) -> bool;
    /// The current stack as an array of frames; null with an exception pending.
    pub fn hg_stack_frames(cx: *mut JSContext, limit: u32) -> *mut JSObject;
    /// The recorded frames of an error; null when it has none, or when its text was made already.
    pub fn hg_error_frames(cx: *mut JSContext, error: *mut JSObject) -> *mut JSObject;
    /// Sets what structured clone asks about every error: `hook` writes one of the host's classes as a write callback
    /// would (1), says that it is none (0), or fails with an exception pending (-1). The same for all contexts.
    pub fn hg_clone_error_hook(
        hook: unsafe extern "C" fn(*mut JSContext, *mut JSStructuredCloneWriter, HandleObject) -> i32,
    );
    /// 0 when all replaced engine functions are in effect, else the number of the first that is not. In a realm.
    pub fn hg_self_test(cx: *mut JSContext) -> i32;
}
