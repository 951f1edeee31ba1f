//! Heap statistics and collection.

use crate::Scope;
use mozjs::jsapi as raw;
use std::time::Duration;

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

/// A collection that happened, or a slice of one.
#[derive(Clone, Copy, Debug)]
pub struct Collection {
    /// Time since its start.
    pub ago: Duration,
    /// How long it took.
    pub duration: Duration,
    /// What was collected.
    pub kind: CollectionKind,
    /// Whether the program asked for it.
    pub forced: bool,
}

/// What a [`Collection`] was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CollectionKind {
    /// Of young objects.
    Minor,
    /// Of everything, or the last slice of that.
    Major,
    /// A slice before the last one.
    Slice,
}

impl Scope<'_> {
    /// Records collections from now on, or no longer. False when out of memory.
    pub fn watch_collections(&mut self, on: bool) -> bool {
        // SAFETY: the context is live, on its thread and not collecting. The recording ends with the isolate.
        unsafe { heddle_glue::collections::hg_collections_watch(self.cx, on) }
    }

    /// Whether [`Scope::take_collections`] would return any.
    pub fn has_collections(&self) -> bool {
        // SAFETY: reads this thread's own record.
        unsafe { heddle_glue::collections::hg_collections_count() > 0 }
    }

    /// The collections since the last call, in order: the last thousand at most.
    pub fn take_collections(&mut self) -> Vec<Collection> {
        let mut record = heddle_glue::collections::Collection::default();
        let mut taken = Vec::new();
        // SAFETY: takes from this thread's own record.
        while unsafe { heddle_glue::collections::hg_collections_take(&mut record) } {
            taken.push(Collection {
                ago: Duration::from_nanos(record.ago),
                duration: Duration::from_nanos(record.duration),
                kind: match record.kind {
                    1 => CollectionKind::Minor,
                    4 => CollectionKind::Major,
                    _ => CollectionKind::Slice,
                },
                forced: record.forced,
            });
        }
        taken
    }
}

/// What an isolate uses, in bytes, as its limits count it.
#[derive(Clone, Copy, Debug, Default)]
pub struct MemoryStatistics {
    /// The heap: cells, what they own, and machine code.
    pub heap_used: u64,
    /// What the system gave for the heap.
    pub heap_total: u64,
    /// The part of the heap that cells own outside the collector's own pages: slots, elements, characters.
    pub heap_malloc: u64,
    /// Machine code.
    pub code: u64,
    /// ArrayBuffers and SharedArrayBuffers.
    pub buffers: u64,
    /// Memories of WebAssembly.
    pub wasm: u64,
    /// The most that was seen in use, buffers included.
    pub peak: u64,
    /// Allocated so far, what was collected again included.
    pub allocated: u64,
    /// References from Rust to JavaScript's values.
    pub handles: usize,
}

impl Scope<'_> {
    /// Exact figures of this isolate; looks at every object.
    pub fn memory_statistics(&mut self) -> MemoryStatistics {
        let (mut memory, mut usage) = Default::default();
        let (mut buffers, mut wasm) = (0, 0);
        // SAFETY: the context is live and on its thread.
        unsafe {
            // First, as it moves young objects to where the others count them.
            heddle_glue::memory::hg_memory_external(self.cx, &raw mut buffers, &raw mut wasm);
            heddle_glue::memory::hg_memory(self.cx, &raw mut memory);
            heddle_glue::limits::hg_limits_usage(self.cx, &raw mut usage);
        }
        let heap_malloc = memory.malloc_bytes.saturating_sub(buffers + wasm);
        // SAFETY: as above.
        let chunks = unsafe { raw::JS_GetGCParameter(self.cx, raw::JSGCParamKey::JSGC_TOTAL_CHUNKS) };
        let heap_used = memory.gc_bytes + heap_malloc + memory.jit_bytes;
        MemoryStatistics {
            heap_used,
            heap_total: memory.gc_bytes.max(u64::from(chunks) << 20) + heap_malloc + memory.jit_bytes,
            heap_malloc,
            code: memory.jit_bytes,
            buffers,
            wasm,
            peak: usage.peak,
            allocated: usage.allocated,
            handles: self.inner().globals.len(),
        }
    }

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
