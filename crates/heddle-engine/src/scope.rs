//! [`Scope`]: the way to do anything in an isolate.

use crate::isolate::Inner;
use crate::{Global, Local};
use mozjs::jsapi::{JSContext, JSObject, Value};
use mozjs::jsval::ObjectValue;
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::marker::PhantomData;
use std::rc::Rc;

/// What the host keeps with an isolate, by type.
pub(crate) type States = HashMap<TypeId, Rc<dyn Any>, BuildHasherDefault<TypeIdHasher>>;

/// A `TypeId` is a good hash already.
#[derive(Default)]
pub(crate) struct TypeIdHasher(u64);

impl Hasher for TypeIdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// A stretch of time in which values of the isolate can be held as [`Local`]s. While it is borrowed mutably a
/// garbage collection may happen.
pub struct Scope<'s> {
    pub(crate) cx: *mut JSContext,
    inner: *const Inner,
    base: usize,
    // Invariant in 's, and neither Send nor Sync.
    life: PhantomData<*mut &'s ()>,
}

impl<'s> Scope<'s> {
    /// `cx` must be a live context of this thread, in its realm, and no other scope may be used before this one
    /// is dropped.
    pub(crate) unsafe fn new(cx: *mut JSContext) -> Scope<'s> {
        // SAFETY: the context private is set before any scope is made and outlives the context.
        let inner = unsafe { Inner::of(cx) };
        // SAFETY: just read from the live context.
        let base = unsafe { (*inner).locals.len() };
        Scope { cx, inner, base, life: PhantomData }
    }

    pub(crate) fn inner(&self) -> &Inner {
        // SAFETY: `Inner` lives as long as the context, which outlives every scope.
        unsafe { &*self.inner }
    }

    #[inline]
    pub(crate) fn root(&mut self, value: Value) -> Local<'s> {
        // SAFETY: the slot is traced until this scope is dropped, which ends 's.
        unsafe { Local::from_slot(self.inner().locals.push(value)) }
    }

    pub(crate) fn root_object(&mut self, object: *mut JSObject) -> Local<'s> {
        self.root(ObjectValue(object))
    }

    /// Runs `f` in a scope whose handles end with it: for loops that make many values.
    pub fn nested<R>(&mut self, f: impl for<'n> FnOnce(&mut Scope<'n>) -> R) -> R {
        // SAFETY: `self` is borrowed mutably until the inner scope is dropped.
        let mut scope = unsafe { Scope::new(self.cx) };
        f(&mut scope)
    }

    /// Keeps a value beyond this scope.
    pub fn global_handle(&mut self, value: Local<'_>) -> Global {
        Global::new(&self.inner().globals, value.raw())
    }

    /// A handle in this scope to a value of any scope that is still alive.
    pub fn local(&mut self, value: Local<'_>) -> Local<'s> {
        self.root(value.raw())
    }

    /// The global object.
    pub fn global(&mut self) -> Local<'s> {
        let value = self.inner().fixed(crate::arena::SLOT_GLOBAL);
        self.root(value)
    }

    /// Stores a piece of host state, one for each type.
    pub fn put_state<T: Any>(&self, state: Rc<T>) {
        self.inner().state.borrow_mut().insert(TypeId::of::<T>(), state);
    }

    /// Host state of type `T`.
    ///
    /// # Panics
    /// If none was put: a bug of the host.
    pub fn state<T: Any>(&self) -> Rc<T> {
        self.try_state::<T>().unwrap_or_else(|| panic!("no isolate state of type {}", std::any::type_name::<T>()))
    }

    /// Host state of type `T`, if any was put.
    pub fn try_state<T: Any>(&self) -> Option<Rc<T>> {
        let state = self.inner().state.borrow().get(&TypeId::of::<T>()).cloned()?;
        state.downcast::<T>().ok()
    }

    /// Host state of type `T`, made now if none was put.
    pub fn state_or_default<T: Any + Default>(&self) -> Rc<T> {
        self.try_state::<T>().unwrap_or_else(|| {
            let state = Rc::new(T::default());
            self.put_state(state.clone());
            state
        })
    }

    /// Whether the isolate was asked to terminate: no JavaScript may be started any more.
    pub fn is_terminating(&self) -> bool {
        self.inner().handle.is_terminating()
    }
}

impl Drop for Scope<'_> {
    fn drop(&mut self) {
        self.inner().locals.truncate(self.base);
    }
}
