//! How a worker ended whose zygote died before it: the worker had become this process's child.

use super::Fate;
use crate::birth::Birth;
use crate::lost;
use crate::wire::Usage;
use heddle_sys::cgroup::Group;
use heddle_sys::wait;
use std::os::fd::BorrowedFd;

/// How a process that has ended did so; `None` if nobody knows. Waits for it, so that its number is free for others.
/// `group`: the name of its control group, which is looked at here as nobody else does.
pub fn fate(pid: u32, birth: Birth, pidfd: BorrowedFd<'_>, group: Option<&str>) -> Option<Fate> {
    let out_of_memory = group.is_some_and(|name| Group::find(name).oom_kills() > 0);
    if let Some(ended) = lost::bury(pid, birth) {
        return Some(Fate { code: ended.code, signal: ended.signal, usage: ended.usage, out_of_memory });
    }
    // Somebody else waited for it.
    let status = wait::status_of(pidfd)?;
    let (code, signal) = match wait::signal_of(status) {
        Some(signal) => (0, signal),
        None => (wait::code_of(status), 0),
    };
    Some(Fate { code, signal, usage: Usage::default(), out_of_memory })
}
