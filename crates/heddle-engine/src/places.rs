//! Places in the program: where an exception was thrown, and which top-level await a module waits at.

use crate::arena::{SLOT_THROWN, SLOT_THROWN_STACK};
use crate::{Caught, Local, Scope, Thrown};
use heddle_glue::places as glue;
use mozjs::jsapi as raw;
use mozjs::jsval::UndefinedValue;
use std::ffi::{c_char, c_void, CStr};

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// URL or path of the script.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// The function; empty outside of functions.
    pub function: String,
}

unsafe extern "C" fn collect(
    closure: *mut c_void,
    file: *const c_char,
    line: u32,
    column: u32,
    function: *const c_char,
) {
    // SAFETY: `closure` is the caller's vector; the strings are valid during the call.
    unsafe {
        let places = &mut *closure.cast::<Vec<Place>>();
        let text = |text: *const c_char| CStr::from_ptr(text).to_string_lossy().into_owned();
        places.push(Place { file: text(file), line, column, function: text(function) });
    }
}

impl<'s> Scope<'s> {
    /// Takes the pending exception, and keeps the place that threw it for [`Scope::thrown_at`].
    pub fn catch_with_place(&mut self, _thrown: Thrown) -> Caught<'s> {
        let (value, stack) = (self.root(UndefinedValue()), self.root(UndefinedValue()));
        // SAFETY: the context is live and in its realm; both slots are traced.
        if !unsafe { glue::hg_take_exception(self.cx, value.slot, stack.slot) } {
            return Caught::Terminated;
        }
        self.inner().set_fixed(SLOT_THROWN, value.raw());
        self.inner().set_fixed(SLOT_THROWN_STACK, stack.raw());
        Caught::Exception(value)
    }

    /// The stack of the place that threw the value taken last, from the innermost; empty if it is unknown, or if the
    /// value is another one. The engine knows the places of the first 50 exceptions.
    pub fn thrown_at(&mut self, value: Local<'_>) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        let stack = self.inner().fixed(SLOT_THROWN_STACK);
        if stack.is_object() && self.inner().fixed(SLOT_THROWN).asBits_ == value.raw().asBits_ {
            // SAFETY: the stack is an object of this context; the sink writes to `places` during the call only.
            unsafe {
                glue::hg_saved_frames(self.cx, stack.to_object(), collect, (&raw mut places).cast::<c_void>());
            }
        }
        places
    }

    /// Forgets what [`Scope::catch_with_place`] took, so that it is not kept alive.
    pub fn forget_thrown(&mut self) {
        self.inner().set_fixed(SLOT_THROWN, UndefinedValue());
        self.inner().set_fixed(SLOT_THROWN_STACK, UndefinedValue());
    }

    /// The top-level await at which the evaluation of a module stands: its own, or that of one that it imports.
    pub fn stalled_await(&mut self, module: Local<'_>) -> Option<Place> {
        let object: *mut raw::JSObject = module.object_ptr()?;
        let mut places: Vec<Place> = Vec::new();
        // SAFETY: the object is live and rooted by its handle; the sink writes to `places` during the call only.
        unsafe { glue::hg_stalled_await(self.cx, object, collect, (&raw mut places).cast::<c_void>()) };
        places.pop()
    }
}
