//! Structured clone into [`Message`]s, which cross threads.
//! <https://html.spec.whatwg.org/multipage/structured-data.html>

use crate::payload::{Buffer, Bytes, Plain, SealedBytes, WasmCode, WasmModule};
use crate::{ErrorKind, Global, Local, Scope, SharedBuf, Thrown};
use heddle_glue::clone as glue;
use heddle_wire::tags;
use mozjs::jsapi as raw;
use mozjs::jsapi::{HandleObject, JSContext, MutableHandleObject};
use mozjs::jsval::{ObjectValue, UndefinedValue};
use std::any::Any;
use std::cell::Cell;
use std::ffi::{c_char, c_void, CStr};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::{Arc, Once};

/// What a platform object becomes on its way to another isolate.
pub type Attachment = Box<dyn Any + Send>;

/// Knows the host's platform objects, and makes the errors.
pub trait CloneDelegate {
    /// A copy of an object that is no plain data for the engine (platform objects, proxies, promises, …); `None` if it
    /// cannot be cloned.
    fn write(&self, scope: &mut Scope<'_>, object: Local<'_>) -> Result<Option<Attachment>, Thrown>;
    /// A copy of an error of one of the host's classes; `None` for all other errors, which the engine clones.
    fn write_error(&self, scope: &mut Scope<'_>, error: Local<'_>) -> Result<Option<Attachment>, Thrown>;
    /// Whether an object that is no buffer can be transferred now.
    fn can_transfer(&self, scope: &mut Scope<'_>, object: Local<'_>) -> Result<bool, Thrown>;
    /// Takes an object that is no buffer out of this isolate.
    fn transfer(&self, scope: &mut Scope<'_>, object: Local<'_>) -> Result<Attachment, Thrown>;
    /// Another attachment for the same object; `None` if there is only one of it (it was transferred).
    fn duplicate(&self, attachment: &Attachment) -> Option<Attachment>;
    /// The object that an attachment becomes in the receiving isolate.
    fn read<'s>(&self, scope: &mut Scope<'s>, attachment: Attachment) -> Result<Local<'s>, Thrown>;
    /// Throws a `DataCloneError`. `object` is the culprit, if it is known.
    fn data_clone_error(&self, scope: &mut Scope<'_>, message: &str, object: Option<Local<'_>>) -> Thrown;
}

pub(crate) enum Data {
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    /// Latin-1.
    Text(Box<[u8]>),
    /// An ArrayBuffer that was transferred by itself.
    Bytes(Bytes),
    /// Objects and arrays of primitives, and long strings.
    Plain(Plain),
    /// Shared by the duplicates of a message.
    Clone(Arc<Buffer>),
    /// Plain data of another process, checked.
    PlainBytes(Arc<[u8]>),
    /// Clone data of another process, checked.
    CloneBytes(Arc<[u8]>),
    /// An ArrayBuffer of another process, by itself: the one attachment.
    Attached,
    /// What could not go to another process, and why (Latin-1): reading it throws.
    Unreadable(Box<[u8]>),
}

/// A value on its way to another isolate of the process; what it is between processes, `Message::into_wire` says.
pub struct Message {
    pub(crate) data: Data,
    pub(crate) attachments: Vec<Option<Attachment>>,
    /// Something was moved into it, so that it can be read only once.
    pub(crate) transfers: bool,
    /// Bytes of the buffers among that.
    pub(crate) moved: usize,
    pub(crate) ticket: Option<Ticket>,
}

/// Lives as long as a message that waits, and its copies: who counts those counts it off when it is dropped.
pub type Ticket = Arc<dyn Any + Send + Sync>;

/// Strings up to this length bypass the clone machinery.
const SHORT_TEXT: usize = 256;
const TAG_CLONED: u32 = tags::CLONED;
const TAG_TRANSFERRED: u32 = tags::TRANSFERRED;
const TAG_BYTES: u32 = tags::BYTES;

struct Context<'a> {
    delegate: &'a dyn CloneDelegate,
    attachments: Vec<Option<Attachment>>,
    /// What a question of the engine's threw: it asserts that nothing is pending when it then reports the refusal.
    refusal: Option<Global>,
}

