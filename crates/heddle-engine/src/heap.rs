//! Heap statistics and collection.

use crate::Scope;
use mozjs::jsapi as raw;

/// How thorough a collection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GcKind {
    /// Young objects only.
    Minor,
    /// Everything.
    Full,
    /// Everything, and give memory back.
    Shrink,
}

/// Sizes in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeapStatistics {
    /// Used by collected things.
    pub gc_bytes: u64,
    /// Memory that the collector holds.
    pub gc_committed: u64,
    /// Owned by collected things outside the collector's heap: buffers, long strings, large arrays.
    pub malloc_bytes: u64,
    /// Number of minor collections so far.
    pub minor_collections: u32,
    /// Major collections so far.
    pub major_collections: u32,
}

impl Scope<'_> {
    /// Collects garbage.
    pub fn gc(&mut self, kind: GcKind) {
        // SAFETY: the context is live; locals and globals are traced.
        unsafe {
            match kind {
                GcKind::Minor => heddle_glue::memory::hg_minor_gc(self.cx),
                GcKind::Full | GcKind::Shrink => {
                    raw::PrepareForFullGC(self.cx);
                    let options = if kind == GcKind::Shrink { raw::GCOptions::Shrink } else { raw::GCOptions::Normal };
                    raw::NonIncrementalGC(self.cx, options, raw::GCReason::API);
                }
            }
        }
    }

    /// A collection if the heap has grown enough to want one; for idle moments.
    /// A collection that goes in slices is finished.
    pub fn maybe_gc(&mut self) {
        // SAFETY: as in `gc`.
        unsafe {
            if raw::IsIncrementalGCInProgress(self.cx) {
                raw::FinishIncrementalGC(self.cx, raw::GCReason::INTER_SLICE_GC);
            } else {
                raw::JS_MaybeGC(self.cx);
            }
        }
    }

    /// Heap figures.
    pub fn heap_statistics(&mut self) -> HeapStatistics {
        use raw::JSGCParamKey as Key;
        // SAFETY: the context is live.
        let get = |key| unsafe { raw::JS_GetGCParameter(self.cx, key) };
        let mut memory = heddle_glue::memory::Memory::default();
        // SAFETY: the context is live and on its thread.
        unsafe { heddle_glue::memory::hg_memory(self.cx, &mut memory) };
        HeapStatistics {
            malloc_bytes: memory.malloc_bytes,
            gc_bytes: u64::from(get(Key::JSGC_BYTES)),
            gc_committed: u64::from(get(Key::JSGC_TOTAL_CHUNKS)) << 20,
            minor_collections: get(Key::JSGC_MINOR_GC_NUMBER),
            major_collections: get(Key::JSGC_MAJOR_GC_NUMBER),
        }
    }

    /// Forgets the time zone that dates are shown in: after `TZ` changed.
    pub fn reset_time_zone(&mut self) {
        // SAFETY: a process-wide, internally locked operation.
        unsafe { raw::ResetTimeZone() }
    }

    /// Sets how often the debug engine collects (`SetGCZeal`). False if the engine is no debug build.
    pub fn set_gc_zeal(&mut self, mode: u8, frequency: u32) -> bool {
        #[cfg(feature = "debugmozjs")]
        {
            // SAFETY: the context is live.
            unsafe { raw::SetGCZeal(self.cx, mode, frequency) };
            true
        }
        #[cfg(not(feature = "debugmozjs"))]
        {
            let _ = (mode, frequency);
            false
        }
    }
}
