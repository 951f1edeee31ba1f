//! Who descends from whom, as /proc tells it, and signals for them.

use rustix::fs::{Dir, Mode, OFlags};
use rustix::process::{Pid, PidfdFlags, Signal};
use std::collections::{HashMap, HashSet};

/// What /proc/pid/stat says of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub pid: u32,
    pub parent: u32,
    pub session: u32,
    /// Ended, but its parent has not waited for it yet.
    pub zombie: bool,
    /// When it was started, in ticks since boot: together with the id it names a process for good.
    pub started: u64,
    /// How it ended, if it is a zombie and may be asked.
    pub status: i32,
}

/// The entry of a process, while there is one.
pub fn entry(pid: u32) -> Option<Entry> {
    // A program may give itself any name.
    parse(pid, &String::from_utf8_lossy(&heddle_sys::file::read(format!("/proc/{pid}/stat")).ok()?))
}

/// The second field, the name, may itself hold blanks and parentheses.
fn parse(pid: u32, stat: &str) -> Option<Entry> {
    let (_, rest) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_ascii_whitespace().collect();
    let number = |index: usize| fields.get(index).and_then(|field| field.parse::<i64>().ok());
    Some(Entry {
        pid,
        parent: number(1)? as u32,
        session: number(3)? as u32,
        zombie: matches!(*fields.first()?, "Z" | "X"),
        started: number(19)? as u64,
        status: number(49).unwrap_or(0) as i32,
    })
}

/// All processes.
pub fn all() -> Vec<Entry> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let folder = rustix::fs::open("/proc", flags, Mode::empty()).and_then(Dir::new);
    let Ok(folder) = folder else { return Vec::new() };
    folder.flatten().filter_map(|file| file.file_name().to_str().ok()?.parse().ok()).filter_map(entry).collect()
}

/// Those of `all` that descend from `roots`, parents before children. The subtree of one that `spare` holds for is left
/// out; the roots themselves are not included.
pub fn descendants(all: &[Entry], roots: &HashSet<u32>, spare: impl Fn(&Entry) -> bool) -> Vec<Entry> {
    let mut children: HashMap<u32, Vec<&Entry>> = HashMap::new();
    for entry in all {
        children.entry(entry.parent).or_default().push(entry);
    }
    let mut found = Vec::new();
    let mut seen: HashSet<u32> = roots.clone();
    let mut pending: Vec<u32> = roots.iter().copied().collect();
    while let Some(parent) = pending.pop() {
        for &entry in children.get(&parent).into_iter().flatten() {
            if seen.insert(entry.pid) && !spare(entry) {
                found.push(*entry);
                pending.push(entry.pid);
            }
        }
    }
    found
}

/// Sends a signal to exactly that process; false if it is gone or not ours to signal.
pub fn send(process: &Entry, signal: Signal) -> bool {
    let Some(pid) = Pid::from_raw(process.pid as i32) else { return false };
    let Ok(pidfd) = rustix::process::pidfd_open(pid, PidfdFlags::empty()) else { return false };
    // The id may have gone to another process since it was read; from here on the pidfd holds on to whichever it is.
    let same = entry(process.pid).is_some_and(|now| now.started == process.started);
    same && rustix::process::pidfd_send_signal(&pidfd, signal).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(pid: u32, parent: u32) -> Entry {
        Entry { pid, parent, session: 1, zombie: false, started: 0, status: 0 }
    }

    #[test]
    fn names_with_blanks_and_parentheses() {
        let stat = "7 (a b) c) S 3 7 5 0 -1 4194560 1 0 0 0 1 0 0 0 20 0 1 0 12345 1 1";
        let expected = Entry { pid: 7, parent: 3, session: 5, zombie: false, started: 12345, status: 0 };
        assert_eq!(parse(7, stat), Some(expected));
        assert_eq!(parse(7, "7 (x"), None);
    }

    #[test]
    fn this_process_has_an_entry() {
        let own = entry(std::process::id()).unwrap();
        assert!(all().iter().any(|one| one.pid == own.pid && one.started == own.started));
    }

    #[test]
    fn spared_subtrees_are_left_out() {
        let all = [made(2, 1), made(3, 2), made(4, 3), made(5, 1), made(6, 9)];
        let ids = |spare: u32| {
            let mut ids: Vec<_> =
                descendants(&all, &HashSet::from([1]), |e| e.pid == spare).iter().map(|e| e.pid).collect();
            ids.sort_unstable();
            ids
        };
        assert_eq!(ids(0), [2, 3, 4, 5]);
        assert_eq!(ids(3), [2, 5]);
        assert_eq!(ids(2), [5]);
    }
}
