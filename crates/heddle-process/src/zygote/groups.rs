//! Control groups of workers, as the zygote keeps them: made before a worker is forked, removed when all in it has ended.

use heddle_sys::cgroup::{sweep_groups, Group, GroupHolds, GroupLimits};
use std::sync::Once;
use std::time::Duration;

/// A group that a worker is to be in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupOrder {
    /// Its name: see [`heddle_sys::cgroup::group_name`].
    pub name: String,
    /// What it limits.
    pub limits: GroupLimits,
}

/// No limit.
const NONE: u64 = u64::MAX;
/// How often it is tried to remove a group whose worker has ended: something that this worker had started may go on.
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const MOST_PAUSE: Duration = Duration::from_secs(10);

impl GroupOrder {
    /// As it is sent.
    pub(super) fn encode(order: Option<&GroupOrder>) -> Vec<u8> {
        let Some(GroupOrder { name, limits }) = order else { return Vec::new() };
        let [memory, processes] = [limits.memory, limits.processes].map(|limit| limit.unwrap_or(NONE).to_ne_bytes());
        [&memory, &processes, name.as_bytes()].concat()
    }

    /// Reads what was sent; the inner `None`: no group.
    pub(super) fn decode(bytes: &[u8]) -> Option<Option<GroupOrder>> {
        if bytes.is_empty() {
            return Some(None);
        }
        let (memory, rest) = bytes.split_first_chunk::<8>()?;
        let (processes, name) = rest.split_first_chunk::<8>()?;
        let [memory, processes] =
            [memory, processes].map(|b| Some(u64::from_ne_bytes(*b)).filter(|&limit| limit != NONE));
        let name = str::from_utf8(name).ok()?.to_owned();
        Some(Some(GroupOrder { name, limits: GroupLimits { memory, processes } }))
    }

    /// Makes the group.
    pub(super) fn create(&self) -> Group {
        static SWEEP: Once = Once::new();
        SWEEP.call_once(sweep_groups);
        Group::create(&self.name, self.limits)
    }
}

/// Groups whose workers have ended.
#[derive(Default)]
pub(super) struct Emptying {
    groups: Vec<Group>,
    pause: Duration,
}

impl Emptying {
    pub(super) fn add(&mut self, group: Group) {
        if group.holds() != GroupHolds::default() {
            self.groups.push(group);
            self.pause = FIRST_PAUSE;
        }
    }

    /// Removes those that are empty.
    pub(super) fn look(&mut self) {
        self.groups.retain(|group| !group.remove());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// When to look again, unless something happens before.
    pub(super) fn pause(&mut self) -> Option<Duration> {
        if self.groups.is_empty() {
            return None;
        }
        let pause = self.pause;
        self.pause = (pause * 2).min(MOST_PAUSE);
        Some(pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_arrives_whole() {
        let limits = GroupLimits { memory: Some(1 << 20), processes: None };
        for order in [None, Some(GroupOrder { name: "heddle-1-2".into(), limits })] {
            assert_eq!(GroupOrder::decode(&GroupOrder::encode(order.as_ref())), Some(order));
        }
        assert_eq!(GroupOrder::decode(&[1; 15]), None);
    }
}
