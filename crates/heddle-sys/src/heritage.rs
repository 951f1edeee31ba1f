//! What a program inherits from the process that asks for it, although another process starts it: changes are noted here,
//! so that who starts programs on our behalf can be told, or replaced.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};

static CHANGES: AtomicU64 = AtomicU64::new(0);
static UMASK: AtomicU32 = AtomicU32::new(u32::MAX);
static ADOPTS: AtomicBool = AtomicBool::new(false);

/// How often identities, groups or priority were changed by this process.
pub fn changes() -> u64 {
    CHANGES.load(Ordering::SeqCst)
}

pub(crate) fn change() {
    CHANGES.fetch_add(1, Ordering::SeqCst);
}

/// The file mode creation mask: asked of the system once, and known from then on.
pub fn known_umask() -> u32 {
    umask().unwrap_or_else(|| {
        let mask = crate::process::umask();
        UMASK.store(mask, Ordering::SeqCst);
        mask
    })
}

/// The file mode creation mask, if this process has set it.
pub fn umask() -> Option<u32> {
    match UMASK.load(Ordering::SeqCst) {
        u32::MAX => None,
        mask => Some(mask),
    }
}

pub(crate) fn note_umask(mask: u32) {
    UMASK.store(mask, Ordering::SeqCst);
}

fn set_adopts(adopts: bool) -> bool {
    // SAFETY: an attribute of this process; no memory is involved.
    unsafe { libc::prctl(libc::PR_SET_CHILD_SUBREAPER, libc::c_ulong::from(adopts), 0, 0, 0) == 0 }
}

/// Makes this process the parent of its descendants whose own parents end. It must wait for them.
pub fn adopt_orphans() {
    if set_adopts(true) {
        ADOPTS.store(true, Ordering::SeqCst);
    }
}

/// In a process that was forked from one that adopts orphans: it does not, as long as it is not told to.
pub fn leave_orphans() {
    ADOPTS.store(false, Ordering::SeqCst);
    UMASK.store(u32::MAX, Ordering::SeqCst);
}

/// A program that takes this one's place would not know of the orphans.
pub(crate) fn before_exec() {
    if ADOPTS.load(Ordering::SeqCst) {
        set_adopts(false);
    }
}

pub(crate) fn after_failed_exec() {
    if ADOPTS.load(Ordering::SeqCst) {
        set_adopts(true);
    }
}
