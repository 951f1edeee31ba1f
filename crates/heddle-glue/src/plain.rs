//! Declarations of `cpp/plain.cpp` and `cpp/plain_writer.cpp`: structured clone of plain data.

use mozjs_sys::jsapi::JSContext;
use mozjs_sys::jsapi::JS::Value;
use std::ffi::c_void;

/// A message of plain data; immutable, counted, for any thread.
#[repr(C)]
pub struct Plain {
    _opaque: [u8; 0],
}

/// [`hg_plain_write`]: it was written.
pub const PLAIN_WRITTEN: i32 = 0;
/// [`hg_plain_write`]: there is an exception pending.
pub const PLAIN_FAILED: i32 = 2;

extern "C" {
    /// A message of `value`, or with `json` of what JSON would make of it, with one owner; neither of the above, with nothing done, if the value is not plain.
    pub fn hg_plain_write(cx: *mut JSContext, value: *const Value, json: bool, out: *mut *mut Plain) -> i32;
    /// The value of a message in the current realm; false with an exception pending.
    pub fn hg_plain_read(cx: *mut JSContext, plain: *const Plain, out: *mut Value) -> bool;
    /// The value of checked bytes of another process; false with an exception pending.
    pub fn hg_plain_read_bytes(cx: *mut JSContext, bytes: *const u8, out: *mut Value) -> bool;
    /// Gives the bytes of the message for another process to `sink`, piece by piece.
    pub fn hg_plain_flatten(
        plain: *const Plain,
        sink: unsafe extern "C" fn(closure: *mut c_void, bytes: *const u8, length: usize),
        closure: *mut c_void,
    );
    /// Size in bytes.
    pub fn hg_plain_size(plain: *const Plain) -> usize;
    /// One owner more.
    pub fn hg_plain_retain(plain: *mut Plain);
    /// One owner fewer; the last one frees it.
    pub fn hg_plain_release(plain: *mut Plain);
}
