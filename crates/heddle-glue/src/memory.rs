//! Declarations of `cpp/memory.cpp`: counters.

use mozjs_sys::jsapi::JSContext;

/// Bytes of one runtime, exact.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// Cells: the collector's arenas in use.
    pub gc_bytes: u64,
    /// Capacity of the nursery.
    pub nursery_bytes: u64,
    /// What cells own outside the collector: buffers, slots, elements, characters.
    pub malloc_bytes: u64,
    /// Machine code.
    pub jit_bytes: u64,
    /// Major collections so far.
    pub collections: u64,
    /// Minor collections so far.
    pub minor_collections: u64,
}

extern "C" {
    /// Installs what is done at the end of major collections; every context needs it, once.
    pub fn hg_gc_attach(cx: *mut JSContext);
    /// Collects young objects only.
    pub fn hg_minor_gc(cx: *mut JSContext);
    /// Counts the bytes of the context's runtime, on its thread.
    pub fn hg_memory(cx: *mut JSContext, out: *mut Memory);
    /// Bytes of ArrayBuffers and SharedArrayBuffers, and of wasm memories. Looks at every object.
    pub fn hg_memory_external(cx: *mut JSContext, buffers: *mut u64, wasm: *mut u64);
}
