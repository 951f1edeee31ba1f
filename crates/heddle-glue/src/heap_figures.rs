//! Declarations of `cpp/heap_figures.cpp`: the heap by space, the scripts, and the objects that inherit from one.

use mozjs_sys::jsapi::{JSContext, JSObject};
use std::ffi::c_void;

/// Bytes of one runtime's heap, by the counters that the engine keeps anyway.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct HeapFigures {
    /// Capacity of the nursery.
    pub young_size: u64,
    /// Of it, what is in use.
    pub young_used: u64,
    /// What young objects own outside of it.
    pub young_owned: u64,
    /// Arenas of old cells.
    pub old_used: u64,
    /// Chunks that hold them.
    pub old_size: u64,
    /// What old cells own outside: slots, elements, characters, buffers.
    pub owned: u64,
    /// Machine code.
    pub code: u64,
    /// Number of realms.
    pub realms: u64,
}

/// Bytes of what was compiled.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct CodeFigures {
    /// Bytecode and what belongs to it.
    pub bytecode: u64,
    /// Texts of the scripts, in code units.
    pub sources: u64,
}

extern "C" {
    /// Reads the counters, on the context's thread.
    pub fn hg_heap_figures(cx: *mut JSContext, out: *mut HeapFigures);
    /// Looks at every script.
    pub fn hg_code_figures(cx: *mut JSContext, out: *mut CodeFigures);
    /// Collects garbage, then tells the sink each object that has `prototype` among its prototypes, until that says false.
    /// The sink keeps them alive and does nothing else with the context.
    pub fn hg_heirs(
        cx: *mut JSContext,
        prototype: *mut JSObject,
        sink: unsafe extern "C" fn(closure: *mut c_void, object: *mut JSObject) -> bool,
        closure: *mut c_void,
    );
}