impl Context<'_> {
    /// Keeps what is pending for `on_error`.
    fn refuse(&mut self, scope: &mut Scope<'_>) {
        if let Some(error) = scope.exception(Thrown::pending()) {
            self.refusal = Some(scope.global_handle(error));
        }
    }
}

static ERROR_HOOK: Once = Once::new();
thread_local! {
    /// The `Context` of the clone call that is writing on this thread.
    static WRITING: Cell<*mut c_void> = const { Cell::new(std::ptr::null_mut()) };
}

struct SyncCallbacks(raw::JSStructuredCloneCallbacks);
// SAFETY: an immutable table of static function pointers.
unsafe impl Sync for SyncCallbacks {}
static CALLBACKS: SyncCallbacks = SyncCallbacks(raw::JSStructuredCloneCallbacks {
    read: Some(on_read),
    write: Some(on_write),
    reportError: Some(on_error),
    readTransfer: Some(on_read_transfer),
    writeTransfer: Some(on_write_transfer),
    freeTransfer: Some(on_free_transfer),
    canTransfer: Some(on_can_transfer),
    sabCloned: None,
});

impl Message {
    /// A message that reads as a string: for hosts without a scope.
    pub fn text(text: &str) -> Message {
        let latin1 = text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect();
        Message { data: Data::Text(latin1), attachments: Vec::new(), transfers: false, moved: 0, ticket: None }
    }

    /// A message that cannot be read, and why: what its receiver gets of one that could not go to its process.
    pub fn unreadable(why: &str) -> Message {
        let why = why.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect();
        Message { data: Data::Unreadable(why), attachments: Vec::new(), transfers: false, moved: 0, ticket: None }
    }

    /// It has this with it from now on.
    pub fn set_ticket(&mut self, ticket: Ticket) {
        self.ticket = Some(ticket);
    }

    /// What it has with it.
    pub fn ticket(&self) -> Option<Ticket> {
        self.ticket.clone()
    }

    /// Approximate size in bytes, for accounting.
    pub fn size(&self) -> usize {
        let beside = self.attachments().map(|attachment| match attachment.downcast_ref::<Arc<Bytes>>() {
            Some(bytes) => bytes.len(),
            None => attachment.downcast_ref::<Arc<SealedBytes>>().map_or(0, |bytes| bytes.len()),
        });
        let beside: usize = beside.sum();
        self.moved
            + beside
            + match &self.data {
                Data::Text(text) => text.len(),
                Data::Bytes(bytes) => bytes.len(),
                Data::Plain(plain) => plain.size(),
                Data::Clone(buffer) => buffer.size(),
                Data::PlainBytes(bytes) | Data::CloneBytes(bytes) => bytes.len(),
                _ => 8,
            }
    }

    /// Another message with the same content, for a second receiver. `None` if it holds something that was transferred.
    pub fn duplicate(&self, delegate: &dyn CloneDelegate) -> Option<Message> {
        if self.transfers {
            return None;
        }
        let data = match &self.data {
            Data::Undefined => Data::Undefined,
            Data::Null => Data::Null,
            Data::Bool(value) => Data::Bool(*value),
            Data::Number(value) => Data::Number(*value),
            Data::Text(text) => Data::Text(text.clone()),
            Data::Bytes(_) => return None,
            Data::Plain(plain) => Data::Plain(plain.clone()),
            Data::Clone(buffer) => Data::Clone(buffer.clone()),
            Data::PlainBytes(bytes) => Data::PlainBytes(bytes.clone()),
            Data::CloneBytes(bytes) => Data::CloneBytes(bytes.clone()),
            Data::Attached => Data::Attached,
            Data::Unreadable(why) => Data::Unreadable(why.clone()),
        };
        let mut attachments = Vec::with_capacity(self.attachments.len());
        for attachment in &self.attachments {
            let attachment = attachment.as_ref()?;
            let copy: Attachment = if let Some(code) = attachment.downcast_ref::<Arc<WasmModule>>() {
                Box::new(code.clone())
            } else if let Some(code) = attachment.downcast_ref::<Arc<WasmCode>>() {
                Box::new(code.clone())
            } else if let Some(bytes) = attachment.downcast_ref::<Arc<Bytes>>() {
                Box::new(bytes.clone())
            } else if let Some(bytes) = attachment.downcast_ref::<Arc<SealedBytes>>() {
                Box::new(bytes.clone())
            } else if let Some(memory) = attachment.downcast_ref::<SharedBuf>() {
                Box::new(memory.clone())
            } else {
                delegate.duplicate(attachment)?
            };
            attachments.push(Some(copy));
        }
        Some(Message { data, attachments, transfers: false, moved: 0, ticket: self.ticket.clone() })
    }

