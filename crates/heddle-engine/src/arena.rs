//! Root storage of one isolate: the stack of local handles and the table of global ones.
//!
//! Both are traced by one `CustomAutoRooter` at the bottom of the context's rooter list. That list is traced in
//! minor collections too; embedder tracers (`JS_AddExtraGCRootsTracer`) are not, so they would be unsound here.

use mozjs::gc::CustomTrace;
use mozjs::glue::CallValueRootTracer;
use mozjs::jsapi::{JSTracer, Value};
use mozjs::jsval::UndefinedValue;
use std::cell::{Cell, RefCell, UnsafeCell};
use std::rc::Rc;

const CHUNK: usize = 256;

/// Fixed slots at the start of the local stack.
pub(crate) const SLOT_GLOBAL: usize = 0;
/// The current async context.
pub(crate) const SLOT_CONTEXT: usize = 1;
/// The async context that jobs without host data run in: the last marker taken from the queue.
pub(crate) const SLOT_RUN_CONTEXT: usize = 2;
/// The async context of the last marker put into the queue.
pub(crate) const SLOT_MARKED_CONTEXT: usize = 3;
/// What [`crate::Scope::catch_with_place`] took last, until it is forgotten.
pub(crate) const SLOT_THROWN: usize = 4;
/// The stack of the place that threw it, or null.
pub(crate) const SLOT_THROWN_STACK: usize = 5;
/// Copies of the language's built-ins; see `originals.rs`.
pub(crate) const SLOT_ORIGINALS: usize = 6;
const FIXED: usize = 7;

type Chunk = Box<[UnsafeCell<Value>; CHUNK]>;

/// A stack of value slots whose addresses never change while they are in use.
pub(crate) struct Arena {
    chunks: RefCell<Vec<Chunk>>,
    len: Cell<usize>,
}

impl Arena {
    pub(crate) fn new() -> Arena {
        let arena = Arena { chunks: RefCell::new(Vec::new()), len: Cell::new(0) };
        for _ in 0..FIXED {
            arena.push(UndefinedValue());
        }
        arena
    }

    /// Puts a value into the next slot.
    #[inline]
    pub(crate) fn push(&self, value: Value) -> *mut Value {
        let index = self.len.get();
        let mut chunks = self.chunks.borrow_mut();
        if index / CHUNK == chunks.len() {
            chunks.push(Box::new(std::array::from_fn(|_| UnsafeCell::new(UndefinedValue()))));
        }
        let slot = chunks[index / CHUNK][index % CHUNK].get();
        // SAFETY: the slot lies above `len`, so no handle refers to it, and the isolate is single-threaded.
        unsafe { *slot = value };
        self.len.set(index + 1);
        slot
    }

    pub(crate) fn slot(&self, index: usize) -> *mut Value {
        debug_assert!(index < self.len.get());
        self.chunks.borrow()[index / CHUNK][index % CHUNK].get()
    }

    pub(crate) fn len(&self) -> usize {
        self.len.get()
    }

    /// Ends the life of all slots from `len` on.
    pub(crate) fn truncate(&self, len: usize) {
        debug_assert!(len >= FIXED && len <= self.len.get());
        self.len.set(len);
    }

    fn trace(&self, tracer: *mut JSTracer) {
        let chunks = self.chunks.borrow();
        for index in 0..self.len.get() {
            // SAFETY: every slot below `len` holds an initialised value; the tracer is live during the call.
            unsafe { CallValueRootTracer(tracer, chunks[index / CHUNK][index % CHUNK].get(), c"local".as_ptr()) };
        }
    }
}

/// Slots of [`crate::Global`] handles.
pub(crate) struct Persistent {
    chunks: RefCell<Vec<Chunk>>,
    free: RefCell<Vec<usize>>,
    len: Cell<usize>,
}

impl Persistent {
    pub(crate) fn new() -> Rc<Persistent> {
        Rc::new(Persistent { chunks: RefCell::new(Vec::new()), free: RefCell::new(Vec::new()), len: Cell::new(0) })
    }

    pub(crate) fn add(&self, value: Value) -> usize {
        let index = self.free.borrow_mut().pop().unwrap_or_else(|| {
            let index = self.len.get();
            self.len.set(index + 1);
            let mut chunks = self.chunks.borrow_mut();
            if index / CHUNK == chunks.len() {
                chunks.push(Box::new(std::array::from_fn(|_| UnsafeCell::new(UndefinedValue()))));
            }
            index
        });
        // SAFETY: the slot is free, so nobody else refers to it.
        unsafe { *self.chunks.borrow()[index / CHUNK][index % CHUNK].get() = value };
        index
    }

    /// Number of values that are referred to.
    pub(crate) fn len(&self) -> usize {
        self.len.get() - self.free.borrow().len()
    }

    pub(crate) fn get(&self, index: usize) -> Value {
        // SAFETY: the slot is initialised and only this thread touches it.
        unsafe { *self.chunks.borrow()[index / CHUNK][index % CHUNK].get() }
    }

    pub(crate) fn remove(&self, index: usize) {
        // SAFETY: as in `get`; an undefined value needs no tracing.
        unsafe { *self.chunks.borrow()[index / CHUNK][index % CHUNK].get() = UndefinedValue() };
        self.free.borrow_mut().push(index);
    }

    fn trace(&self, tracer: *mut JSTracer) {
        let chunks = self.chunks.borrow();
        for index in 0..self.len.get() {
            // SAFETY: every slot below `len` holds an initialised value (undefined when free).
            unsafe { CallValueRootTracer(tracer, chunks[index / CHUNK][index % CHUNK].get(), c"global".as_ptr()) };
        }
    }
}

/// What the context's rooter holds.
pub(crate) struct Roots {
    pub(crate) locals: Rc<Arena>,
    pub(crate) globals: Rc<Persistent>,
}

// SAFETY: traces every slot that can hold a garbage-collected thing and nothing else.
unsafe impl CustomTrace for Roots {
    fn trace(&self, tracer: *mut JSTracer) {
        self.locals.trace(tracer);
        self.globals.trace(tracer);
    }
}
