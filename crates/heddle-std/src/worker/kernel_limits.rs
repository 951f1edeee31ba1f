//! Limits of a process worker by the kernel (docs/limits.md): a second line behind the engine's, and those that only the
//! kernel can hold.

use super::frames::{Reader, Writer};
use crate::limits::{bytes, Limits};
use heddle_core::delay::run_after;
use heddle_process::zygote::GroupOrder;
use heddle_process::Malformed;
use heddle_sys::cgroup::{available_parallelism, group_name, Group, GroupHolds, GroupLimits};
use heddle_sys::rlimit;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Seconds of processor time that a process has beyond what its threads may use: the engine's limit comes first.
const PROCESSOR_MARGIN: f64 = 5.0;
/// Before the first attempt to remove a control group is repeated, and the longest such pause.
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const PATIENCE: Duration = Duration::from_secs(2);

/// A limit in effect, and what sees to it: `engine`, `rlimit`, `cgroup`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Held {
    pub(crate) name: String,
    pub(crate) max: f64,
    pub(crate) by: Vec<String>,
}

/// Removes a control group that no zygote is there to remove, once all in it has ended. That of a program which goes on
/// longer is left to the next runtime that makes groups there.
pub(super) fn remove_group(name: &str) {
    remove_later(Group::find(name), FIRST_PAUSE);
}

fn remove_later(group: Group, pause: Duration) {
    if group.remove() || pause > PATIENCE {
        return;
    }
    // Without a thread for it the same holds as for one that goes on.
    if let Some(again) = run_after(pause, move || remove_later(group, pause * 2)) {
        again.detach();
    }
}

fn finite(limit: f64) -> Option<f64> {
    limit.is_finite().then_some(limit)
}

/// The control group that a worker with these limits is to be in.
pub(super) fn group(limits: &Limits) -> Option<GroupOrder> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let wanted = GroupLimits {
        memory: finite(limits.memory_mb).map(bytes),
        processes: finite(limits.processes).map(|count| count as u64),
    };
    if wanted == GroupLimits::default() {
        return None;
    }
    let name = group_name(std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    Some(GroupOrder { name, limits: wanted })
}

/// What the worker's process limits itself to, beside its control group.
///
/// # Errors
/// Why something that was asked for cannot be held.
pub(super) fn plan(limits: &Limits, group: GroupHolds) -> Result<rlimit::Limits, String> {
    let processes = match finite(limits.processes) {
        Some(count) if !group.processes => match rlimit::processes_of_user() {
            // This process is counted already, on both sides.
            Ok(Some(now)) => Some(now.saturating_add(count as u64).saturating_sub(1)),
            Ok(None) => {
                return Err("this system cannot enforce limits.processes: no control group can be made, \
                            and RLIMIT_NPROC does not hold for this user"
                    .into())
            }
            Err(error) => return Err(format!("limits.processes: {error}")),
        },
        _ => None,
    };
    Ok(rlimit::Limits {
        memory: finite(limits.data_mb).map(bytes),
        open_files: finite(limits.open_files).map(|count| count as u64),
        processes,
        file_size: finite(limits.file_size_mb).map(bytes),
        processor_seconds: processor_seconds(limits),
    })
}

/// Seconds of processor time that the process has. The engine's limit is that of one thread, this that of all, of which as
/// many can run at once as there are processors.
pub(super) fn processor_seconds(limits: &Limits) -> Option<u64> {
    let threads = available_parallelism() as f64;
    finite(limits.cpu_ms).map(|ms| ((ms / 1e3) * threads + PROCESSOR_MARGIN).ceil() as u64)
}

/// The limits that the kernel holds for this process, if there are any.
pub(super) fn describe(limits: &Limits, held: &rlimit::Limits, group: GroupHolds) -> Vec<Held> {
    let mut list = Vec::new();
    let mut add = |name: &str, max: f64, by: &[(&str, bool)]| {
        let by: Vec<_> = by.iter().filter(|(_, holds)| *holds).map(|(name, _)| (*name).to_owned()).collect();
        if max.is_finite() && by.iter().any(|by| by != "engine") {
            list.push(Held { name: name.into(), max, by });
        }
    };
    let (data, all) = (held.memory.is_some(), limits.memory_mb.is_finite());
    add("heapMb", limits.heap_mb, &[("engine", true), ("rlimit", data && !all)]);
    add("externalMb", limits.external_mb, &[("engine", true), ("rlimit", data && !all)]);
    add("cpuMs", limits.cpu_ms, &[("engine", true), ("rlimit", held.processor_seconds.is_some())]);
    add("memoryMb", limits.memory_mb, &[("rlimit", data), ("cgroup", group.memory)]);
    let open_files = held.open_files.map_or(f64::INFINITY, |count| count as f64);
    add("openFiles", open_files, &[("rlimit", true)]);
    add("processes", limits.processes, &[("rlimit", held.processes.is_some()), ("cgroup", group.processes)]);
    let file_size = held.file_size.map_or(f64::INFINITY, |bytes| bytes as f64 / f64::from(1 << 20));
    add("fileSizeMb", file_size, &[("rlimit", true)]);
    list
}

pub(super) fn encode(out: &mut Writer, list: &[Held]) {
    out.u32(list.len() as u32);
    for held in list {
        out.text(&held.name);
        out.f64(held.max);
        out.texts(&held.by);
    }
}

pub(super) fn decode(input: &mut Reader<'_>) -> Result<Vec<Held>, Malformed> {
    (0..input.u32()?).map(|_| Ok(Held { name: input.text()?, max: input.f64()?, by: input.texts()? })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_asked_for_is_not_limited() {
        let limits = Limits::default();
        assert_eq!(group(&limits), None);
        assert_eq!(plan(&limits, GroupHolds::default()), Ok(rlimit::Limits::default()));
        assert_eq!(describe(&limits, &rlimit::Limits::default(), GroupHolds::default()), []);
    }

    #[test]
    fn each_limit_says_by_what_it_is_held() {
        let limits = Limits { memory_mb: 64.0, data_mb: 64.0, processes: 9.0, cpu_ms: 10.0, ..Limits::default() };
        let holds = GroupHolds { memory: true, processes: true };
        let planned = plan(&limits, holds).unwrap();
        assert_eq!((planned.memory, planned.processes), (Some(64 << 20), None));
        let list = describe(&limits, &planned, holds);
        let by = |name: &str| list.iter().find(|held| held.name == name).map(|held| held.by.join(" "));
        assert_eq!(by("memoryMb").as_deref(), Some("rlimit cgroup"));
        assert_eq!(by("processes").as_deref(), Some("cgroup"));
        assert_eq!(by("cpuMs").as_deref(), Some("engine rlimit"));
        assert_eq!(by("heapMb"), None);
        let mut out = Writer::default();
        encode(&mut out, &list);
        assert_eq!(decode(&mut Reader(&out.0)).unwrap(), list);
        (0..out.0.len()).for_each(|length| assert!(decode(&mut Reader(&out.0[..length])).is_err()));
    }
}