    /// Takes the attachments out, for those who must look at them before they are read.
    pub fn attachments(&self) -> impl Iterator<Item = &Attachment> {
        self.attachments.iter().flatten()
    }
}

impl<'s> Scope<'s> {
    /// Clones a value. `transfer` is an array of objects to move instead, or `undefined`.
    pub fn write_message(
        &mut self,
        value: Local<'_>,
        transfer: Local<'_>,
        delegate: &dyn CloneDelegate,
    ) -> Result<Message, Thrown> {
        if transfer.is_undefined() {
            if let Some(data) = self.simple_data(value)? {
                return Ok(Message { data, attachments: Vec::new(), transfers: false, moved: 0, ticket: None });
            }
        }
        let transfers = self.array_length(transfer).unwrap_or(0);
        let mut moved = 0;
        for index in 0..transfers {
            let object = self.get_index(transfer, index)?;
            moved += self.byte_len(object);
        }
        let mut context = Context { delegate, attachments: Vec::new(), refusal: None };
        ERROR_HOOK.call_once(|| {
            // SAFETY: the hook is a static function that keeps the contract of write callbacks.
            unsafe { heddle_glue::frames::hg_clone_error_hook(on_write_error) }
        });
        let closure = (&raw mut context).cast::<c_void>();
        // A delegate may clone something else meanwhile.
        let outer = WRITING.replace(closure);
        // SAFETY: value and transfer are rooted; the context outlives the call, and nothing keeps its address but
        // the buffer's closure, which only freeTransfer sees and ignores, and WRITING until the call returns.
        let buffer = unsafe {
            glue::hg_clone_write(self.cx, value.slot, transfer.slot, &raw const CALLBACKS.0, on_bytes, closure)
        };
        WRITING.set(outer);
        if buffer.is_null() {
            // SAFETY: the context is live.
            if !unsafe { raw::JS_IsExceptionPending(self.cx) } && !self.is_terminating() {
                return Err(delegate.data_clone_error(self, "The object could not be cloned.", None));
            }
            return Err(Thrown::pending());
        }
        Ok(Message {
            data: Data::Clone(Arc::new(Buffer::new(buffer))),
            attachments: context.attachments,
            transfers: transfers > 0,
            moved,
            ticket: None,
        })
    }

    /// Moves an ordinary ArrayBuffer into a message of its own; `None`, with nothing changed, for anything else.
    pub fn move_buffer(&mut self, value: Local<'_>) -> Option<Message> {
        let bytes = Bytes::steal(self, value)?;
        Some(Message { data: Data::Bytes(bytes), attachments: Vec::new(), transfers: true, moved: 0, ticket: None })
    }

    /// From now on objects with the private field `name` (with its `#`) of the class of `example` cannot be cloned in this
    /// isolate, although they are plain objects for the engine; one such class per isolate. False if `example` has no such
    /// field.
    pub fn refuse_clones(&mut self, example: Local<'_>, name: &CStr) -> bool {
        let Some(object) = example.object_ptr() else { return false };
        // SAFETY: the object is rooted, the name a C string, and the hook keeps the contract of write callbacks.
        unsafe { glue::hg_clone_refuse(self.cx, object, name.as_ptr(), on_refused) }
    }

