//! Groups of ports that all receive what one of them sends, found by name in the whole process.
//! <https://html.spec.whatwg.org/multipage/web-messaging.html#broadcasting-to-other-browsing-contexts>

use crate::PortEnd;
use heddle_engine::Message;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, MutexGuard};

/// The feeding ends of a group's members, in the order in which they joined.
type Group = Vec<(u64, PortEnd)>;

#[derive(Default)]
struct Groups {
    by_name: HashMap<String, Group>,
    last: u64,
}

fn groups() -> MutexGuard<'static, Groups> {
    static GROUPS: LazyLock<Mutex<Groups>> = LazyLock::new(Mutex::default);
    GROUPS.lock().unwrap_or_else(|e| e.into_inner())
}

/// The place of one port in a group; dropping it leaves the group.
#[derive(Debug)]
pub struct Membership {
    name: String,
    id: u64,
}

impl Membership {
    /// Joins the group of that name. What the other members send arrives at the returned port.
    pub fn join(name: &str) -> (Membership, PortEnd) {
        let (own, feed) = PortEnd::pair();
        let mut groups = groups();
        groups.last += 1;
        let id = groups.last;
        groups.by_name.entry(name.to_owned()).or_default().push((id, feed));
        (Membership { name: name.to_owned(), id }, own)
    }

    /// Sends `message` to all other members; false if it has several receivers and `duplicate` cannot copy it. Nobody
    /// gets anything then.
    pub fn post(&self, message: Message, duplicate: impl Fn(&Message) -> Option<Message>) -> bool {
        let groups = groups();
        let Some(group) = groups.by_name.get(&self.name) else { return true };
        let others = || group.iter().filter(|(id, _)| *id != self.id);
        let copies: Option<Vec<Message>> = others().skip(1).map(|_| duplicate(&message)).collect();
        let Some(copies) = copies else { return false };
        for ((_, feed), message) in others().zip(std::iter::once(message).chain(copies)) {
            feed.post_anyway(message);
        }
        true
    }
}

impl Drop for Membership {
    fn drop(&mut self) {
        let left = {
            let mut groups = groups();
            let Some(group) = groups.by_name.get_mut(&self.name) else { return };
            let left = group.iter().position(|(id, _)| *id == self.id).map(|at| group.remove(at));
            if group.is_empty() {
                groups.by_name.remove(&self.name);
            }
            left
        };
        // Not under the lock: an end's closing drops what waits in its queue.
        drop(left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_but_the_sender_receives() {
        let (a, a_end) = Membership::join("everybody");
        let (b, b_end) = Membership::join("everybody");
        let (_c, c_end) = Membership::join("everybody");
        let (_other, other_end) = Membership::join("somebody else");
        assert!(a.post(Message::text("x"), |_| Some(Message::text("x"))));
        assert_eq!([a_end.waiting(), b_end.waiting(), c_end.waiting(), other_end.waiting()], [0, 1, 1, 0]);
        drop(b);
        assert!(a.post(Message::text("y"), |_| None), "one receiver needs no copy");
        assert_eq!([b_end.waiting(), c_end.waiting()], [1, 2]);
    }

    #[test]
    fn what_cannot_be_copied_reaches_nobody() {
        let (a, _a_end) = Membership::join("nobody");
        let (_b, b_end) = Membership::join("nobody");
        let (_c, c_end) = Membership::join("nobody");
        assert!(!a.post(Message::text("x"), |_| None));
        assert_eq!([b_end.waiting(), c_end.waiting()], [0, 0]);
    }

    #[test]
    fn the_last_to_leave_ends_the_group() {
        let (a, _end) = Membership::join("short-lived");
        assert!(groups().by_name.contains_key("short-lived"));
        drop(a);
        assert!(!groups().by_name.contains_key("short-lived"));
    }
}
