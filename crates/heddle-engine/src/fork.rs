//! An isolate in a process that was forked after it was made. The process had one thread then
//! ([`crate::EngineOptions::single_threaded`]), so the engine's state is whole in the child; what must not be the same in
//! all children is renewed here.

use crate::{Isolate, MemoryLimits, Scope};
use heddle_glue::fork as glue;

/// What an isolate of a forked process may use; as in [`crate::IsolateOptions`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Renewal {
    /// Stack that JavaScript may use, in bytes.
    pub stack_quota: usize,
    /// Limits of its memory.
    pub memory: MemoryLimits,
    /// Largest size of the space for young objects in bytes.
    pub nursery: u32,
}

impl Isolate {
    /// In the child, before anything runs: seeds of its own and its own limits. False when out of memory.
    pub fn renew(&mut self, renewal: Renewal) -> bool {
        self.set_stack_quota(renewal.stack_quota);
        crate::engine::set_nursery(self.cx, renewal.nursery);
        // SAFETY: in the realm, on the context's thread.
        self.enter(|scope| unsafe { glue::hg_reseed(scope.cx) });
        crate::limits::detach(self.cx);
        crate::limits::attach(self.cx, &self.inner, renewal.memory)
    }
}

impl Scope<'_> {
    /// Lets the engine use helper threads from now on, in a process that was forked without. False if none can be started.
    pub fn start_helpers(&mut self) -> bool {
        // SAFETY: the context is live and on its thread. Other isolates of the process only ever read the switch, and
        // either value serves them.
        unsafe { glue::hg_helpers_on(self.cx) }
    }
}
