//! Exceptions: [`Thrown`] says that one is pending, [`Scope::catch`] takes it, [`Scope::throw_error`] makes one.

use crate::{Local, Scope};
use mozjs::jsapi as raw;
use std::ffi::{c_char, c_void, CStr};

/// An exception is pending in the isolate, or it is being terminated (then nothing is pending).
#[derive(Debug)]
#[must_use]
pub struct Thrown(());

/// What [`Scope::catch`] found.
pub enum Caught<'s> {
    /// The thrown value.
    Exception(Local<'s>),
    /// The isolate is being terminated; no handler of JavaScript's may run.
    Terminated,
}

/// The constructor of an error made by the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// `Error`
    Error,
    /// `TypeError`
    TypeError,
    /// `RangeError`
    RangeError,
    /// `SyntaxError`
    SyntaxError,
    /// `ReferenceError`
    ReferenceError,
    /// `URIError`
    UriError,
}

/// Where an Error object was made.
#[derive(Clone, Debug, Default)]
pub struct ErrorReport {
    /// URL or path of the script; empty if unknown.
    pub file: String,
    /// Line, from 1; 0 if unknown.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// Source line, for syntax errors only.
    pub source_line: Option<String>,
    /// Where in the source line the offending token starts, in UTF-16 units.
    pub token_offset: usize,
    /// The message without the class.
    pub message: String,
}

impl Thrown {
    /// For functions of the engine that reported failure through the context.
    pub(crate) fn pending() -> Thrown {
        Thrown(())
    }

    /// For a refusal to go on in an isolate that is being terminated: the engine is told that nothing is pending, and why.
    pub(crate) fn terminating(scope: &Scope<'_>) -> Thrown {
        // SAFETY: the context is live and this is its thread.
        unsafe { raw::ReportUncatchableException(scope.cx) };
        Thrown(())
    }
}

impl<'s> Scope<'s> {
    /// `Ok` if an engine call succeeded.
    #[inline]
    pub(crate) fn check(&self, ok: bool) -> Result<(), Thrown> {
        if ok {
            Ok(())
        } else {
            Err(Thrown(()))
        }
    }

    /// Takes the pending exception.
    pub fn catch(&mut self, _thrown: Thrown) -> Caught<'s> {
        let slot = self.root(mozjs::jsval::UndefinedValue());
        // SAFETY: the context is live and in its realm; the slot is traced.
        unsafe {
            if !raw::JS_IsExceptionPending(self.cx) {
                return Caught::Terminated;
            }
            if !raw::JS_GetPendingException(self.cx, slot.handle_mut()) {
                raw::JS_ClearPendingException(self.cx);
                return Caught::Terminated;
            }
            raw::JS_ClearPendingException(self.cx);
        }
        Caught::Exception(slot)
    }

    /// Throws a value.
    pub fn throw(&mut self, value: Local<'_>) -> Thrown {
        // SAFETY: the value is rooted; the context is live and in its realm.
        unsafe { raw::JS_SetPendingException(self.cx, value.handle(), raw::ExceptionStackBehavior::Capture) };
        Thrown(())
    }

    /// A new error object.
    pub fn error(&mut self, kind: ErrorKind, message: &str) -> Result<Local<'s>, Thrown> {
        let key = match kind {
            ErrorKind::Error => raw::JSProtoKey::JSProto_Error,
            ErrorKind::TypeError => raw::JSProtoKey::JSProto_TypeError,
            ErrorKind::RangeError => raw::JSProtoKey::JSProto_RangeError,
            ErrorKind::SyntaxError => raw::JSProtoKey::JSProto_SyntaxError,
            ErrorKind::ReferenceError => raw::JSProtoKey::JSProto_ReferenceError,
            ErrorKind::UriError => raw::JSProtoKey::JSProto_URIError,
        };
        mozjs::rooted!(in(self.cx) let mut class = std::ptr::null_mut::<raw::JSObject>());
        // SAFETY: the intrinsic constructor, which user code cannot replace, is read into a root.
        let ok = unsafe { raw::JS_GetClassObject(self.cx, key, class.handle_mut().into()) };
        self.check(ok)?;
        let constructor = self.root_object(class.get());
        let text = self.string(message);
        self.construct(constructor, &[text])
    }

    /// Throws a new error.
    pub fn throw_error(&mut self, kind: ErrorKind, message: &str) -> Thrown {
        match self.error(kind, message) {
            Ok(error) => self.throw(error),
            Err(thrown) => thrown,
        }
    }

    /// A new error with a Node-style `code` property, which its stack shows behind the class name.
    pub fn coded_error(&mut self, kind: ErrorKind, code: &str, message: &str) -> Result<Local<'s>, Thrown> {
        let error = self.error(kind, message)?;
        // The stack's first line is made from `name` when the stack is first read, as Node does it.
        let plain = self.get(error, "name")?;
        let plain = self.str(plain).unwrap_or_default();
        let name = self.string(&format!("{plain} [{code}]"));
        self.define(error, "name", name, false)?;
        let _stack = self.get(error, "stack")?;
        self.delete(error, "name")?;
        let code = self.string(code);
        self.set(error, "code", code)?;
        Ok(error)
    }

    /// Throws a [`Scope::coded_error`].
    pub fn throw_coded(&mut self, kind: ErrorKind, code: &str, message: &str) -> Thrown {
        match self.coded_error(kind, code, message) {
            Ok(error) => self.throw(error),
            Err(thrown) => thrown,
        }
    }

    /// Throws a `TypeError`.
    pub fn throw_type_error(&mut self, message: &str) -> Thrown {
        self.throw_error(ErrorKind::TypeError, message)
    }

    /// Where an Error object was made; `None` for anything else.
    pub fn error_report(&mut self, error: Local<'_>) -> Option<ErrorReport> {
        let object = error.object_ptr()?;
        let mut report = ErrorReport::default();
        // SAFETY: the sink writes to `report` during the call only; the object is rooted by the glue.
        let found = unsafe {
            heddle_glue::engine::hg_error_report(self.cx, object, report_sink, (&raw mut report).cast::<c_void>())
        };
        found.then_some(report)
    }
}

unsafe extern "C" fn report_sink(
    closure: *mut c_void,
    file: *const c_char,
    line: u32,
    column: u32,
    source_line: *const u16,
    source_line_len: usize,
    token_offset: usize,
    message: *const c_char,
) {
    // SAFETY: `closure` is the report of the caller; the strings are valid during the call.
    unsafe {
        let report = &mut *closure.cast::<ErrorReport>();
        report.file = CStr::from_ptr(file).to_string_lossy().into_owned();
        report.line = line;
        report.column = column;
        if !source_line.is_null() {
            report.source_line =
                Some(String::from_utf16_lossy(std::slice::from_raw_parts(source_line, source_line_len)));
        }
        report.token_offset = token_offset;
        report.message = CStr::from_ptr(message).to_string_lossy().into_owned();
    }
}
