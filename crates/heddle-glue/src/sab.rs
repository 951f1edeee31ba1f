//! Declarations of `cpp/sab.cpp` and `cpp/sab_share.cpp`: memory of SharedArrayBuffers.
//!
//! Every SharedArrayBuffer of the process is ours, however it was made: the engine's allocation of raw buffers is
//! replaced at link time (see `build.rs`). There is nothing to install in a realm.

use mozjs_sys::jsapi::{JSContext, JSObject};
use std::ffi::c_void;

/// The engine's raw buffer (`js::SharedArrayRawBuffer`): reference counted, usable from any thread.
#[repr(C)]
pub struct RawBuffer {
    _opaque: [u8; 0],
}

/// [`hg_sab_retain`]: a plain buffer.
pub const SAB_FIXED: i32 = 0;
/// [`hg_sab_retain`]: a growable buffer.
pub const SAB_GROWABLE: i32 = 1;
/// [`hg_sab_retain`]: the memory of a shared `WebAssembly.Memory`.
pub const SAB_WASM: i32 = 2;

/// For [`hg_sab_on_store`]: program counter, stack pointer, frame pointer.
pub type StoreHook = unsafe extern "C" fn(pc: *mut c_void, sp: *mut c_void, fp: *mut c_void);

extern "C" {
    /// Live buffers of the process, their data bytes (whole pages), and mappings (live, or kept for reuse).
    pub fn hg_sab_stats(buffers: *mut usize, bytes: *mut usize, mappings: *mut usize);
    /// The raw buffer of a SharedArrayBuffer object with one more reference for the caller; null for other objects.
    pub fn hg_sab_retain(
        obj: *mut JSObject,
        length: *mut usize,
        max_length: *mut usize,
        kind: *mut i32,
    ) -> *mut RawBuffer;
    /// One more reference; false when there are too many.
    pub fn hg_sab_add_ref(raw: *mut RawBuffer) -> bool;
    /// Gives up a reference; the last one frees the memory.
    pub fn hg_sab_release(raw: *mut RawBuffer);
    /// References now (objects, clones in flight, the host's).
    pub fn hg_sab_ref_count(raw: *mut RawBuffer) -> u32;
    /// Address of the data.
    pub fn hg_sab_data(raw: *mut RawBuffer) -> *mut u8;
    /// Length of the data now (a growable one may grow at any time).
    pub fn hg_sab_length(raw: *mut RawBuffer) -> usize;
    /// A SharedArrayBuffer object in the current realm with a reference of its own; `length` is the maximum for a
    /// growable buffer. Null with an exception pending. Not for wasm memories.
    pub fn hg_sab_object(cx: *mut JSContext, raw: *mut RawBuffer, length: usize) -> *mut JSObject;
    /// A zeroed buffer that no isolate holds yet, with one reference; null when out of memory or too long.
    pub fn hg_sab_new(length: usize) -> *mut RawBuffer;
    /// A new descriptor of the buffer's memory for another process, the caller's; `-errno` on failure, `-EOPNOTSUPP` for
    /// growable buffers and wasm memories. Other threads may use the buffer meanwhile.
    pub fn hg_sab_share(raw: *mut RawBuffer) -> i32;
    /// The buffer over memory of another process' [`hg_sab_share`], with one reference; takes the descriptor over unless it
    /// gives null (with `errno` set). Checks the descriptor. The same memory is always the same buffer.
    /// `read_only`: memory of [`hg_sab_set_read_only`], which here is a private copy unless [`hg_sab_on_store`] was called.
    pub fn hg_sab_map(fd: i32, length: usize, read_only: bool) -> *mut RawBuffer;
    /// Lets other processes only read the buffer: 0 or `-errno`, `-EBUSY` if some may have it already.
    pub fn hg_sab_set_read_only(raw: *mut RawBuffer) -> i32;
    /// Whether processes that get the buffer from another can only read it.
    pub fn hg_sab_is_read_only(raw: *mut RawBuffer) -> bool;
    /// Memory that this process may only read is from now on mapped so, and `hook` called for a store to it, with the
    /// registers of the store, on the thread that stores and in no handler. It must end the process.
    pub fn hg_sab_on_store(hook: StoreHook);
    /// Buffers of this process that have a descriptor.
    pub fn hg_sab_descriptors() -> usize;
}