    /// What needs no clone machinery.
    fn simple_data(&mut self, value: Local<'_>) -> Result<Option<Data>, Thrown> {
        Ok(if value.is_undefined() {
            Some(Data::Undefined)
        } else if value.is_null() {
            Some(Data::Null)
        } else if let Some(b) = value.as_bool() {
            Some(Data::Bool(b))
        } else if let Some(n) = value.as_number() {
            Some(Data::Number(n))
        } else {
            let short = value.is_string() && self.string_length(value) <= SHORT_TEXT;
            let text = short.then(|| {
                self.with_chars(value, |chars| match chars {
                    crate::Chars::Latin1(bytes) => Some(Data::Text(bytes.into())),
                    crate::Chars::TwoByte(_) => None,
                })
            });
            match text.flatten().flatten() {
                Some(text) => Some(text),
                None => Plain::write(self, value, false)?.map(Data::Plain),
            }
        })
    }

    /// The value of a message, in this isolate.
    pub fn read_message(&mut self, message: Message, delegate: &dyn CloneDelegate) -> Result<Local<'s>, Thrown> {
        let data = match message.data {
            Data::Undefined => return Ok(self.root(UndefinedValue())),
            Data::Null => return Ok(self.null()),
            Data::Bool(b) => return Ok(self.boolean(b)),
            Data::Number(n) => return Ok(self.number(n)),
            Data::Text(text) => return Ok(self.string_latin1(&text)),
            Data::Bytes(bytes) => {
                let object = bytes.into_object(self);
                self.check(!object.is_null())?;
                return Ok(self.root(ObjectValue(object)));
            }
            Data::Plain(plain) => return plain.read(self),
            Data::PlainBytes(bytes) => return Plain::read_bytes(self, &bytes),
            Data::Unreadable(why) => {
                let why: String = why.iter().copied().map(char::from).collect();
                return Err(delegate.data_clone_error(self, &why, None));
            }
            data => data,
        };
        let mut context = Context { delegate, attachments: message.attachments, refusal: None };
        if matches!(data, Data::Attached) {
            let object = take(self, &mut context, 0);
            self.check(!object.is_null())?;
            return Ok(self.root(ObjectValue(object)));
        }
        let result = self.root(UndefinedValue());
        let (callbacks, closure) = (&raw const CALLBACKS.0, (&raw mut context).cast::<c_void>());
        // SAFETY: the result is rooted; the context outlives the call. Bytes of another process were checked when the
        // message was made of them (`Message::from_wire`).
        let ok = unsafe {
            match &data {
                Data::Clone(buffer) => glue::hg_clone_read(self.cx, buffer.raw(), result.slot, callbacks, closure),
                Data::CloneBytes(bytes) => {
                    glue::hg_clone_read_bytes(self.cx, bytes.as_ptr(), bytes.len(), result.slot, callbacks, closure)
                }
                _ => unreachable!("every other kind was read above"),
            }
        };
        self.check(ok)?;
        Ok(result)
    }
}

/// # Safety
/// `closure` must be the `Context` of a clone call that is under way on this thread.
unsafe fn context<'a>(closure: *mut c_void) -> &'a mut Context<'a> {
    // SAFETY: the caller's contract.
    unsafe { &mut *closure.cast::<Context<'a>>() }
}

unsafe extern "C" fn on_write(
    cx: *mut JSContext,
    writer: *mut raw::JSStructuredCloneWriter,
    object: HandleObject,
    _same_process: *mut bool,
    closure: *mut c_void,
) -> bool {
    // SAFETY: called by the engine within `write_message`, with rooted arguments.
    unsafe {
        let context = context(closure);
        let mut scope = Scope::new(cx);
        let local = scope.root(ObjectValue(object.get()));
        let attachment = match WasmModule::of(object.get()) {
            Some(code) => {
                let attachment: Attachment = Box::new(Arc::new(code));
                Some(attachment)
            }
            None => match catch_unwind(AssertUnwindSafe(|| context.delegate.write(&mut scope, local))) {
                Ok(Ok(attachment)) => attachment,
                _ => return false,
            },
        };
        let Some(attachment) = attachment else {
            let _thrown = context.delegate.data_clone_error(&mut scope, "", Some(local));
            return false;
        };
        context.attachments.push(Some(attachment));
        raw::JS_WriteUint32PairUnchecked(writer, TAG_CLONED, context.attachments.len() as u32 - 1)
    }
}

