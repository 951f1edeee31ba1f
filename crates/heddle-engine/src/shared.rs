//! SharedArrayBuffers: all of them are ours (see `heddle-glue/cpp/sab.cpp`), made by the engine's constructor.

use crate::{Local, Refusal, Scope, Thrown};
use heddle_glue::sab as glue;
use heddle_wire::SharedPart;
use mozjs::jsval::ObjectValue;

/// The memory behind a SharedArrayBuffer, held apart from any isolate.
pub struct SharedBuf {
    raw: *mut glue::RawBuffer,
    length: usize,
    growable: bool,
}

// SAFETY: the raw buffer is counted atomically, and its memory is shared between threads by design; this type gives
// out no reference into it.
unsafe impl Send for SharedBuf {}
// SAFETY: as above.
unsafe impl Sync for SharedBuf {}

/// Figures of all SharedArrayBuffers of the process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SharedMemoryStatistics {
    /// Buffers that someone holds.
    pub buffers: usize,
    /// Their data, in whole pages.
    pub bytes: usize,
    /// Mappings in use or kept for reuse.
    pub mappings: usize,
}

impl SharedBuf {
    /// New zeroed memory that no isolate holds yet; `None` when there is none to be had.
    pub fn new(length: usize) -> Option<SharedBuf> {
        // SAFETY: gives null or a buffer with one reference, which this value owns.
        let raw = unsafe { glue::hg_sab_new(length) };
        (!raw.is_null()).then(|| SharedBuf { raw, length, growable: false })
    }

    /// Length in bytes: of a growable buffer, as it is now.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        if self.growable {
            // SAFETY: this value holds a reference, so the buffer lives.
            unsafe { glue::hg_sab_length(self.raw) }
        } else {
            self.length
        }
    }

    /// Whether the buffer can grow.
    pub fn is_growable(&self) -> bool {
        self.growable
    }

    /// How many hold the buffer: objects, messages under way, values like this one.
    pub fn holders(&self) -> u32 {
        // SAFETY: as in `len`.
        unsafe { glue::hg_sab_ref_count(self.raw) }
    }

    /// Figures of all buffers of the process.
    pub fn statistics() -> SharedMemoryStatistics {
        let mut s = SharedMemoryStatistics::default();
        // SAFETY: writes three numbers.
        unsafe { glue::hg_sab_stats(&mut s.buffers, &mut s.bytes, &mut s.mappings) };
        s
    }

    /// The memory for another process, as an entry of a message's side table.
    pub fn share(&self) -> Result<SharedPart, Refusal> {
        Err(Refusal::Kind("SharedArrayBuffer".to_owned()))
    }

    /// The memory that another process has shared. Nothing in the entry is to be believed.
    pub fn map_shared(_part: SharedPart) -> Result<SharedBuf, Refusal> {
        Err(Refusal::Kind("SharedArrayBuffer".to_owned()))
    }

    /// The memory that clone data of this process point to.
    ///
    /// # Safety
    /// `raw` must be a live raw buffer of ours, whose length (of a growable one: the most it can have) is `length`.
    pub(crate) unsafe fn retain(raw: u64, length: usize, growable: bool) -> SharedBuf {
        let raw = raw as *mut glue::RawBuffer;
        // SAFETY: the caller's contract.
        let added = unsafe { glue::hg_sab_add_ref(raw) };
        assert!(added, "too many references to a SharedArrayBuffer");
        SharedBuf { raw, length, growable }
    }

    /// Whether both are the same memory.
    pub fn same(&self, other: &SharedBuf) -> bool {
        self.raw == other.raw
    }
}

impl Clone for SharedBuf {
    fn clone(&self) -> SharedBuf {
        // SAFETY: as in `len`.
        let added = unsafe { glue::hg_sab_add_ref(self.raw) };
        // Four thousand million holders: the count would wrap.
        assert!(added, "too many references to a SharedArrayBuffer");
        SharedBuf { ..*self }
    }
}

impl Drop for SharedBuf {
    fn drop(&mut self) {
        // SAFETY: gives up the one reference that this value owns.
        unsafe { glue::hg_sab_release(self.raw) }
    }
}

impl<'s> Scope<'s> {
    /// The memory of a SharedArrayBuffer; `None` for anything else, and for that of a `WebAssembly.Memory`.
    pub fn shared_buf(&self, value: Local<'_>) -> Option<SharedBuf> {
        let object = value.object_ptr()?;
        let (mut length, mut max, mut kind) = (0, 0, 0);
        // SAFETY: the object is live; the call neither collects nor runs code, and its reference goes to the result.
        let raw = unsafe { glue::hg_sab_retain(object, &mut length, &mut max, &mut kind) };
        if raw.is_null() {
            return None;
        }
        if kind == glue::SAB_WASM {
            // SAFETY: gives the reference back.
            unsafe { glue::hg_sab_release(raw) };
            return None;
        }
        Some(SharedBuf { raw, length: max, growable: kind == glue::SAB_GROWABLE })
    }

    /// A SharedArrayBuffer over this memory.
    pub fn shared_array_buffer(&mut self, memory: &SharedBuf) -> Result<Local<'s>, Thrown> {
        // SAFETY: the context is live and in its realm; the result is rooted at once. The object takes a reference.
        let object = unsafe { glue::hg_sab_object(self.cx, memory.raw, memory.length) };
        self.check(!object.is_null())?;
        Ok(self.root(ObjectValue(object)))
    }
}
