//! The heap profile of an isolate: at most one at a time, as in V8.

use super::heap::HeapProfile;
use super::Style;
use heddle_engine::{AllocationGuard, AllocationHost, GcKind, Scope};
use std::cell::RefCell;
use std::rc::Rc;

/// What a heap profile samples.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// One allocation in so many bytes.
    pub(crate) interval: u64,
    /// Most frames of a stack.
    pub(crate) depth: u32,
    /// Collect garbage before the end.
    pub(crate) collects: bool,
    /// What was collected counts as well.
    pub(crate) keeps: bool,
}

struct Host(RefCell<HeapProfile>);

impl AllocationHost for Host {
    fn frame(&self, text: &[u8], source: u32) {
        self.0.borrow_mut().frame(text, source);
    }
    fn allocated(&self, size: u64) -> u32 {
        self.0.borrow_mut().allocated(size)
    }
    fn collected(&self, number: u32) {
        self.0.borrow_mut().collected(number);
    }
}

struct Running {
    guard: AllocationGuard,
    host: Rc<Host>,
    collects: bool,
}

/// The part of an isolate's state that holds its profile.
#[derive(Default)]
struct Profiled(RefCell<Option<Running>>);

/// Starts the heap profile of this isolate; false if there is one already.
pub(crate) fn start(scope: &mut Scope<'_>, settings: Settings) -> bool {
    let profiled = scope.state_or_default::<Profiled>();
    let host = Rc::new(Host(RefCell::new(HeapProfile::new(settings.interval, settings.keeps))));
    let Some(guard) = scope.start_allocation_sampling(settings.interval, settings.depth, host.clone()) else {
        return false;
    };
    *profiled.0.borrow_mut() = Some(Running { guard, host, collects: settings.collects });
    true
}

/// The file of the profile so far; `None` if there is none.
pub(crate) fn so_far(scope: &Scope<'_>) -> Option<String> {
    let profiled = scope.try_state::<Profiled>()?;
    let running = profiled.0.borrow();
    let text = running.as_ref()?.host.0.borrow().to_json(Style::Api);
    Some(text)
}

/// Ends it. `None` if there is none.
pub(crate) fn stop(scope: &mut Scope<'_>) -> Option<HeapProfile> {
    let profiled = scope.try_state::<Profiled>()?;
    if profiled.0.borrow().as_ref()?.collects {
        scope.gc(GcKind::Full);
    }
    let Running { guard, host, .. } = profiled.0.borrow_mut().take()?;
    drop(guard);
    Rc::into_inner(host).map(|host| host.0.into_inner())
}
