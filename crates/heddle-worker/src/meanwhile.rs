//! Sending for a parent that does not return to its loop: it may have posted a message and wait in `Atomics.wait` for the
//! answer. A worker has a second thread for that.

use crate::Link;
use heddle_core::delay::run_after;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

/// The loop itself is mostly faster.
const FIRST_PAUSE: Duration = Duration::from_millis(1);
const SHORTEST_PAUSE: Duration = Duration::from_micros(250);
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// From now on what finds no room in the ring is sent when there is some, whatever the sender's thread does.
pub fn send_meanwhile(link: &Arc<Link>) {
    let sending = Arc::new(Sending { link: Arc::downgrade(link), runs: AtomicBool::new(false) });
    link.on_full(move || {
        if !sending.runs.swap(true, Ordering::SeqCst) {
            sending.clone().look_after(FIRST_PAUSE, None);
        }
    });
}

struct Sending {
    link: Weak<Link>,
    runs: AtomicBool,
}

impl Sending {
    /// `written`: how far into the ring was written when this was last looked at.
    fn look_after(self: Arc<Sending>, pause: Duration, written: Option<u64>) {
        let this = self.clone();
        let job = move || {
            let Some(link) = this.link.upgrade() else { return };
            let waits = link.flush() || {
                this.runs.store(false, Ordering::SeqCst);
                // Something may have had to wait before that was said.
                link.flush() && !this.runs.swap(true, Ordering::SeqCst)
            };
            if !waits {
                return;
            }
            let now = Some(link.written());
            let next = if now == written { (pause * 2).min(LONGEST_PAUSE) } else { SHORTEST_PAUSE };
            this.look_after(next, now);
        };
        match run_after(pause, job) {
            Some(delayed) => delayed.detach(),
            // Without a thread the sender's loop does it, when it has its turn.
            None => self.runs.store(false, Ordering::SeqCst),
        }
    }
}
