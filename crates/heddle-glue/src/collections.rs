//! Declarations of `cpp/collections.cpp`: when collections happened, and what they changed.

use crate::heap_figures::HeapFigures;
use mozjs_sys::jsapi::JSContext;

/// One collection, or a slice of one.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Collection {
    /// Nanoseconds between its start and the call that takes the record.
    pub ago: u64,
    /// Nanoseconds.
    pub duration: u64,
    /// 1: young objects; 4: all, or the end of that in slices; 8: a slice before the end.
    pub kind: u32,
    /// The program asked for it.
    pub forced: bool,
}

/// What a collection, or a slice of one, changed.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct CollectionSample {
    /// Nanoseconds.
    pub duration: u64,
    /// As in [`Collection`].
    pub kind: u32,
    /// Before it.
    pub before: HeapFigures,
    /// After it.
    pub after: HeapFigures,
}

extern "C" {
    /// Starts or ends the recording for the thread's context; to be ended before the context goes. False when out of memory.
    pub fn hg_collections_watch(cx: *mut JSContext, on: bool) -> bool;
    /// Starts or ends a profile, as `hg_collections_watch`.
    pub fn hg_collections_profile(cx: *mut JSContext, on: bool) -> bool;
    /// The profile's sample of that number; false if there is none.
    pub fn hg_collections_sample(index: usize, out: *mut CollectionSample) -> bool;
    /// How many records of this thread wait.
    pub fn hg_collections_count() -> usize;
    /// Takes the oldest record; false if there is none.
    pub fn hg_collections_take(out: *mut Collection) -> bool;
}
