//! Stores to shared memory that this process may only read: they end it, and it says where they are.

use crate::sampling::{place_of, SamplingGuard};
use crate::Scope;
use heddle_glue::sab as glue;
use std::cell::RefCell;
use std::ffi::c_void;
use std::sync::OnceLock;

/// Ends the process after a store, of which it is told the place: `file:line`, or nothing if that is not known.
pub type OnStore = fn(place: &str) -> !;

static ON_STORE: OnceLock<OnStore> = OnceLock::new();

/// Makes memory that other processes let this one only read such here, and a store to it call `hook`, on the thread that
/// stores. Without that, such memory is a private copy. Once in a process.
pub fn end_on_stores(hook: OnStore) {
    ON_STORE.get_or_init(|| hook);
    // SAFETY: the hook ends the process.
    unsafe { glue::hg_sab_on_store(stored) };
}

unsafe extern "C" fn stored(pc: *mut c_void, sp: *mut c_void, fp: *mut c_void) {
    // SAFETY: called with the registers of the store, after which nothing has happened on this thread's stack.
    let place = unsafe { place_of(pc, sp, fp) };
    match ON_STORE.get() {
        Some(hook) => hook(&place),
        None => std::process::abort(),
    }
}

/// In an isolate's state: keeps it in the mode in which it knows where it is at any instruction.
#[derive(Default)]
struct Watching(RefCell<Option<SamplingGuard>>);

/// The isolate gets memory that it may only read. Without memory for that the place of a store stays unknown.
pub(crate) fn watch_stores(scope: &mut Scope<'_>) {
    if ON_STORE.get().is_some() {
        let watching = scope.state_or_default::<Watching>();
        if watching.0.borrow().is_none() {
            *watching.0.borrow_mut() = scope.start_sampling();
        }
    }
}
