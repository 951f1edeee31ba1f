//! Platform objects: JavaScript objects that can hold a Rust value, or that structured clone asks the host about.

use crate::object_class::{self, ObjectClass, ObjectOps};
use crate::{Args, ErrorKind, Local, Scope, Thrown};
use mozjs::jsapi as raw;
use mozjs::jsapi::JSObject;
use mozjs::jsval::{ObjectValue, PrivateValue, UndefinedValue};
use std::any::Any;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::rc::Rc;

static PLATFORM_OPS: ObjectOps = ObjectOps::new(raw::JSClassOps { finalize: Some(finalize), ..object_class::NONE });
// Named "Object" because the name shows in Object.prototype.toString.
static PLATFORM_CLASS: ObjectClass = ObjectClass::new(
    c"Object",
    (1 << raw::JSCLASS_RESERVED_SLOTS_SHIFT) | raw::JSCLASS_FOREGROUND_FINALIZE,
    Some(&PLATFORM_OPS),
);

// The same without a Rust value: nothing to finalize, so such objects are as cheap as any.
static PLAIN_CLASS: ObjectClass = ObjectClass::new(c"Object", 0, None);

type Payload = Rc<dyn Any>;

unsafe extern "C" fn finalize(_gcx: *mut raw::GCContext, object: *mut JSObject) {
    // SAFETY: an object of our class: slot 0 is undefined or owns a boxed payload.
    unsafe {
        let mut value = UndefinedValue();
        mozjs::glue::JS_GetReservedSlot(object, 0, &mut value);
        if !value.is_undefined() {
            let payload = Box::from_raw(value.to_private().cast::<Payload>().cast_mut());
            let _ = catch_unwind(AssertUnwindSafe(|| drop(payload)));
        }
    }
}

/// Whether the object can hold a Rust value.
fn holds_value(object: *mut JSObject) -> bool {
    // SAFETY: a live object; reading its class does not collect.
    unsafe { std::ptr::eq(mozjs::rust::get_object_class(object), PLATFORM_CLASS.raw()) }
}

fn construct<'s>(scope: &mut Scope<'s>, args: &Args<'s>, class: &'static ObjectClass) -> Result<Local<'s>, Thrown> {
    if !args.is_constructing() {
        return Err(scope.throw_error(ErrorKind::TypeError, "Illegal constructor"));
    }
    // SAFETY: called as a constructor, so the arguments carry a new.target.
    let object = unsafe { raw::JS_NewObjectForConstructor(scope.cx, class.raw(), args.raw()) };
    scope.check(!object.is_null())?;
    Ok(scope.root(ObjectValue(object)))
}

/// `PlatformObject`: the base constructor of the host's JavaScript classes whose instances hold a Rust value.
pub(crate) fn platform_object<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    construct(scope, args, &PLATFORM_CLASS)
}

/// `MarkedObject`: the base constructor of those whose instances only must not be cloned as plain objects.
pub(crate) fn marked_object<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    construct(scope, args, &PLAIN_CLASS)
}

impl<'s> Scope<'s> {
    /// A platform object without a prototype of its own (`Object.prototype`).
    pub fn platform_object(&mut self) -> Result<Local<'s>, Thrown> {
        // SAFETY: the class is static; the result is rooted at once.
        let object = unsafe { raw::JS_NewObject(self.cx, PLATFORM_CLASS.raw()) };
        self.check(!object.is_null())?;
        Ok(self.root(ObjectValue(object)))
    }

    /// Gives a platform object its Rust value, dropping an earlier one. False if it is no platform object.
    pub fn set_host<T: Any>(&mut self, object: Local<'_>, payload: Rc<T>) -> bool {
        let Some(pointer) = object.object_ptr().filter(|o| holds_value(*o)) else { return false };
        self.clear_host(object);
        let boxed: Box<Payload> = Box::new(payload);
        // SAFETY: our class, so slot 0 exists; the box is owned by the slot from here on.
        unsafe { raw::JS_SetReservedSlot(pointer, 0, &PrivateValue(Box::into_raw(boxed).cast())) };
        true
    }

    /// Drops the Rust value of a platform object.
    pub fn clear_host(&mut self, object: Local<'_>) {
        let Some(pointer) = object.object_ptr().filter(|o| holds_value(*o)) else { return };
        // SAFETY: our class; the slot's box is taken out before it is dropped.
        unsafe {
            let mut value = UndefinedValue();
            mozjs::glue::JS_GetReservedSlot(pointer, 0, &mut value);
            if !value.is_undefined() {
                raw::JS_SetReservedSlot(pointer, 0, &UndefinedValue());
                drop(Box::from_raw(value.to_private().cast::<Payload>().cast_mut()));
            }
        }
    }

    /// The Rust value of a platform object, if it has one of type `T`.
    pub fn host<T: Any>(&self, object: Local<'_>) -> Option<Rc<T>> {
        let pointer = object.object_ptr().filter(|o| holds_value(*o))?;
        // SAFETY: our class; the slot is undefined or owns a payload, which is cloned, not taken.
        unsafe {
            let mut value = UndefinedValue();
            mozjs::glue::JS_GetReservedSlot(pointer, 0, &mut value);
            if value.is_undefined() {
                return None;
            }
            let payload = &*value.to_private().cast::<Payload>();
            payload.clone().downcast::<T>().ok()
        }
    }
}
