//! What messages hold: memory of the engine's that belongs to no isolate and crosses threads.

use crate::{ErrorKind, Local, Scope, Thrown};
use heddle_glue::{clone, engine, plain};
use heddle_sys::memfd::Sealed;
use mozjs::jsapi::JSObject;
use mozjs::jsval::UndefinedValue;
use std::ffi::{c_void, CStr, CString};
use std::os::fd::AsRawFd;

/// Data of the engine's structured clone.
pub(crate) struct Buffer(*mut clone::CloneBuffer);
// SAFETY: same-process clone data may be read and freed on any thread.
unsafe impl Send for Buffer {}
// SAFETY: only messages without transferables have duplicates (`Message::duplicate`). Reading their data changes
// nothing in it: what is marked as consumed is the transfer map, which such data lacks, and the references it holds
// (shared buffers, string buffers) are counted atomically.
unsafe impl Sync for Buffer {}
impl Drop for Buffer {
    fn drop(&mut self) {
        // SAFETY: owned; transferables still in it belong to `Message::attachments` (freeTransfer does nothing).
        unsafe { clone::hg_clone_free(self.0) }
    }
}

impl Buffer {
    /// Takes over clone data.
    pub(crate) fn new(buffer: *mut clone::CloneBuffer) -> Buffer {
        Buffer(buffer)
    }

    pub(crate) fn raw(&self) -> *mut clone::CloneBuffer {
        self.0
    }

    pub(crate) fn size(&self) -> usize {
        // SAFETY: the buffer is live.
        unsafe { clone::hg_clone_size(self.0) }
    }

    /// The data. The pointers in them are good as long as this lives.
    pub(crate) fn flatten(&self) -> Vec<u8> {
        let mut bytes = vec![0; self.size()];
        // SAFETY: the buffer is live, and there is room for all of it.
        unsafe { clone::hg_clone_flatten(self.0, bytes.as_mut_ptr()) };
        bytes
    }
}

/// Objects and arrays of primitives, written without the clone machinery.
pub(crate) struct Plain(*mut plain::Plain);
// SAFETY: immutable, its owners are counted atomically, and it belongs to no isolate.
unsafe impl Send for Plain {}
impl Drop for Plain {
    fn drop(&mut self) {
        // SAFETY: the reference is owned.
        unsafe { plain::hg_plain_release(self.0) }
    }
}

impl Clone for Plain {
    fn clone(&self) -> Plain {
        // SAFETY: the data is live; the new reference is the copy's.
        unsafe { plain::hg_plain_retain(self.0) };
        Plain(self.0)
    }
}

impl Plain {
    /// `None` if the value is not plain: then nothing has happened.
    pub(crate) fn write(scope: &mut Scope<'_>, value: Local<'_>, json: bool) -> Result<Option<Plain>, Thrown> {
        let mut data = std::ptr::null_mut();
        // SAFETY: the value is rooted.
        match unsafe { plain::hg_plain_write(scope.cx, value.slot, json, &raw mut data) } {
            plain::PLAIN_WRITTEN => Ok(Some(Plain(data))),
            plain::PLAIN_FAILED => Err(Thrown::pending()),
            _ => Ok(None),
        }
    }

    pub(crate) fn read<'s>(&self, scope: &mut Scope<'s>) -> Result<Local<'s>, Thrown> {
        let result = scope.root(UndefinedValue());
        // SAFETY: the data is live and the result is rooted.
        let ok = unsafe { plain::hg_plain_read(scope.cx, self.0, result.slot) };
        scope.check(ok)?;
        Ok(result)
    }

    /// The value of bytes that `heddle_wire::check_plain` has let through.
    pub(crate) fn read_bytes<'s>(scope: &mut Scope<'s>, bytes: &[u8]) -> Result<Local<'s>, Thrown> {
        let result = scope.root(UndefinedValue());
        // SAFETY: checked, so that the reader stays within the bytes; the result is rooted.
        let ok = unsafe { plain::hg_plain_read_bytes(scope.cx, bytes.as_ptr(), result.slot) };
        scope.check(ok)?;
        Ok(result)
    }

    pub(crate) fn size(&self) -> usize {
        // SAFETY: the data is live.
        unsafe { plain::hg_plain_size(self.0) }
    }

    /// Gives the bytes for another process to `f`, piece by piece: strings are in them.
    pub(crate) fn pieces(&self, mut f: impl FnMut(&[u8])) {
        unsafe extern "C" fn call<F: FnMut(&[u8])>(closure: *mut c_void, bytes: *const u8, length: usize) {
            // SAFETY: the closure is `f` below, which nobody else uses meanwhile; the bytes are live.
            unsafe { (*closure.cast::<F>())(std::slice::from_raw_parts(bytes, length)) }
        }
        fn flatten<F: FnMut(&[u8])>(plain: *const plain::Plain, f: &mut F) {
            // SAFETY: the data is live; `call` gets what it is made for.
            unsafe { plain::hg_plain_flatten(plain, call::<F>, (&raw mut *f).cast()) }
        }
        flatten(self.0, &mut f);
    }

    /// The bytes for another process.
    pub(crate) fn flatten(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.size());
        self.pieces(|piece| bytes.extend_from_slice(piece));
        bytes
    }
}

