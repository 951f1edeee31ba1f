//! Declarations of `cpp/plain.cpp`: structured clone of plain data.

use mozjs_sys::jsapi::JSContext;
use mozjs_sys::jsapi::JS::Value;

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
    /// A message of `value` with one owner; neither of the above, with nothing done, if the value is not plain.
    pub fn hg_plain_write(cx: *mut JSContext, value: *const Value, out: *mut *mut Plain) -> i32;
    /// The value of a message in the current realm; false with an exception pending.
    pub fn hg_plain_read(cx: *mut JSContext, plain: *const Plain, out: *mut Value) -> bool;
    /// Size in bytes.
    pub fn hg_plain_size(plain: *const Plain) -> usize;
    /// One owner more.
    pub fn hg_plain_retain(plain: *mut Plain);
    /// One owner fewer; the last one frees it.
    pub fn hg_plain_release(plain: *mut Plain);
}
