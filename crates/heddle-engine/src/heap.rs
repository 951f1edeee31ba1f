//! Heap statistics and collection.

use crate::{Local, Scope};
use heddle_glue::heap_figures as glue;
use mozjs::jsapi as raw;
use mozjs::jsval::ObjectValue;
use std::ffi::c_void;
use std::panic::{catch_unwind, AssertUnwindSafe};

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

/// What an isolate uses, in bytes, as its limits count it.
#[derive(Clone, Copy, Debug, Default)]
pub struct MemoryStatistics {
    /// The heap: cells, what they own, and machine code.
    pub heap_used: u64,
    /// What the system gave for the heap.
    pub heap_total: u64,
    /// The part of the heap that cells own outside the collector's own pages: slots, elements, characters.
    pub heap_malloc: u64,
    /// The most that `heap_malloc` was seen to be.
    pub peak_malloc: u64,
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
    /// Global objects.
    pub realms: u64,
}

/// The heap by space, in bytes, by the counters that the engine keeps anyway. `owned` is what cells own outside the
/// collector's pages; buffers are part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeapSpaces {
    /// Capacity of the space for young objects.
    pub young_size: u64,
    /// Of it, what is in use.
    pub young_used: u64,
    /// Pages for old cells.
    pub old_size: u64,
    /// Of them, what is in use.
    pub old_used: u64,
    /// Slots, elements, characters, buffers.
    pub owned: u64,
    /// Machine code.
    pub code: u64,
}

impl HeapSpaces {
    pub(crate) fn new(figures: &glue::HeapFigures) -> HeapSpaces {
        HeapSpaces {
            young_size: figures.young_size,
            young_used: figures.young_used,
            old_size: figures.old_size,
            old_used: figures.old_used,
            owned: figures.owned + figures.young_owned,
            code: figures.code,
        }
    }
}

/// Bytes of what was compiled.
#[derive(Clone, Copy, Debug, Default)]
pub struct CodeStatistics {
    /// Machine code.
    pub code: u64,
    /// Bytecode and what belongs to it.
    pub bytecode: u64,
    /// Texts of the scripts, in code units.
    pub sources: u64,
}

impl Scope<'_> {
    fn heap_figures(&self) -> glue::HeapFigures {
        let mut figures = glue::HeapFigures::default();
        // SAFETY: the context is live and on its thread; counters are read.
        unsafe { glue::hg_heap_figures(self.cx, &raw mut figures) };
        figures
    }

    /// The heap by space.
    pub fn heap_spaces(&self) -> HeapSpaces {
        HeapSpaces::new(&self.heap_figures())
    }

    /// Figures of the compiled code; looks at every script.
    pub fn code_statistics(&mut self) -> CodeStatistics {
        let mut figures = glue::CodeFigures::default();
        // SAFETY: the context is live, on its thread and not collecting.
        unsafe { glue::hg_code_figures(self.cx, &raw mut figures) };
        CodeStatistics { code: self.heap_figures().code, bytecode: figures.bytecode, sources: figures.sources }
    }

    /// Exact figures of this isolate; looks at every object.
    pub fn memory_statistics(&mut self) -> MemoryStatistics {
        let mut usage = heddle_glue::limits::Usage::default();
        let (mut buffers, mut wasm) = (0, 0);
        // SAFETY: the context is live and on its thread.
        unsafe {
            // First, as it moves young objects to where the others count them.
            heddle_glue::memory::hg_memory_external(self.cx, &raw mut buffers, &raw mut wasm);
            heddle_glue::limits::hg_limits_usage(self.cx, &raw mut usage);
        }
        let figures = self.heap_figures();
        let heap_malloc = figures.owned.saturating_sub(buffers + wasm);
        MemoryStatistics {
            heap_used: figures.old_used + heap_malloc + figures.code,
            heap_total: figures.young_size + figures.old_size + heap_malloc + figures.code,
            heap_malloc,
            peak_malloc: usage.peak_owned.max(heap_malloc),
            code: figures.code,
            buffers,
            wasm,
            peak: usage.peak,
            allocated: usage.allocated,
            handles: self.inner().globals.len(),
            realms: figures.realms,
        }
    }
}

impl<'s> Scope<'s> {
    /// All objects that have `prototype` among their prototypes, garbage excepted.
    pub fn heirs(&mut self, prototype: Local<'_>) -> Vec<Local<'s>> {
        unsafe extern "C" fn take(closure: *mut c_void, object: *mut raw::JSObject) -> bool {
            // SAFETY: `closure` is the closure below, alive and not otherwise in use during the call.
            let take = unsafe { &mut *closure.cast::<&mut dyn FnMut(*mut raw::JSObject)>() };
            // A panic must not cross the engine.
            catch_unwind(AssertUnwindSafe(|| take(object))).is_ok()
        }
        let Some(wanted) = prototype.object_ptr() else { return Vec::new() };
        let (cx, mut found) = (self.cx, Vec::new());
        let mut root = |object| found.push(self.root(ObjectValue(object)));
        let mut root: &mut dyn FnMut(*mut raw::JSObject) = &mut root;
        // SAFETY: the context is live, on its thread and in its realm; the sink only roots what it is told.
        unsafe { glue::hg_heirs(cx, wanted, take, (&raw mut root).cast::<c_void>()) };
        found
    }
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
