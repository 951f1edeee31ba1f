//! The programs that a guard has started.

use super::mark::Marked;
use super::tree;
use crate::wire::{ChildId, Start};
use heddle_sys::child::{self, Group, Program};
use heddle_sys::journal::Journal;
use rustix::io::Errno;
use rustix::process::Signal;
use std::collections::{HashMap, HashSet};
use std::ffi::CString;
use std::io;
use std::os::fd::AsFd;

/// A program that was started and has not been waited for.
pub struct Child {
    /// Whose it is.
    pub channel: u64,
    /// Its name there.
    pub id: ChildId,
    /// Whether it outlives the runtime.
    pub detached: bool,
}

/// By process id.
#[derive(Default)]
pub struct Children(HashMap<u32, Child>);

impl Children {
    /// Starts a program: its process id, or why it does not run.
    pub fn start(&mut self, channel: u64, start: &Start, journal: &Journal) -> Result<u32, i32> {
        if start.incomplete {
            return Err(Errno::MFILE.raw_os_error());
        }
        let detached = start.group.is_none();
        let mark = detached.then(Marked::new);
        let started = execute(start, journal);
        drop(mark);
        let pid = started.map_err(|error| error.raw_os_error().unwrap_or(Errno::INVAL.raw_os_error()))?;
        self.0.insert(pid, Child { channel, id: start.child, detached });
        Ok(pid)
    }

    /// Takes out a child that has ended.
    pub fn remove(&mut self, pid: u32) -> Option<Child> {
        self.0.remove(&pid)
    }

    /// Whether none is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is one that outlives the runtime.
    pub fn is_detached(&self, pid: u32) -> bool {
        self.0.get(&pid).is_some_and(|child| child.detached)
    }

    /// Kills a child and its descendants; false if there is none of the name.
    pub fn kill_for_good(&self, id: ChildId) -> bool {
        let Some((&pid, _)) = self.0.iter().find(|(_, child)| child.id == id) else { return false };
        // It may be a zombie already.
        let _ = kill_tree(pid, Signal::KILL.as_raw());
        true
    }

    /// Sends a signal to a child, which keeps its process id until it was waited for here.
    pub fn kill(&self, channel: u64, id: ChildId, signal: i32, whole_tree: bool) -> Result<(), i32> {
        let found = self.0.iter().find(|(_, child)| child.channel == channel && child.id == id);
        let Some((&pid, _)) = found else { return Err(Errno::SRCH.raw_os_error()) };
        if whole_tree && signal != 0 {
            return kill_tree(pid, signal);
        }
        heddle_sys::process::kill(pid as i32, signal)
            .map_err(|error| error.raw_os_error().unwrap_or(Errno::INVAL.raw_os_error()))
    }
}

/// To a process and all that descend from it. For a signal that cannot be refused they are stopped first, so that none
/// gets away by making others or by losing its parent meanwhile.
pub(crate) fn kill_tree(root: u32, signal: i32) -> Result<(), i32> {
    let signal = Signal::from_named_raw(signal).ok_or(Errno::INVAL.raw_os_error())?;
    let Some(first) = tree::entry(root) else { return Err(Errno::SRCH.raw_os_error()) };
    let mut members = vec![first];
    let mut known = HashSet::from([root]);
    if signal == Signal::KILL {
        tree::send(&first, Signal::STOP);
    }
    loop {
        let found = tree::descendants(&tree::all(), &HashSet::from([root]), |_| false);
        let new: Vec<_> = found.into_iter().filter(|entry| known.insert(entry.pid)).collect();
        if signal == Signal::KILL {
            for entry in &new {
                tree::send(entry, Signal::STOP);
            }
        }
        if new.is_empty() {
            break;
        }
        members.extend(new);
    }
    let reached = members.iter().filter(|entry| tree::send(entry, signal)).count();
    if reached == 0 {
        return Err(Errno::PERM.raw_os_error());
    }
    Ok(())
}

fn execute(start: &Start, journal: &Journal) -> io::Result<u32> {
    let paths = candidates(&start.file, &start.environment)?;
    let strings = |list: &[Vec<u8>]| list.iter().map(|text| c_string(text.clone())).collect::<io::Result<Vec<_>>>();
    let (arguments, environment) = (strings(&start.arguments)?, strings(&start.environment)?);
    let path = start.path.clone().map(c_string).transpose()?;
    let descriptors: Vec<_> = start.descriptors.iter().map(|fd| fd.as_ref().map(AsFd::as_fd)).collect();
    child::start(&Program {
        paths: &paths,
        arguments: &arguments,
        environment: &environment,
        descriptors: &descriptors,
        group: start.group.map_or(Group::Session, Group::Join),
        folder: start.folder.as_ref().map(AsFd::as_fd),
        path: path.as_deref(),
        umask: start.umask,
        user: start.user,
        user_group: start.user_group,
        journal: Some(journal),
    })
}

fn c_string(bytes: Vec<u8>) -> io::Result<CString> {
    CString::new(bytes).map_err(|_| Errno::INVAL.into())
}

/// The files that a name may mean, as execvp(3) looks for it: in the folders of the program's own PATH.
fn candidates(file: &[u8], environment: &[Vec<u8>]) -> io::Result<Vec<CString>> {
    if file.is_empty() {
        return Ok(Vec::new());
    }
    if file.contains(&b'/') {
        return Ok(vec![c_string(file.to_vec())?]);
    }
    let path = environment.iter().find_map(|variable| variable.strip_prefix(b"PATH=")).unwrap_or(b"/bin:/usr/bin");
    path.split(|&byte| byte == b':')
        .map(|folder| match folder {
            // The current folder.
            b"" => c_string(file.to_vec()),
            folder => c_string([folder, b"/", file].concat()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(file: &str, variable: &str) -> Vec<String> {
        let list = candidates(file.as_bytes(), &[variable.as_bytes().to_vec()]).unwrap();
        list.into_iter().map(|path| path.into_string().unwrap()).collect()
    }

    #[test]
    fn names_are_looked_for_in_path() {
        assert_eq!(found("a", "PATH=/x:/y"), ["/x/a", "/y/a"]);
        assert_eq!(found("a", "PATH=/x::y"), ["/x/a", "a", "y/a"]);
        assert_eq!(found("a", "HOME=/x"), ["/bin/a", "/usr/bin/a"]);
        assert_eq!(found("./a", "PATH=/x"), ["./a"]);
        assert!(found("", "PATH=/x").is_empty());
    }
}
