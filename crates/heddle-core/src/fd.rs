//! Readiness of file descriptors, by the loop's own poller.

use crate::{EventLoop, RefGuard};
use heddle_engine::Scope;
use mio::unix::SourceFd;
use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use std::os::fd::RawFd;
use std::rc::Rc;

/// What to wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interest {
    /// Readable, or at its end.
    Read,
    /// Writable.
    Write,
    /// Either; the callback finds out by trying.
    ReadWrite,
}

impl Interest {
    fn for_mio(self) -> mio::Interest {
        match self {
            Interest::Read => mio::Interest::READABLE,
            Interest::Write => mio::Interest::WRITABLE,
            Interest::ReadWrite => mio::Interest::READABLE | mio::Interest::WRITABLE,
        }
    }
}

/// Names a watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WatchId(u64);

type OnReady = Rc<RefCell<Box<dyn FnMut(&mut Scope<'_>)>>>;

struct Watch {
    fd: RawFd,
    persistent: bool,
    on_ready: OnReady,
    guard: Option<RefGuard>,
}

#[derive(Default)]
pub(crate) struct Watches(HashMap<u64, Watch>);

/// Calls `on_ready` from the loop when `fd` is ready: once, or each time if `persistent`. Edge triggered: read until
/// it would block. The descriptor must stay open until the watch ends. Fails for regular files (`EPERM`).
pub fn watch_fd(
    scope: &mut Scope<'_>,
    fd: RawFd,
    interest: Interest,
    persistent: bool,
    on_ready: Box<dyn FnMut(&mut Scope<'_>)>,
) -> io::Result<WatchId> {
    let event_loop = scope.state::<EventLoop>();
    let id = event_loop.fresh_id();
    event_loop.registry()?.register(&mut SourceFd(&fd), mio::Token(id as usize), interest.for_mio())?;
    let watch = Watch {
        fd,
        persistent,
        on_ready: Rc::new(RefCell::new(on_ready)),
        guard: Some(event_loop.add_ref_of("FDWatch", fd as u64)),
    };
    event_loop.watches.borrow_mut().0.insert(id, watch);
    Ok(WatchId(id))
}

/// Changes what a persistent watch waits for; what is ready already is reported again.
pub fn rewatch_fd(scope: &mut Scope<'_>, id: WatchId, interest: Interest) -> io::Result<()> {
    let event_loop = scope.state::<EventLoop>();
    let Some(fd) = event_loop.watches.borrow().0.get(&id.0).map(|watch| watch.fd) else { return Ok(()) };
    let registry = event_loop.registry()?;
    registry.reregister(&mut SourceFd(&fd), mio::Token(id.0 as usize), interest.for_mio())
}

/// Ends a watch; nothing if it has ended.
pub fn unwatch_fd(scope: &mut Scope<'_>, id: WatchId) {
    let event_loop = scope.state::<EventLoop>();
    let watch = event_loop.watches.borrow_mut().0.remove(&id.0);
    if let Some(watch) = watch {
        // The descriptor may be closed already, which ended the registration by itself.
        let _ = event_loop.registry().and_then(|registry| registry.deregister(&mut SourceFd(&watch.fd)));
    }
}

/// Whether a watch keeps the loop alive.
pub fn watch_ref(scope: &mut Scope<'_>, id: WatchId, refed: bool) {
    let event_loop = scope.state::<EventLoop>();
    let Some(fd) = event_loop.watches.borrow().0.get(&id.0).map(|watch| watch.fd) else { return };
    let guard = refed.then(|| event_loop.add_ref_of("FDWatch", fd as u64));
    let mut watches = event_loop.watches.borrow_mut();
    if let Some(watch) = watches.0.get_mut(&id.0) {
        watch.guard = guard;
    }
}

impl Watches {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

pub(crate) fn ready(scope: &mut Scope<'_>, token: usize) {
    let event_loop = scope.state::<EventLoop>();
    let id = token as u64;
    let found = event_loop.watches.borrow().0.get(&id).map(|w| (w.on_ready.clone(), w.persistent));
    let Some((on_ready, persistent)) = found else { return };
    if !persistent {
        unwatch_fd(scope, WatchId(id));
    }
    scope.nested(|scope| (on_ready.borrow_mut())(scope));
}