/// Called by the engine for every error that it is about to clone.
unsafe extern "C" fn on_write_error(
    cx: *mut JSContext,
    writer: *mut raw::JSStructuredCloneWriter,
    error: HandleObject,
) -> i32 {
    let closure = WRITING.get();
    if closure.is_null() {
        return 0;
    }
    // SAFETY: within `write_message`, whose context WRITING holds, with rooted arguments.
    unsafe {
        let context = context(closure);
        let mut scope = Scope::new(cx);
        let local = scope.root(ObjectValue(error.get()));
        match catch_unwind(AssertUnwindSafe(|| context.delegate.write_error(&mut scope, local))) {
            Ok(Ok(None)) => 0,
            Ok(Ok(Some(attachment))) => {
                context.attachments.push(Some(attachment));
                let index = context.attachments.len() as u32 - 1;
                if raw::JS_WriteUint32PairUnchecked(writer, TAG_CLONED, index) {
                    1
                } else {
                    -1
                }
            }
            _ => -1,
        }
    }
}

/// Called for an object that refuses to be cloned: throws.
unsafe extern "C" fn on_refused(cx: *mut JSContext, object: HandleObject) {
    // SAFETY: within `write_message`, whose context WRITING holds, with a rooted object.
    unsafe {
        let mut scope = Scope::new(cx);
        let local = scope.root(ObjectValue(object.get()));
        let _thrown = context(WRITING.get()).delegate.data_clone_error(&mut scope, "", Some(local));
    }
}

unsafe extern "C" fn on_bytes(
    closure: *mut c_void,
    writer: *mut raw::JSStructuredCloneWriter,
    data: *mut u8,
    len: usize,
) -> bool {
    // SAFETY: called by the glue within `write_message`; the bytes are ours from here on.
    unsafe {
        let context = context(closure);
        context.attachments.push(Some(Box::new(Arc::new(Bytes::new(data, len)))));
        raw::JS_WriteUint32PairUnchecked(writer, TAG_BYTES, context.attachments.len() as u32 - 1)
    }
}

unsafe extern "C" fn on_read(
    cx: *mut JSContext,
    _reader: *mut raw::JSStructuredCloneReader,
    _policy: *const raw::CloneDataPolicy,
    tag: u32,
    data: u32,
    closure: *mut c_void,
) -> *mut raw::JSObject {
    // SAFETY: called by the engine within `read_message`.
    unsafe {
        let mut scope = Scope::new(cx);
        if ![TAG_CLONED, TAG_BYTES, tags::SHARED].contains(&tag) {
            let _thrown = scope.throw_error(ErrorKind::Error, "unknown tag in a message");
            return std::ptr::null_mut();
        }
        take(&mut scope, context(closure), data as usize)
    }
}

/// The object of an attachment; null with an exception pending.
fn take(scope: &mut Scope<'_>, context: &mut Context<'_>, index: usize) -> *mut raw::JSObject {
    let attachment = context.attachments.get_mut(index).and_then(Option::take);
    let Some(attachment) = attachment else {
        let _thrown = scope.throw_error(ErrorKind::Error, "an attachment of a message is missing");
        return std::ptr::null_mut();
    };
    let attachment = match attachment.downcast::<Arc<WasmModule>>() {
        Ok(code) => return code.object(scope),
        Err(other) => other,
    };
    let attachment = match attachment.downcast::<Arc<WasmCode>>() {
        Ok(code) => return code.object(scope),
        Err(other) => other,
    };
    let attachment = match attachment.downcast::<Arc<Bytes>>() {
        Ok(bytes) => {
            // The last of several receivers takes it over, the others copy.
            let own = Arc::try_unwrap(*bytes).unwrap_or_else(|shared| Bytes::from_vec(shared.to_vec()));
            return own.into_object(scope);
        }
        Err(other) => other,
    };
    let attachment = match attachment.downcast::<SharedBuf>() {
        Ok(memory) => {
            let made = scope.shared_array_buffer(&memory).ok();
            return made.and_then(|local| local.object_ptr()).unwrap_or(std::ptr::null_mut());
        }
        Err(other) => other,
    };
    let attachment = match attachment.downcast::<Arc<SealedBytes>>() {
        Ok(bytes) => return bytes.object(scope),
        Err(other) => other,
    };
    match catch_unwind(AssertUnwindSafe(|| context.delegate.read(scope, attachment))) {
        Ok(Ok(local)) => local.object_ptr().unwrap_or(std::ptr::null_mut()),
        _ => std::ptr::null_mut(),
    }
}

