//! Handles to values: [`Local`], bound to a scope, and [`Global`], bound to the isolate.

use crate::arena::Persistent;
use crate::Scope;
use mozjs::jsapi::{Handle, JSObject, MutableHandle, Value};
use mozjs::jsval::UndefinedValue;
use std::marker::PhantomData;
use std::rc::Rc;

/// A value, for as long as its scope lives. It follows the value when the collector moves it.
#[derive(Clone, Copy)]
pub struct Local<'s> {
    pub(crate) slot: *mut Value,
    scope: PhantomData<&'s ()>,
}

struct StaticValue(Value);
// SAFETY: an immutable `undefined` has no pointer in it.
unsafe impl Sync for StaticValue {}
static UNDEFINED: std::sync::OnceLock<StaticValue> = std::sync::OnceLock::new();

impl<'s> Local<'s> {
    /// `slot` must be a traced location that lives for `'s`.
    pub(crate) unsafe fn from_slot(slot: *mut Value) -> Local<'s> {
        Local { slot, scope: PhantomData }
    }

    /// `undefined`, which needs no slot of its own.
    pub fn undefined() -> Local<'static> {
        let value = UNDEFINED.get_or_init(|| StaticValue(UndefinedValue()));
        Local { slot: (&raw const value.0).cast_mut(), scope: PhantomData }
    }

    #[inline]
    pub(crate) fn raw(self) -> Value {
        // SAFETY: the slot is initialised and lives for `'s` (constructor's contract).
        unsafe { *self.slot }
    }

    pub(crate) fn handle(self) -> Handle<Value> {
        // SAFETY: the slot is traced while `'s` lasts, so it is a marked location.
        unsafe { Handle::from_marked_location(self.slot) }
    }

    /// Only for slots made by `Scope::root`, never for arguments or `undefined()`.
    pub(crate) fn handle_mut(self) -> MutableHandle<Value> {
        // SAFETY: as in `handle`.
        unsafe { MutableHandle::from_marked_location(self.slot) }
    }

    pub(crate) fn object_ptr(self) -> Option<*mut JSObject> {
        let value = self.raw();
        value.is_object().then(|| value.to_object())
    }

    /// Whether it is `undefined`.
    pub fn is_undefined(self) -> bool {
        self.raw().is_undefined()
    }
    /// Whether it is `null`.
    pub fn is_null(self) -> bool {
        self.raw().is_null()
    }
    /// Whether it is `undefined` or `null`.
    pub fn is_nullish(self) -> bool {
        self.raw().is_null_or_undefined()
    }
    /// Whether it is an object (functions included).
    pub fn is_object(self) -> bool {
        self.raw().is_object()
    }
    /// Whether it is a string.
    pub fn is_string(self) -> bool {
        self.raw().is_string()
    }
    /// Whether it is a number.
    pub fn is_number(self) -> bool {
        self.raw().is_number()
    }
    /// Whether it is a boolean.
    pub fn is_boolean(self) -> bool {
        self.raw().is_boolean()
    }
    /// Whether it is a BigInt.
    pub fn is_bigint(self) -> bool {
        self.raw().is_bigint()
    }
    /// Whether it is a symbol.
    pub fn is_symbol(self) -> bool {
        self.raw().is_symbol()
    }
    /// Whether it can be called.
    pub fn is_function(self) -> bool {
        // SAFETY: the pointer comes from a live value; the check does not collect.
        self.object_ptr().is_some_and(|object| unsafe { mozjs::jsapi::IsCallable(object) })
    }
    /// The number, if it is one (no conversion).
    pub fn as_number(self) -> Option<f64> {
        let value = self.raw();
        value.is_number().then(|| value.to_number())
    }
    /// The boolean, if it is one (no conversion).
    pub fn as_bool(self) -> Option<bool> {
        let value = self.raw();
        value.is_boolean().then(|| value.to_boolean())
    }
    /// `true` for the boolean true only.
    pub fn is_true(self) -> bool {
        self.as_bool() == Some(true)
    }
    /// The number as an unsigned 32-bit integer, if it is one exactly.
    pub fn as_u32(self) -> Option<u32> {
        let n = self.as_number()?;
        (n >= 0.0 && n <= u32::MAX as f64 && n.fract() == 0.0).then_some(n as u32)
    }
    /// The number as a signed 32-bit integer, if it is one exactly.
    pub fn as_i32(self) -> Option<i32> {
        let n = self.as_number()?;
        (n >= i32::MIN as f64 && n <= i32::MAX as f64 && n.fract() == 0.0).then_some(n as i32)
    }
    /// The number as an integer, if it is one of at most 2^53 exactly.
    pub fn as_i64(self) -> Option<i64> {
        let n = self.as_number()?;
        (n.abs() <= 9_007_199_254_740_992.0 && n.fract() == 0.0).then_some(n as i64)
    }
    /// Whether two handles hold the same object or primitive (bitwise; strings compare by identity).
    pub fn same(self, other: Local<'_>) -> bool {
        self.raw().asBits_ == other.raw().asBits_
    }
}

/// A value that is kept until the handle is dropped, across scopes. Not `Send`.
pub struct Global {
    table: Rc<Persistent>,
    index: usize,
}

impl Global {
    pub(crate) fn new(table: &Rc<Persistent>, value: Value) -> Global {
        Global { table: table.clone(), index: table.add(value) }
    }

    pub(crate) fn raw(&self) -> Value {
        self.table.get(self.index)
    }

    /// The value in a scope of the same isolate.
    pub fn get<'s>(&self, scope: &mut Scope<'s>) -> Local<'s> {
        debug_assert!(Rc::ptr_eq(&self.table, &scope.inner().globals), "a Global was used in another isolate");
        scope.root(self.raw())
    }
}

impl Drop for Global {
    fn drop(&mut self) {
        self.table.remove(self.index);
    }
}