/// The code of a WebAssembly.Module: it is immutable, so all isolates share it.
pub(crate) struct WasmModule(*mut engine::WasmModule);
// SAFETY: `JS::WasmModule` is reference counted atomically and made to be used from any thread.
unsafe impl Send for WasmModule {}
// SAFETY: see above; nothing here changes it.
unsafe impl Sync for WasmModule {}
impl Drop for WasmModule {
    fn drop(&mut self) {
        // SAFETY: the reference is owned.
        unsafe { engine::hg_wasm_module_release(self.0) }
    }
}

impl WasmModule {
    /// The code of a WebAssembly.Module; `None` for anything else.
    ///
    /// # Safety
    /// The object must be live.
    pub(crate) unsafe fn of(object: *mut JSObject) -> Option<WasmModule> {
        // SAFETY: the caller's contract; the reference is owned from here on.
        let code = unsafe { engine::hg_wasm_module(object) };
        (!code.is_null()).then(|| WasmModule(code))
    }

    /// A WebAssembly.Module; null with an exception pending.
    pub(crate) fn object(&self, scope: &mut Scope<'_>) -> *mut JSObject {
        // SAFETY: the code is live, and the new object takes its own reference.
        unsafe { engine::hg_wasm_module_object(scope.cx, self.0) }
    }
}

impl WasmModule {
    /// What another process compiles: see [`WasmCode`]. `None` if the bytes were not kept.
    pub(crate) fn to_code(&self) -> Option<Vec<u8>> {
        let (mut features, mut strings) = (0, std::ptr::null());
        // SAFETY: the code is live, and so is what `strings` then points to.
        let (length, name) = unsafe {
            let length = engine::hg_wasm_length(self.0, &raw mut features, &raw mut strings);
            (length, if strings.is_null() { &[] } else { CStr::from_ptr(strings).to_bytes() })
        };
        if length == 0 {
            return None;
        }
        let mut out = Vec::with_capacity(CODE_HEAD + name.len() + length);
        out.extend_from_slice(&features.to_le_bytes());
        out.extend_from_slice(&(name.len() as u32).to_le_bytes());
        out.extend_from_slice(name);
        let at = out.len();
        out.resize(at + length, 0);
        // SAFETY: there is room for so many bytes.
        unsafe { engine::hg_wasm_copy(self.0, out[at..].as_mut_ptr()) };
        Some(out)
    }
}

const CODE_HEAD: usize = 8;
/// Of [`WasmCode`]: string constants are imported.
const STRING_CONSTANTS: u32 = 2;
const KNOWN_FEATURES: u32 = 3;

/// A WebAssembly.Module of another process, which is compiled when it is read: the features that it was compiled with, the
/// length of the name that it imports string constants by, that, and its bytes.
pub(crate) enum WasmCode {
    Inline(Box<[u8]>),
    Sealed(Sealed),
}

impl WasmCode {
    /// The module; null with an exception pending.
    pub(crate) fn object(&self, scope: &mut Scope<'_>) -> *mut JSObject {
        let read;
        let bytes = match self {
            WasmCode::Inline(bytes) => bytes,
            // Memory with holes would cost more here than its sender had.
            WasmCode::Sealed(memory) => match memory.is_filled().then(|| memory.read()) {
                Some(Ok(bytes)) => {
                    read = bytes;
                    read.as_slice()
                }
                _ => return malformed(scope),
            },
        };
        let Some((features, name, code)) = parts(bytes) else { return malformed(scope) };
        // SAFETY: the context is live and in its realm; bytes and name live as long as the call. The engine checks the code.
        unsafe { engine::hg_wasm_compile(scope.cx, code.as_ptr(), code.len(), features, name.as_ptr()) }
    }
}

