//! ArrayBuffers, typed arrays and their bytes.

use crate::{Local, Scope, Thrown};
use mozjs::jsapi as raw;
use mozjs::jsval::ObjectValue;
use mozjs::rooted;

/// The element type of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewKind {
    /// `Int8Array`
    Int8,
    /// `Uint8Array` (and `Buffer`)
    Uint8,
    /// `Uint8ClampedArray`
    Uint8Clamped,
    /// `Int16Array`
    Int16,
    /// `Uint16Array`
    Uint16,
    /// `Int32Array`
    Int32,
    /// `Uint32Array`
    Uint32,
    /// `Float16Array`
    Float16,
    /// `Float32Array`
    Float32,
    /// `Float64Array`
    Float64,
    /// `BigInt64Array`
    BigInt64,
    /// `BigUint64Array`
    BigUint64,
    /// `DataView`
    DataView,
}

/// From this size on bytes are handed over instead of copied.
const ADOPT_FROM: usize = 1 << 20;

struct Bytes {
    data: *mut u8,
    len: usize,
    shared: bool,
}

impl<'s> Scope<'s> {
    fn bytes_of(&self, value: Local<'_>) -> Option<Bytes> {
        let object = value.object_ptr()?;
        let (mut len, mut shared, mut data) = (0, false, std::ptr::null_mut());
        // SAFETY: the object is live; these functions read its slots without collecting.
        unsafe {
            if raw::JS_IsArrayBufferViewObject(object) {
                raw::GetArrayBufferViewLengthAndData(object, &mut len, &mut shared, &mut data);
            } else if raw::IsArrayBufferObjectMaybeShared(object) {
                raw::GetArrayBufferMaybeSharedLengthAndData(object, &mut len, &mut shared, &mut data);
            } else {
                return None;
            }
        }
        Some(Bytes { data, len, shared })
    }

    /// Where the bytes of a buffer or view are now.
    pub(crate) fn bytes_ptr(&self, value: Local<'_>) -> Option<(*mut u8, usize)> {
        self.bytes_of(value).map(|bytes| (bytes.data, bytes.len))
    }

    /// Whether a value is an ArrayBuffer, SharedArrayBuffer or view.
    pub fn is_bytes(&self, value: Local<'_>) -> bool {
        self.bytes_of(value).is_some()
    }

    /// Length in bytes of an ArrayBuffer, SharedArrayBuffer or view; 0 for anything else.
    pub fn byte_len(&self, value: Local<'_>) -> usize {
        self.bytes_of(value).map_or(0, |b| b.len)
    }

    /// Gives `f` the bytes of a buffer or view. `f` gets a copy if the memory is shared with other threads.
    pub fn with_bytes<R>(&self, value: Local<'_>, f: impl FnOnce(&[u8]) -> R) -> Option<R> {
        let bytes = self.bytes_of(value)?;
        if bytes.len == 0 {
            return Some(f(&[]));
        }
        if bytes.shared {
            return Some(f(&copy_shared(&bytes)));
        }
        // SAFETY: `f` has no scope, so neither JavaScript nor the collector can run and move, detach or change
        // the memory, which belongs to this thread alone.
        Some(f(unsafe { std::slice::from_raw_parts(bytes.data, bytes.len) }))
    }

    /// Gives `f` the bytes of a buffer or view to change. Shared memory is copied in and out.
    pub fn with_bytes_mut<R>(&mut self, value: Local<'_>, f: impl FnOnce(&mut [u8]) -> R) -> Option<R> {
        let bytes = self.bytes_of(value)?;
        if bytes.len == 0 {
            return Some(f(&mut []));
        }
        if bytes.shared {
            let mut copy = copy_shared(&bytes);
            let result = f(&mut copy);
            for (index, byte) in copy.iter().enumerate() {
                // SAFETY: within the shared mapping; other threads may race, so the access is atomic.
                unsafe { atomic(bytes.data.add(index)) }.store(*byte, std::sync::atomic::Ordering::Relaxed);
            }
            return Some(result);
        }
        // SAFETY: as in `with_bytes`; `&mut self` keeps other borrows of the isolate's memory away.
        Some(f(unsafe { std::slice::from_raw_parts_mut(bytes.data, bytes.len) }))
    }

    /// A copy of the bytes of a buffer or view.
    pub fn bytes_to_vec(&self, value: Local<'_>) -> Option<Vec<u8>> {
        self.with_bytes(value, <[u8]>::to_vec)
    }

    /// Whether a buffer or view is backed by shared memory.
    pub fn is_shared_memory(&self, value: Local<'_>) -> bool {
        self.bytes_of(value).is_some_and(|b| b.shared)
    }