unsafe extern "C" fn on_error(cx: *mut JSContext, error: u32, closure: *mut c_void, message: *const c_char) {
    // SAFETY: called by the engine within a clone call; the message is a C string or null.
    unsafe {
        let context = context(closure);
        let mut scope = Scope::new(cx);
        if let Some(error) = context.refusal.take() {
            let error = error.get(&mut scope);
            let _thrown = scope.throw(error);
            return;
        }
        let text =
            if message.is_null() { String::new() } else { CStr::from_ptr(message).to_string_lossy().into_owned() };
        let text = match error {
            // JS_SCERR_DUP_TRANSFERABLE
            1 => "Transfer list contains duplicate ArrayBuffer".to_owned(),
            // JS_SCERR_TRANSFERABLE
            0 | 6 => "Value in the transfer list is not transferable".to_owned(),
            // JS_SCERR_TRANSFERABLE_TWICE
            7 => "An ArrayBuffer is detached and could not be cloned.".to_owned(),
            _ if text.is_empty() => "The object could not be cloned.".to_owned(),
            _ => text,
        };
        let _thrown = context.delegate.data_clone_error(&mut scope, &text, None);
    }
}

unsafe extern "C" fn on_can_transfer(
    cx: *mut JSContext,
    object: HandleObject,
    _same_process: *mut bool,
    closure: *mut c_void,
) -> bool {
    // SAFETY: called by the engine within `write_message`, with a rooted object.
    unsafe {
        let mut scope = Scope::new(cx);
        let local = scope.root(ObjectValue(object.get()));
        let context = context(closure);
        let delegate = context.delegate;
        let answer = catch_unwind(AssertUnwindSafe(|| delegate.can_transfer(&mut scope, local)));
        if matches!(answer, Ok(Err(_))) {
            context.refuse(&mut scope);
        }
        matches!(answer, Ok(Ok(true)))
    }
}

unsafe extern "C" fn on_write_transfer(
    cx: *mut JSContext,
    object: raw::Handle<*mut raw::JSObject>,
    closure: *mut c_void,
    tag: *mut u32,
    ownership: *mut raw::TransferableOwnership,
    content: *mut *mut c_void,
    extra: *mut u64,
) -> bool {
    // SAFETY: called by the engine within `write_message`; the out pointers are valid.
    unsafe {
        let context = context(closure);
        let mut scope = Scope::new(cx);
        let local = scope.root(ObjectValue(object.get()));
        let delegate = context.delegate;
        let Ok(Ok(attachment)) = catch_unwind(AssertUnwindSafe(|| delegate.transfer(&mut scope, local))) else {
            return false;
        };
        context.attachments.push(Some(attachment));
        *tag = TAG_TRANSFERRED;
        *ownership = raw::TransferableOwnership::SCTAG_TMO_CUSTOM;
        *content = std::ptr::null_mut();
        *extra = context.attachments.len() as u64 - 1;
        true
    }
}

unsafe extern "C" fn on_read_transfer(
    cx: *mut JSContext,
    _reader: *mut raw::JSStructuredCloneReader,
    _policy: *const raw::CloneDataPolicy,
    tag: u32,
    _content: *mut c_void,
    extra: u64,
    closure: *mut c_void,
    out: MutableHandleObject,
) -> bool {
    // SAFETY: called by the engine within `read_message`; `out` is rooted.
    unsafe {
        if tag != TAG_TRANSFERRED {
            return false;
        }
        let mut scope = Scope::new(cx);
        let object = take(&mut scope, context(closure), extra as usize);
        out.set(object);
        !object.is_null()
    }
}

unsafe extern "C" fn on_free_transfer(
    _tag: u32,
    _ownership: raw::TransferableOwnership,
    _content: *mut c_void,
    _extra: u64,
    _closure: *mut c_void,
) {
    // The attachments own what was transferred.
}
