//! Groups of ports that all receive what one of them sends, found by name in the whole process and in the processes of its
//! workers. <https://html.spec.whatwg.org/multipage/web-messaging.html#broadcasting-to-other-browsing-contexts>
//!
//! A process has one member for each worker's process that has members, and in a worker one for the parent: what that is
//! sent goes over the link, and what comes from there goes to all others. Processes are a tree, so nothing comes twice.

use crate::link_ports::{upstream, Things};
use crate::port::{Carried, Carrier};
use crate::PortEnd;
use heddle_engine::Message;
use std::collections::HashMap;
use std::io;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard};

/// The longest name of a group between processes, in bytes.
pub(crate) const LONGEST_NAME: usize = 1024;

#[derive(Default)]
struct Group {
    /// The feeding ends of the members, in the order in which they joined.
    members: Vec<(u64, PortEnd)>,
    /// The member that is the parent's process.
    parent: Option<u64>,
}

#[derive(Default)]
struct Groups {
    by_name: HashMap<String, Group>,
    last: u64,
}

fn groups() -> MutexGuard<'static, Groups> {
    static GROUPS: LazyLock<Mutex<Groups>> = LazyLock::new(Mutex::default);
    GROUPS.lock().unwrap_or_else(|e| e.into_inner())
}

impl Groups {
    /// Makes the group, if it is not there yet.
    fn make(&mut self, name: &str) -> io::Result<()> {
        if let (false, Some(parent)) = (self.by_name.contains_key(name), upstream()) {
            let end = parent.join_group(name)?;
            let id = self.relay(name, &end, parent.things());
            self.by_name.insert(name.to_owned(), Group { members: vec![(id, end)], parent: Some(id) });
        }
        Ok(())
    }

    fn add(&mut self, name: &str, id: u64, feed: PortEnd) {
        self.by_name.entry(name.to_owned()).or_default().members.push((id, feed));
    }

    /// What another process sends to `end` goes to the group; the member that this is to be.
    fn relay(&mut self, name: &str, end: &PortEnd, things: &'static dyn Things) -> u64 {
        self.last += 1;
        let carrier: Arc<dyn Carrier> = Arc::new(Relay { name: name.to_owned(), id: self.last, things });
        end.carry_with(&carrier);
        self.last
    }
}

/// Sends a message to all members but one; false if it has several receivers and cannot be copied.
fn post(name: &str, id: u64, message: Message, duplicate: impl Fn(&Message) -> Option<Message>) -> bool {
    let groups = groups();
    let Some(group) = groups.by_name.get(name) else { return true };
    let others = || group.members.iter().filter(|(other, _)| *other != id);
    let copies: Option<Vec<Message>> = others().skip(1).map(|_| duplicate(&message)).collect();
    let Some(copies) = copies else { return false };
    for ((_, feed), message) in others().zip(std::iter::once(message).chain(copies)) {
        feed.post_anyway(message);
    }
    true
}

fn leave(name: &str, id: u64) {
    let left = {
        let mut groups = groups();
        let Some(group) = groups.by_name.get_mut(name) else { return };
        let left = group.members.iter().position(|(other, _)| *other == id).map(|at| group.members.remove(at));
        let rest = match group.members.as_slice() {
            [] => groups.by_name.remove(name),
            // Nobody else is there who would hear the parent's process.
            [(last, _)] if group.parent == Some(*last) => groups.by_name.remove(name),
            _ => None,
        };
        (left, rest)
    };
    // Not under the lock: an end's closing drops what waits in its queue, and tells the other process.
    drop(left);
}

/// A member of another process' group, which has sent that it joins.
pub(crate) fn join_from_process(name: &str, end: PortEnd, things: &'static dyn Things) -> io::Result<()> {
    let mut groups = groups();
    groups.make(name)?;
    let id = groups.relay(name, &end, things);
    groups.add(name, id, end);
    Ok(())
}

/// Takes what another process sends to the members of this one.
struct Relay {
    name: String,
    id: u64,
    things: &'static dyn Things,
}

impl Carrier for Relay {
    fn carry(&self, message: Message) -> Carried {
        // What cannot be copied no process has sent to a group.
        post(&self.name, self.id, message, |message| self.things.duplicate(message));
        Carried::Sent
    }

    fn closed(&self) {
        leave(&self.name, self.id);
    }
}

/// The place of one port in a group; dropping it leaves the group.
#[derive(Debug)]
pub struct Membership {
    name: String,
    id: u64,
}

impl Membership {
    /// Joins the group of that name. What the other members send arrives at the returned port. It fails if there are too
    /// many groups in a worker's process, or if the name is too long for one.
    pub fn join(name: &str) -> io::Result<(Membership, PortEnd)> {
        let (own, feed) = PortEnd::pair();
        let mut groups = groups();
        groups.make(name)?;
        groups.last += 1;
        let id = groups.last;
        groups.add(name, id, feed);
        Ok((Membership { name: name.to_owned(), id }, own))
    }

    /// Sends `message` to all other members; false if it has several receivers and `duplicate` cannot copy it. Nobody
    /// gets anything then.
    pub fn post(&self, message: Message, duplicate: impl Fn(&Message) -> Option<Message>) -> bool {
        post(&self.name, self.id, message, duplicate)
    }
}

impl Drop for Membership {
    fn drop(&mut self) {
        leave(&self.name, self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_but_the_sender_receives() {
        let (a, a_end) = Membership::join("everybody").unwrap();
        let (b, b_end) = Membership::join("everybody").unwrap();
        let (_c, c_end) = Membership::join("everybody").unwrap();
        let (_other, other_end) = Membership::join("somebody else").unwrap();
        assert!(a.post(Message::text("x"), |_| Some(Message::text("x"))));
        assert_eq!([a_end.waiting(), b_end.waiting(), c_end.waiting(), other_end.waiting()], [0, 1, 1, 0]);
        drop(b);
        assert!(a.post(Message::text("y"), |_| None), "one receiver needs no copy");
        assert_eq!([b_end.waiting(), c_end.waiting()], [1, 2]);
    }

    #[test]
    fn what_cannot_be_copied_reaches_nobody() {
        let (a, _a_end) = Membership::join("nobody").unwrap();
        let (_b, b_end) = Membership::join("nobody").unwrap();
        let (_c, c_end) = Membership::join("nobody").unwrap();
        assert!(!a.post(Message::text("x"), |_| None));
        assert_eq!([b_end.waiting(), c_end.waiting()], [0, 0]);
    }

    #[test]
    fn the_last_to_leave_ends_the_group() {
        let (a, _end) = Membership::join("short-lived").unwrap();
        assert!(groups().by_name.contains_key("short-lived"));
        drop(a);
        assert!(!groups().by_name.contains_key("short-lived"));
    }
}
