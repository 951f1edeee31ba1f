//! Declarations of `cpp/clone.cpp`: structured clone within the process.

use mozjs_sys::jsapi::JS::{Handle, Value};
use mozjs_sys::jsapi::{JSContext, JSObject, JSStructuredCloneCallbacks, JSStructuredCloneWriter};
use std::ffi::{c_char, c_void};

/// Same-process structured clone data.
#[repr(C)]
pub struct CloneBuffer {
    _opaque: [u8; 0],
}

/// Takes over the bytes of a large ArrayBuffer, for [`hg_bytes_free`] or [`hg_bytes_adopt`], and writes what stands for
/// them; false with an exception pending.
pub type TakeBytes = unsafe extern "C" fn(
    closure: *mut c_void,
    writer: *mut JSStructuredCloneWriter,
    data: *mut u8,
    length: usize,
) -> bool;

/// Throws for an object that refuses to be cloned.
pub type Refused = unsafe extern "C" fn(cx: *mut JSContext, object: Handle<*mut JSObject>);

extern "C" {
    /// From now on objects with the private field `name` (with its `#`) of the class of `example` cannot be cloned in this
    /// isolate; one such class per isolate. False if `example` has no such field.
    pub fn hg_clone_refuse(cx: *mut JSContext, example: *mut JSObject, name: *const c_char, refused: Refused) -> bool;
    /// Clones a value; null with an exception pending. `take` and the callbacks get `closure`.
    pub fn hg_clone_write(
        cx: *mut JSContext,
        value: *mut Value,
        transfer: *mut Value,
        callbacks: *const JSStructuredCloneCallbacks,
        take: TakeBytes,
        closure: *mut c_void,
    ) -> *mut CloneBuffer;
    /// Reads clone data into the current realm.
    pub fn hg_clone_read(
        cx: *mut JSContext,
        clone: *mut CloneBuffer,
        out: *mut Value,
        callbacks: *const JSStructuredCloneCallbacks,
        closure: *mut c_void,
    ) -> bool;
    /// Size of the clone data in bytes.
    pub fn hg_clone_size(clone: *mut CloneBuffer) -> usize;
    /// Copies the data to `out`, which has room for its size. What they point to stays the clone's.
    pub fn hg_clone_flatten(clone: *mut CloneBuffer, out: *mut u8);
    /// Reads checked data of another process into the current realm; false with an exception pending.
    pub fn hg_clone_read_bytes(
        cx: *mut JSContext,
        data: *const u8,
        length: usize,
        out: *mut Value,
        callbacks: *const JSStructuredCloneCallbacks,
        closure: *mut c_void,
    ) -> bool;
    /// Frees clone data, on any thread.
    pub fn hg_clone_free(clone: *mut CloneBuffer);
    /// An ArrayBuffer that takes the bytes over; null with an exception pending, and they stay the caller's.
    pub fn hg_bytes_adopt(cx: *mut JSContext, data: *mut u8, length: usize) -> *mut JSObject;
    /// Takes the bytes out of an ordinary ArrayBuffer, which is detached then; null for any other object.
    pub fn hg_bytes_steal(cx: *mut JSContext, object: *mut JSObject, length: *mut usize) -> *mut u8;
    /// An ArrayBuffer over a private mapping of a sealed memfd; null with an exception pending.
    pub fn hg_bytes_map(cx: *mut JSContext, fd: i32, length: usize) -> *mut JSObject;
    /// Frees bytes, on any thread.
    pub fn hg_bytes_free(data: *mut u8);
}
