//! Takes down what a runtime that died left behind: asks first, then kills until nothing is left.

use super::children::Children;
use super::mark::is_marked;
use super::server::{forget_signals, Runtime};
use super::tree::{self, Entry};
use heddle_sys::wait;
use rustix::event::{poll, PollFd, PollFlags, Timespec};
use rustix::process::Signal;
use std::collections::{HashMap, HashSet};
use std::os::fd::{AsFd, BorrowedFd};
use std::time::{Duration, Instant};

/// How long programs may take to end when asked.
const GRACE: Duration = Duration::from_secs(2);
/// How long they may take when the terminal has asked them already (Ctrl-C), and they may be at it.
const GRACE_AFTER_KEY: Duration = Duration::from_secs(10);

/// Why the runtime died.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Ctrl-C or Ctrl-\, which the terminal sends to the programs in the foreground as well.
    Key,
    /// Anything else, or unknown.
    Other,
}

/// Finds out, which takes until its parent has noticed, or until it is plain that nobody will tell.
pub fn cause(runtime: &Runtime) -> Cause {
    let deadline = Instant::now() + Duration::from_millis(100);
    loop {
        let status = match tree::entry(runtime.pid) {
            Some(entry) if entry.zombie => Some(entry.status),
            Some(_) => None,
            None => wait::status_of(runtime.pidfd.as_fd()),
        };
        match status.and_then(wait::signal_of).and_then(Signal::from_named_raw) {
            Some(Signal::INT | Signal::QUIT) => return Cause::Key,
            Some(_) => return Cause::Other,
            None if Instant::now() > deadline => return Cause::Other,
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    }
}

/// Ends all descendants but detached ones. Returns when none is left that this process may signal.
pub fn run(children: &Children, heirs: &HashMap<u32, u64>, child_ended: BorrowedFd<'_>, cause: Cause) {
    let left = || {
        let all = tree::all();
        // An id whose program has ended may be somebody else's by now.
        let is_heir = |entry: &&Entry| heirs.get(&entry.pid) == Some(&entry.started);
        let mut roots: HashSet<u32> = all.iter().filter(is_heir).map(|entry| entry.pid).collect();
        roots.insert(std::process::id());
        let mut found = tree::descendants(&all, &roots, |entry| is_detached(entry, children));
        found.extend(all.iter().filter(is_heir));
        found.retain(|entry| !entry.zombie);
        found
    };
    if cause == Cause::Key && all_end(&left, child_ended, GRACE_AFTER_KEY) {
        return;
    }
    for entry in left() {
        tree::send(&entry, Signal::TERM);
        // A stopped program could not follow.
        tree::send(&entry, Signal::CONT);
    }
    if all_end(&left, child_ended, GRACE) {
        return;
    }
    let mut pause = Duration::from_millis(1);
    loop {
        let found = left();
        let sent = found.iter().filter(|entry| tree::send(entry, Signal::KILL)).count();
        if sent == 0 {
            // None, or none that we may signal: they belong to another user.
            return;
        }
        sleep_until_child_ends(child_ended, pause);
        // What does not end although killed hangs in the kernel.
        pause = (pause * 2).min(Duration::from_millis(500));
    }
}

fn is_detached(entry: &Entry, children: &Children) -> bool {
    children.is_detached(entry.pid) || children.is_detached(entry.session) || is_marked(entry.pid)
}

/// Waits for the end of all; false if some live on after `grace`.
fn all_end(left: &impl Fn() -> Vec<Entry>, child_ended: BorrowedFd<'_>, grace: Duration) -> bool {
    let deadline = Instant::now() + grace;
    let mut pause = Duration::from_millis(1);
    while !left().is_empty() {
        if Instant::now() > deadline {
            return false;
        }
        sleep_until_child_ends(child_ended, pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
    true
}

fn sleep_until_child_ends(child_ended: BorrowedFd<'_>, time: Duration) {
    let time = Timespec { tv_sec: time.as_secs() as i64, tv_nsec: i64::from(time.subsec_nanos()) };
    // Nothing depends on whether it was woken or slept.
    let _ = poll(&mut [PollFd::from_borrowed_fd(child_ended, PollFlags::IN)], Some(&time));
    forget_signals(child_ended);
    while let Ok(Some(_)) = wait::reap_any() {}
}
