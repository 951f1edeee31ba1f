//! Declarations of `cpp/heap_snapshot.cpp`: the graph of what an isolate's roots reach.

use mozjs_sys::jsapi::JSContext;
use std::ffi::c_void;

/// Name the engine's own things as the engine does.
pub const EXPOSE_INTERNALS: u32 = 1;
/// Numbers are nodes too.
pub const EXPOSE_NUMERIC_VALUES: u32 = 2;

/// Receives a snapshot, in order: the edges of a node, then the node. Strings are valid only during the call.
#[repr(C)]
pub struct SnapshotSink {
    /// Passed to the functions.
    pub closure: *mut c_void,
    /// The number of a string, Latin-1 or UTF-16.
    pub string: unsafe extern "C" fn(closure: *mut c_void, chars: *const c_void, length: usize, two_byte: bool) -> u32,
    /// The next edge; `name` is a string's number, or an index for edges to elements.
    pub edge: unsafe extern "C" fn(closure: *mut c_void, kind: u8, name: u32, to: u32),
    /// The next node, from which the edges since the last one go out.
    pub node: unsafe extern "C" fn(closure: *mut c_void, kind: u8, name: u32, id: u32, size: u64, edges: u32),
    /// Where a function stands, from 0.
    pub location: unsafe extern "C" fn(closure: *mut c_void, node: u32, script: u32, line: u32, column: u32),
}

extern "C" {
    /// Collects garbage, then tells the sink what is left. False if the heap is too large to be described. The sink must
    /// not touch the context.
    pub fn hg_heap_snapshot(cx: *mut JSContext, sink: *const SnapshotSink, flags: u32) -> bool;
}