    /// The element type of a view; `None` for anything else.
    pub fn view_kind(&self, value: Local<'_>) -> Option<ViewKind> {
        use raw::Type;
        let object = value.object_ptr()?;
        // SAFETY: the object is live; no collection.
        let kind = unsafe {
            if !raw::JS_IsArrayBufferViewObject(object) {
                return None;
            }
            raw::JS_GetArrayBufferViewType(object)
        };
        Some(match kind {
            Type::Int8 => ViewKind::Int8,
            Type::Uint8 => ViewKind::Uint8,
            Type::Uint8Clamped => ViewKind::Uint8Clamped,
            Type::Int16 => ViewKind::Int16,
            Type::Uint16 => ViewKind::Uint16,
            Type::Int32 => ViewKind::Int32,
            Type::Uint32 => ViewKind::Uint32,
            Type::Float16 => ViewKind::Float16,
            Type::Float32 => ViewKind::Float32,
            Type::Float64 => ViewKind::Float64,
            Type::BigInt64 => ViewKind::BigInt64,
            Type::BigUint64 => ViewKind::BigUint64,
            _ => ViewKind::DataView,
        })
    }

    /// A `Uint8Array` with these bytes.
    pub fn uint8_array(&mut self, bytes: Vec<u8>) -> Result<Local<'s>, Thrown> {
        if bytes.len() < ADOPT_FROM {
            return self.uint8_array_copy(&bytes);
        }
        let buffer = self.array_buffer(bytes)?;
        self.uint8_array_on(buffer)
    }

    /// A `Uint8Array` of zeroes.
    pub fn uint8_array_zeroed(&mut self, len: usize) -> Result<Local<'s>, Thrown> {
        // SAFETY: the context is live and in its realm; the result is rooted at once.
        let array = unsafe { raw::JS_NewUint8Array(self.cx, len) };
        self.check(!array.is_null())?;
        Ok(self.root(ObjectValue(array)))
    }

    /// A `Uint8Array` with a copy of these bytes.
    pub fn uint8_array_copy(&mut self, bytes: &[u8]) -> Result<Local<'s>, Thrown> {
        let array = self.uint8_array_zeroed(bytes.len())?;
        self.with_bytes_mut(array, |target| target.copy_from_slice(bytes));
        Ok(array)
    }

    /// A `Uint8Array` over a whole ArrayBuffer.
    pub fn uint8_array_on(&mut self, buffer: Local<'_>) -> Result<Local<'s>, Thrown> {
        rooted!(in(self.cx) let object = buffer.raw().to_object());
        // SAFETY: the buffer is rooted; -1 means up to its end.
        let array = unsafe { raw::JS_NewUint8ArrayWithBuffer(self.cx, object.handle().into(), 0, -1) };
        self.check(!array.is_null())?;
        Ok(self.root(ObjectValue(array)))
    }

    /// An ArrayBuffer of zeroes.
    pub fn array_buffer_zeroed(&mut self, len: usize) -> Result<Local<'s>, Thrown> {
        // SAFETY: the context is live and in its realm; the result is rooted at once.
        let buffer = unsafe { raw::NewArrayBuffer(self.cx, len) };
        self.check(!buffer.is_null())?;
        Ok(self.root(ObjectValue(buffer)))
    }

    /// An ArrayBuffer with these bytes; large ones are adopted without a copy.
    pub fn array_buffer(&mut self, bytes: Vec<u8>) -> Result<Local<'s>, Thrown> {
        let len = bytes.len();
        if len < ADOPT_FROM {
            let buffer = self.array_buffer_zeroed(len)?;
            self.with_bytes_mut(buffer, |target| target.copy_from_slice(&bytes));
            return Ok(buffer);
        }
        let buffer = crate::payload::Bytes::from_vec(bytes).into_object(self);
        self.check(!buffer.is_null())?;
        Ok(self.root(ObjectValue(buffer)))
    }
}

fn copy_shared(bytes: &Bytes) -> Vec<u8> {
    (0..bytes.len)
        // SAFETY: within the shared mapping, which lives as long as the object; other threads may race.
        .map(|index| unsafe { atomic(bytes.data.add(index)) }.load(std::sync::atomic::Ordering::Relaxed))
        .collect()
}

/// # Safety
/// `byte` must point into live memory.
unsafe fn atomic<'a>(byte: *mut u8) -> &'a std::sync::atomic::AtomicU8 {
    // SAFETY: the caller's contract; AtomicU8 has the layout of u8.
    unsafe { std::sync::atomic::AtomicU8::from_ptr(byte) }
}