fn parts(bytes: &[u8]) -> Option<(u32, CString, &[u8])> {
    let (head, rest) = bytes.split_first_chunk::<CODE_HEAD>()?;
    let [features, length] = [0, 4].map(|at| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]));
    let (name, code) = rest.split_at_checked(length as usize)?;
    let fits = features & !KNOWN_FEATURES == 0 && (name.is_empty() || features & STRING_CONSTANTS != 0);
    let name = std::str::from_utf8(name).ok().filter(|_| fits)?;
    Some((features, CString::new(name).ok()?, code))
}

fn malformed(scope: &mut Scope<'_>) -> *mut JSObject {
    let _thrown = scope.throw_error(ErrorKind::Error, "a WebAssembly.Module of another process cannot be read");
    std::ptr::null_mut()
}

/// The content of an ArrayBuffer, in memory that another one can take over.
pub(crate) struct Bytes {
    data: *mut u8,
    len: usize,
}
// SAFETY: the allocation is owned and belongs to no thread.
unsafe impl Send for Bytes {}
// SAFETY: nothing writes to it until one owner gives it to a buffer.
unsafe impl Sync for Bytes {}
impl Drop for Bytes {
    fn drop(&mut self) {
        // SAFETY: owned.
        unsafe { clone::hg_bytes_free(self.data) }
    }
}

impl Bytes {
    /// Takes over `len` bytes that the glue allocated.
    ///
    /// # Safety
    /// They must be initialised and owned by the caller.
    pub(crate) unsafe fn new(data: *mut u8, len: usize) -> Bytes {
        Bytes { data, len }
    }

    /// The bytes of a vector.
    pub(crate) fn from_vec(bytes: Vec<u8>) -> Bytes {
        let len = bytes.len();
        if len == 0 {
            return Bytes { data: std::ptr::null_mut(), len };
        }
        // Rust's allocator on Unix is malloc, as is that of the engine's buffers; the engine crate's tests would tell.
        let data = Box::into_raw(bytes.into_boxed_slice()).cast::<u8>();
        Bytes { data, len }
    }

    /// Takes the bytes of an ordinary ArrayBuffer, which is detached then; `None`, with nothing changed, for anything else.
    pub(crate) fn steal(scope: &mut Scope<'_>, buffer: Local<'_>) -> Option<Bytes> {
        let mut len = 0;
        // SAFETY: the object is rooted by `buffer`; what comes back is owned.
        let data = unsafe { clone::hg_bytes_steal(scope.cx, buffer.object_ptr()?, &raw mut len) };
        (!data.is_null()).then(|| Bytes { data, len })
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        if self.len == 0 {
            return &[];
        }
        // SAFETY: live and initialised; see `Sync`.
        unsafe { std::slice::from_raw_parts(self.data, self.len) }
    }

    pub(crate) fn to_vec(&self) -> Vec<u8> {
        self.as_slice().to_vec()
    }

    /// The ArrayBuffer; null with an exception pending.
    pub(crate) fn into_object(self, scope: &mut Scope<'_>) -> *mut JSObject {
        // SAFETY: the allocation is owned, and the buffer takes it over unless it is null.
        let object = unsafe { clone::hg_bytes_adopt(scope.cx, self.data, self.len) };
        if !object.is_null() {
            std::mem::forget(self);
        }
        object
    }
}

/// The content of an ArrayBuffer in sealed memory of another process.
pub(crate) struct SealedBytes(pub(crate) Sealed);

/// Smaller contents are copied: a mapping is not free.
const MAP_FROM: u64 = 256 << 10;

impl SealedBytes {
    pub(crate) fn len(&self) -> usize {
        self.0.len() as usize
    }

    /// The ArrayBuffer; null with an exception pending.
    pub(crate) fn object(&self, scope: &mut Scope<'_>) -> *mut JSObject {
        if self.0.len() < MAP_FROM {
            return match self.0.read() {
                Ok(bytes) => Bytes::from_vec(bytes).into_object(scope),
                Err(error) => {
                    let text = format!("a buffer of another process cannot be read: {error}");
                    let _thrown = scope.throw_error(ErrorKind::Error, &text);
                    std::ptr::null_mut()
                }
            };
        }
        // SAFETY: the memory has this length and can neither shrink nor change: `Sealed` has checked its seals.
        unsafe { clone::hg_bytes_map(scope.cx, self.0.descriptor().as_raw_fd(), self.0.len() as usize) }
    }
}
