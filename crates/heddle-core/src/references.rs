//! What keeps a loop alive: counted by kind, and on request noted with the place in the program that made it.

use heddle_engine::current_stack_text;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Something that keeps a loop alive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// As in `process.getActiveResourcesInfo()`.
    pub kind: &'static str,
    /// Tells it from others of its kind.
    pub what: Option<u64>,
    /// Where it was made, a line for each frame; empty if no JavaScript ran.
    pub stack: String,
}

#[derive(Default)]
pub(crate) struct RefTable {
    count: Cell<usize>,
    kinds: RefCell<BTreeMap<&'static str, usize>>,
    last: Cell<u64>,
    /// By number; `None`: not noted.
    noted: RefCell<Option<BTreeMap<u64, Reason>>>,
}

/// Keeps the loop alive until it is dropped.
pub struct RefGuard {
    table: Rc<RefTable>,
    kind: &'static str,
    number: u64,
}

impl RefTable {
    pub(crate) fn add(self: &Rc<Self>, kind: &'static str, what: Option<u64>) -> RefGuard {
        self.count.set(self.count.get() + 1);
        *self.kinds.borrow_mut().entry(kind).or_insert(0) += 1;
        let number = self.last.get() + 1;
        self.last.set(number);
        if self.noted.borrow().is_some() {
            // Not while it is borrowed: the engine may collect garbage meanwhile, and with that give up references.
            let reason = Reason { kind, what, stack: current_stack_text() };
            self.noted.borrow_mut().get_or_insert_default().insert(number, reason);
        }
        RefGuard { table: self.clone(), kind, number }
    }

    pub(crate) fn any(&self) -> bool {
        self.count.get() > 0
    }

    /// A name for each.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        let kinds = self.kinds.borrow();
        kinds.iter().flat_map(|(kind, count)| std::iter::repeat_n(*kind, *count)).collect()
    }

    pub(crate) fn record(&self) {
        self.noted.borrow_mut().get_or_insert_default();
    }

    pub(crate) fn reasons(&self) -> Vec<Reason> {
        self.noted.borrow().iter().flat_map(|noted| noted.values().cloned()).collect()
    }
}

impl Drop for RefGuard {
    fn drop(&mut self) {
        self.table.count.set(self.table.count.get() - 1);
        if let Some(count) = self.table.kinds.borrow_mut().get_mut(self.kind) {
            *count -= 1;
        }
        if let Some(noted) = &mut *self.table.noted.borrow_mut() {
            noted.remove(&self.number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_up_is_no_reason() {
        let table = Rc::<RefTable>::default();
        let before = table.add("Worker", None);
        table.record();
        let (first, second) = (table.add("Worker", Some(7)), table.add("MessagePort", None));
        drop(before);
        assert_eq!(table.names(), ["MessagePort", "Worker"]);
        let reason = |kind, what| Reason { kind, what, stack: String::new() };
        assert_eq!(table.reasons(), [reason("Worker", Some(7)), reason("MessagePort", None)]);
        drop(first);
        assert_eq!(table.reasons(), [reason("MessagePort", None)]);
        drop(second);
        assert!(!table.any() && table.reasons().is_empty());
    }
}
