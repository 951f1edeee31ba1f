//! What of a worker's process waits in its parent, in messages that nobody has taken and in answers that the worker does not
//! read. When it is too much nothing more is read from the worker, so that its next messages wait on its own side.

use std::any::Any;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// Bytes that may wait before nothing more is read.
const MOST: u64 = 64 << 20;
/// When there are no more than these it is read on.
const ENOUGH: u64 = MOST / 2;
/// What a thing that waits costs besides its bytes.
const OVERHEAD: u64 = 256;
/// What a descriptor counts as: 512 of them are as much as [`MOST`].
const DESCRIPTOR: u64 = 128 << 10;

/// A count of what waits.
#[derive(Default)]
pub(crate) struct Unread {
    cost: AtomicU64,
    paused: AtomicBool,
    on_room: OnceLock<Box<dyn Fn() + Send + Sync>>,
}

/// Something that waits; until it is dropped.
struct Charge {
    unread: Arc<Unread>,
    cost: u64,
}

impl Unread {
    /// Is called, on whatever thread, when there is room again after [`Unread::is_full`] was true.
    pub(crate) fn on_room(&self, call: impl Fn() + Send + Sync + 'static) {
        let _once = self.on_room.set(Box::new(call));
    }

    /// Counts something until what is returned is dropped.
    pub(crate) fn charge(self: &Arc<Self>, bytes: usize, descriptors: usize) -> Arc<dyn Any + Send + Sync> {
        let cost = OVERHEAD + bytes as u64 + descriptors as u64 * DESCRIPTOR;
        self.cost.fetch_add(cost, Ordering::SeqCst);
        Arc::new(Charge { unread: self.clone(), cost })
    }

    /// Whether so much waits that nothing more is to be read.
    pub(crate) fn is_full(&self) -> bool {
        if self.paused.load(Ordering::SeqCst) {
            return true;
        }
        if self.cost.load(Ordering::SeqCst) <= MOST {
            return false;
        }
        self.paused.store(true, Ordering::SeqCst);
        // It may have been dropped before that could be seen.
        self.cost.load(Ordering::SeqCst) > ENOUGH || !self.paused.swap(false, Ordering::SeqCst)
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        let left = self.unread.cost.fetch_sub(self.cost, Ordering::SeqCst) - self.cost;
        if left <= ENOUGH
            && self.unread.paused.load(Ordering::SeqCst)
            && self.unread.paused.swap(false, Ordering::SeqCst)
        {
            if let Some(call) = self.unread.on_room.get() {
                call();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_full_until_half_of_it_is_gone() {
        let unread = Arc::new(Unread::default());
        let told = Arc::new(AtomicU64::new(0));
        unread.on_room({
            let told = told.clone();
            move || {
                told.fetch_add(1, Ordering::SeqCst);
            }
        });
        let half = || unread.charge(MOST as usize / 2, 0);
        let first = half();
        assert!(!unread.is_full());
        let (second, third) = (half(), half());
        assert!(unread.is_full());
        drop(first);
        assert!(unread.is_full() && told.load(Ordering::SeqCst) == 0);
        drop(second);
        // The third is half of it and the cost of being one.
        assert!(unread.is_full() && told.load(Ordering::SeqCst) == 0);
        drop(third);
        assert!(!unread.is_full() && told.load(Ordering::SeqCst) == 1);
    }

    #[test]
    fn descriptors_count() {
        let unread = Arc::new(Unread::default());
        let _charges = [unread.charge(0, 511)];
        assert!(!unread.is_full());
        let _more = unread.charge(0, 1);
        assert!(unread.is_full());
    }
}
