//! Declarations of `cpp/places.cpp`: where something was thrown, and where a module awaits.

use mozjs_sys::jsapi::JS::Value;
use mozjs_sys::jsapi::{JSContext, JSObject};
use std::ffi::{c_char, c_void};

/// Receives a place, valid only during the call: file, line and column from 1, function or "".
pub type PlaceSink =
    unsafe extern "C" fn(closure: *mut c_void, file: *const c_char, line: u32, column: u32, function: *const c_char);

extern "C" {
    /// Takes what is pending and the stack of the place that threw it (null if unknown); false if nothing is pending.
    pub fn hg_take_exception(cx: *mut JSContext, exception: *mut Value, stack: *mut Value) -> bool;
    /// Shows the frames of such a stack, from the innermost.
    pub fn hg_saved_frames(cx: *mut JSContext, stack: *mut JSObject, sink: PlaceSink, closure: *mut c_void);
    /// Shows the top-level await at which the evaluation of a module stands; false if there is none.
    pub fn hg_stalled_await(cx: *mut JSContext, module: *mut JSObject, sink: PlaceSink, closure: *mut c_void) -> bool;
}
