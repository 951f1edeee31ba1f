//! SharedArrayBuffers: all of them are ours (see `heddle-glue/cpp/sab.cpp`), made by the engine's constructor.

use crate::{read_only, Local, Refusal, Scope, Thrown};
use heddle_glue::sab as glue;
use heddle_wire::{Malformed, SharedPart};
use mozjs::jsval::ObjectValue;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, IntoRawFd, OwnedFd};

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

/// In a [`SharedPart`]'s flags: receivers can only read.
const READ_ONLY: u32 = 1;
/// `EOPNOTSUPP`
const NOT_OURS: i32 = 95;

/// Figures of all SharedArrayBuffers of the process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SharedMemoryStatistics {
    /// Buffers that someone holds.
    pub buffers: usize,
    /// Their data, in whole pages.
    pub bytes: usize,
    /// Mappings in use or kept for reuse.
    pub mappings: usize,
    /// Buffers with a descriptor: those that other processes may hold.
    pub descriptors: usize,
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
        // SAFETY: reads a number.
        s.descriptors = unsafe { glue::hg_sab_descriptors() };
        s
    }

    /// The memory for another process, as an entry of a message's side table.
    pub fn share(&self) -> Result<SharedPart, Refusal> {
        if self.growable {
            return Err(Refusal::Growable);
        }
        let memory = self.to_descriptor().map_err(|error| match error.raw_os_error() {
            Some(NOT_OURS) => Refusal::Kind("WebAssembly.Memory".to_owned()),
            _ => Refusal::System(error),
        })?;
        let length = self.length as u64;
        let flags = if self.is_read_only() { READ_ONLY } else { 0 };
        Ok(SharedPart { memory, capacity: length, length, growable: false, flags })
    }

    /// The memory that another process has shared. Nothing in the entry is to be believed.
    pub fn map_shared(part: SharedPart) -> Result<SharedBuf, Refusal> {
        if part.flags & !READ_ONLY != 0 || part.growable || part.length != part.capacity {
            return Err(Malformed { what: "shared memory of an unknown kind", at: 0 }.into());
        }
        Ok(SharedBuf::map(part.memory, part.length, part.flags & READ_ONLY != 0)?)
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

    /// A descriptor of the memory, for another process, which makes the same memory of it by
    /// [`SharedBuf::from_descriptor`]. Other threads may use the memory meanwhile. Growable buffers stay in their process
    /// (`EOPNOTSUPP`): their length stands where no other process can see it. So do memories of WebAssembly.
    pub fn to_descriptor(&self) -> io::Result<OwnedFd> {
        // SAFETY: as in `len`.
        let fd = unsafe { glue::hg_sab_share(self.raw) };
        if fd < 0 {
            return Err(io::Error::from_raw_os_error(-fd));
        }
        // SAFETY: a new descriptor, which is the caller's.
        Ok(unsafe { OwnedFd::from_raw_fd(fd) })
    }

    /// The memory of `length` bytes that another process has given. Nothing is believed: memory that could be cut, or
    /// has another size than this length needs, is refused. Memory that this process has already is the same value.
    pub fn from_descriptor(memory: OwnedFd, length: u64) -> io::Result<SharedBuf> {
        SharedBuf::map(memory, length, false)
    }

    fn map(memory: OwnedFd, length: u64, read_only: bool) -> io::Result<SharedBuf> {
        let length = usize::try_from(length).map_err(|_| io::ErrorKind::InvalidInput)?;
        // SAFETY: the descriptor is open, and taken over only if this gives a buffer, whose reference is the result's.
        let raw = unsafe { glue::hg_sab_map(memory.as_raw_fd(), length, read_only) };
        if raw.is_null() {
            return Err(io::Error::last_os_error());
        }
        let _taken_over = memory.into_raw_fd();
        Ok(SharedBuf { raw, length, growable: false })
    }

    /// Lets processes that get the memory from now on only read it; this one can still write to it. Fails with `EBUSY` if
    /// other processes may have it already, and with `EOPNOTSUPP` where [`SharedBuf::to_descriptor`] does.
    pub fn set_read_only(&self) -> io::Result<()> {
        // SAFETY: as in `len`.
        match unsafe { glue::hg_sab_set_read_only(self.raw) } {
            0 => Ok(()),
            error => Err(io::Error::from_raw_os_error(-error)),
        }
    }

    /// Whether processes that get the memory from another can only read it.
    pub fn is_read_only(&self) -> bool {
        // SAFETY: as in `len`.
        unsafe { glue::hg_sab_is_read_only(self.raw) }
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
        if memory.is_read_only() {
            read_only::watch_stores(self);
        }
        // SAFETY: the context is live and in its realm; the result is rooted at once. The object takes a reference.
        let object = unsafe { glue::hg_sab_object(self.cx, memory.raw, memory.length) };
        self.check(!object.is_null())?;
        Ok(self.root(ObjectValue(object)))
    }
}
