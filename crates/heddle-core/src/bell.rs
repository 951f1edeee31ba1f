//! What is looked at rather than waited for: memory that another process writes to. A loop with a bell looks at it in every
//! turn and while it spins; before it sleeps it says so, and is then woken through its poller.

use crate::EventLoop;
use heddle_engine::Scope;
use std::cell::RefCell;
use std::rc::Rc;

/// One such thing.
pub trait Bell {
    /// Whether there is something to take. Called while spinning: it must cost next to nothing.
    fn rings(&self) -> bool;
    /// Says that nobody looks from now on; false if there is something to take.
    fn before_sleep(&self) -> bool;
    /// Somebody looks again.
    fn after_sleep(&self);
    /// Takes what there is, as callbacks of their own.
    fn answer(self: Rc<Self>, scope: &mut Scope<'_>);
}

type List = Rc<[(u64, Rc<dyn Bell>)]>;

/// The bells of a loop.
#[derive(Default)]
pub(crate) struct Bells(RefCell<List>);

impl Bells {
    pub(crate) fn list(&self) -> List {
        self.0.borrow().clone()
    }

    pub(crate) fn clear(&self) {
        *self.0.borrow_mut() = List::default();
    }
}

pub(crate) fn rings(list: &List) -> bool {
    list.iter().any(|(_, bell)| bell.rings())
}

/// Whether all of them will wake the loop.
pub(crate) fn before_sleep(list: &List) -> bool {
    let all = list.iter().all(|(_, bell)| bell.before_sleep());
    if !all {
        after_sleep(list);
    }
    all
}

pub(crate) fn after_sleep(list: &List) {
    list.iter().for_each(|(_, bell)| bell.after_sleep());
}

pub(crate) fn answer(scope: &mut Scope<'_>, list: &List) {
    for (_, bell) in list.iter() {
        if bell.rings() && !scope.is_terminating() {
            bell.clone().answer(scope);
        }
    }
}

/// Another process was just woken: what it answers takes the time until it runs.
pub fn has_woken_another() {
    crate::mailbox::note_woke();
}

impl EventLoop {
    /// Looks at `bell` from now on; its id.
    pub fn add_bell(&self, bell: Rc<dyn Bell>) -> u64 {
        let id = self.fresh_id();
        let mut list = self.bells.0.borrow_mut();
        *list = list.iter().cloned().chain([(id, bell)]).collect();
        id
    }

    /// No longer looks at a bell.
    pub fn remove_bell(&self, id: u64) {
        let mut list = self.bells.0.borrow_mut();
        *list = list.iter().filter(|(other, _)| *other != id).cloned().collect();
    }
}
