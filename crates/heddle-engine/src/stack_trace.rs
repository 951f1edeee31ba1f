//! Stacks of errors: recorded by the glue (`heddle-glue/cpp/{errors,frames}.cpp`), made into text by JavaScript.

use crate::{Local, Scope, Thrown};
use heddle_glue::frames as glue;
use mozjs::jsval::ObjectValue;

/// Takes the hook away; before the isolate's context is destroyed, on its thread.
pub(crate) fn clear_hook(cx: *mut mozjs::jsapi::JSContext) {
    // SAFETY: the context lives; without a hook there is nothing to do.
    unsafe { glue::hg_stack_hook_set(cx, std::ptr::null_mut()) };
}

impl<'s> Scope<'s> {
    /// Sets the function that makes the value of an error's `stack` when that is first read. It is called with the
    /// error, an array of frames (see `heddle_glue::frames`), and the program's own `Error.prepareStackTrace`, if any.
    /// What cannot be called is refused with a TypeError.
    pub fn set_stack_hook(&mut self, function: Local<'_>) -> Result<(), Thrown> {
        let Some(object) = function.object_ptr().filter(|_| function.is_function()) else {
            return Err(self.throw_type_error("the stack hook must be a function"));
        };
        // SAFETY: the context is live and on its thread; the object is rooted by the glue until `clear_hook`.
        unsafe { glue::hg_stack_hook_set(self.cx, object) };
        Ok(())
    }

    /// The current stack, innermost first, as an array of frames.
    pub fn stack_frames(&mut self, limit: u32) -> Result<Local<'s>, Thrown> {
        // SAFETY: the context is live and in its realm; the result is rooted at once.
        let frames = unsafe { glue::hg_stack_frames(self.cx, limit) };
        self.check(!frames.is_null())?;
        Ok(self.root(ObjectValue(frames)))
    }

    /// Whether the engine functions that the glue replaces are really replaced; else the number of one that is not.
    pub fn glue_self_test(&mut self) -> Result<(), i32> {
        // SAFETY: the context is live and in its realm.
        match unsafe { glue::hg_self_test(self.cx) } {
            0 => Ok(()),
            number => Err(number),
        }
    }
}
