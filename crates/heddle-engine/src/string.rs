//! Strings between Rust and JavaScript.

use crate::{Local, Scope, Text};
use mozjs::conversions::jsstr_to_string;
use mozjs::jsapi as raw;
use mozjs::jsval::{StringValue, UndefinedValue};
use std::ptr::NonNull;

/// The characters of a string as the engine stores them.
pub enum Chars<'a> {
    /// One byte a unit, ISO 8859-1.
    Latin1(&'a [u8]),
    /// UTF-16, possibly ill-formed.
    TwoByte(&'a [u16]),
}

impl<'s> Scope<'s> {
    /// Null, with an exception pending, when out of memory.
    pub(crate) fn new_latin1(&mut self, bytes: &[u8]) -> *mut raw::JSString {
        // SAFETY: pointer and length describe `bytes`; the engine reads char as Latin-1.
        unsafe { raw::JS_NewStringCopyN(self.cx, bytes.as_ptr().cast(), bytes.len()) }
    }

    /// As `new_latin1`.
    pub(crate) fn new_utf16(&mut self, units: &[u16]) -> *mut raw::JSString {
        // SAFETY: pointer and length describe `units`.
        unsafe { raw::JS_NewUCStringCopyN(self.cx, units.as_ptr(), units.len()) }
    }

    fn root_string(&mut self, string: *mut raw::JSString) -> Local<'s> {
        match NonNull::new(string) {
            // SAFETY: a non-null string of this context.
            Some(string) => self.root(StringValue(unsafe { string.as_ref() })),
            // Out of memory for a string: the engine has an exception pending; hosts see undefined.
            None => {
                // SAFETY: the context is live.
                unsafe { raw::JS_ClearPendingException(self.cx) };
                self.root(UndefinedValue())
            }
        }
    }

    /// A string from UTF-8.
    pub fn string(&mut self, text: &str) -> Local<'s> {
        if text.is_ascii() {
            let string = self.new_latin1(text.as_bytes());
            return self.root_string(string);
        }
        let Ok(text) = Text::from_utf8(text) else { return self.root_string(std::ptr::null_mut()) };
        match self.text(text) {
            Ok(string) => string,
            Err(_) => self.root_string(std::ptr::null_mut()),
        }
    }

    /// A string from ISO 8859-1 bytes.
    pub fn string_latin1(&mut self, bytes: &[u8]) -> Local<'s> {
        let string = self.new_latin1(bytes);
        self.root_string(string)
    }

    /// A string from UTF-16 units, which may be ill-formed.
    pub fn string_utf16(&mut self, units: &[u16]) -> Local<'s> {
        let string = self.new_utf16(units);
        self.root_string(string)
    }

    /// The text of a string value, lone surrogates replaced; `None` if it is no string.
    pub fn str(&mut self, value: Local<'_>) -> Option<String> {
        if !value.is_string() {
            return None;
        }
        let string = NonNull::new(value.raw().to_string())?;
        // SAFETY: the string is live and rooted by `value`.
        unsafe {
            let cx = mozjs::context::JSContext::from_ptr(NonNull::new_unchecked(self.cx));
            Some(jsstr_to_string(&cx, string))
        }
    }

    /// ToString, as text. `None` if that throws (the exception is dropped).
    pub fn to_display_string(&mut self, value: Local<'_>) -> Option<String> {
        match self.to_js_string(value) {
            Ok(string) => self.str(string),
            Err(thrown) => {
                let _ = self.catch(thrown);
                None
            }
        }
    }

    /// The length of a string in UTF-16 units; 0 for other values.
    pub fn string_length(&self, value: Local<'_>) -> usize {
        if value.is_string() {
            // SAFETY: the string is live and rooted by `value`.
            unsafe { raw::JS_GetStringLength(value.raw().to_string()) }
        } else {
            0
        }
    }

    /// Gives `f` the characters of a string without copying. `None` if it is no string or memory ran out.
    pub fn with_chars<R>(&mut self, value: Local<'_>, f: impl FnOnce(Chars<'_>) -> R) -> Option<R> {
        if !value.is_string() {
            return None;
        }
        let string = value.raw().to_string();
        let mut len = 0;
        // SAFETY: the string is rooted by `value`; `f` has no scope, so it cannot cause a collection while it
        // holds the characters. The null AutoRequireNoGC is how the bindings spell the obligation.
        let result = unsafe {
            if raw::JS_DeprecatedStringHasLatin1Chars(string) {
                let chars = raw::JS_GetLatin1StringCharsAndLength(self.cx, std::ptr::null(), string, &mut len);
                (!chars.is_null()).then(|| f(Chars::Latin1(std::slice::from_raw_parts(chars, len))))
            } else {
                let chars = raw::JS_GetTwoByteStringCharsAndLength(self.cx, std::ptr::null(), string, &mut len);
                (!chars.is_null()).then(|| f(Chars::TwoByte(std::slice::from_raw_parts(chars, len))))
            }
        };
        if result.is_none() {
            // SAFETY: the context is live. The caller sees `None`, so that memory ran out must not stay pending.
            unsafe { raw::JS_ClearPendingException(self.cx) };
        }
        result
    }
}
