//! A control group for one worker: made below this process's own, joined by the worker, removed when it is empty.
//!
//! Version 1 lets a group be made below any that this user may write to. Version 2 gives groups below one with
//! processes no memory limit ("no internal processes"), so there it is made beside this process's own, if that has no
//! limits itself that would be escaped by it: the way of a service with `Delegate=` and `DelegateSubgroup=`.
//! <https://docs.kernel.org/admin-guide/cgroup-v2.html#no-internal-process-constraint>

use super::{hierarchies, parse_oom_kills, Hierarchy};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What a group is to limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupLimits {
    /// Bytes of memory, with what the kernel holds for its processes.
    pub memory: Option<u64>,
    /// Processes and threads.
    pub processes: Option<u64>,
}

/// Which limits of a group are in effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupHolds {
    /// That of the memory.
    pub memory: bool,
    /// That of processes and threads.
    pub processes: bool,
}

/// A group in each hierarchy that is needed: the same folder in both fields, where one hierarchy has all controllers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    memory: Option<PathBuf>,
    processes: Option<PathBuf>,
}

/// What all names of groups begin with; the id of the process that wants the group comes next.
const PREFIX: &str = "heddle-";
/// One that is younger may be about to be joined.
const LEAST_AGE: Duration = Duration::from_secs(60);

/// The name of a group that process `pid` wants as its `number`th.
pub fn group_name(pid: u32, number: u32) -> String {
    format!("{PREFIX}{pid}-{number}")
}

fn own_hierarchies(controller: &str) -> Vec<Hierarchy> {
    let read = |path| fs::read_to_string(path).unwrap_or_default();
    hierarchies(&read("/proc/self/cgroup"), &read("/proc/self/mountinfo"), controller)
}

/// Writes to a file that is there; [`fs::write`] would make one.
fn write(folder: &Path, file: &str, value: &str) -> io::Result<()> {
    OpenOptions::new().write(true).open(folder.join(file))?.write_all(value.as_bytes())
}

/// Whether a group has no limits, so that nothing is escaped by leaving it.
fn has_no_limits(folder: &Path) -> bool {
    ["memory.max", "memory.high", "pids.max", "cpu.max"].iter().all(|file| {
        let text = fs::read_to_string(folder.join(file));
        text.map_or(true, |text| text.split_ascii_whitespace().next() == Some("max"))
    })
}

/// The folders in which a group with the controller may be made.
fn places(hierarchy: &Hierarchy, controller: &str) -> Vec<PathBuf> {
    if !hierarchy.version2 {
        return vec![hierarchy.folder.clone()];
    }
    let beside =
        hierarchy.folder.parent().filter(|_| hierarchy.folder != hierarchy.mount && has_no_limits(&hierarchy.folder));
    let gives = |folder: &&Path| {
        let given = || fs::read_to_string(folder.join("cgroup.subtree_control")).unwrap_or_default();
        let is_given = || given().split_ascii_whitespace().any(|name| name == controller);
        is_given() || (write(folder, "cgroup.subtree_control", &format!("+{controller}")).is_ok() && is_given())
    };
    [Some(hierarchy.folder.as_path()), beside].into_iter().flatten().filter(gives).map(Path::to_path_buf).collect()
}

/// Where groups with the controller are or may be.
fn all_places(controller: &str) -> Vec<(bool, PathBuf)> {
    let of = |hierarchy: &Hierarchy| {
        let version2 = hierarchy.version2;
        places(hierarchy, controller).into_iter().map(move |folder| (version2, folder)).collect::<Vec<_>>()
    };
    own_hierarchies(controller).iter().flat_map(of).collect()
}

fn limit_memory(folder: &Path, version2: bool, bytes: u64) -> io::Result<()> {
    let bytes = bytes.to_string();
    if version2 {
        write(folder, "memory.max", &bytes)?;
        // What is in its way out of memory is over the limit as well, and all that is in it ends together. A kernel
        // without swap has no such file.
        let _none = write(folder, "memory.swap.max", "0");
        return write(folder, "memory.oom.group", "1");
    }
    write(folder, "memory.limit_in_bytes", &bytes)?;
    let _none = write(folder, "memory.memsw.limit_in_bytes", &bytes);
    Ok(())
}

/// Makes the group of one controller; `None` where that is not possible.
fn make(name: &str, controller: &str, limit: impl Fn(&Path, bool) -> io::Result<()>) -> Option<PathBuf> {
    all_places(controller).into_iter().find_map(|(version2, place)| {
        let folder = place.join(name);
        // The one of the other controller is there already in version 2.
        let made = fs::create_dir(&folder).or_else(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Ok(()),
            _ => Err(error),
        });
        made.ok()?;
        match limit(&folder, version2) {
            Ok(()) => Some(folder),
            Err(_) => {
                // Left where the other controller's is.
                let _in_use = fs::remove_dir(&folder);
                None
            }
        }
    })
}

impl Group {
    /// Makes a group with these limits, as far as the system permits: [`Group::holds`] tells.
    pub fn create(name: &str, limits: GroupLimits) -> Group {
        let memory = limits
            .memory
            .and_then(|bytes| make(name, "memory", |folder, version2| limit_memory(folder, version2, bytes)));
        let processes = limits
            .processes
            .and_then(|count| make(name, "pids", |folder, _| write(folder, "pids.max", &count.to_string())));
        Group { memory, processes }
    }

    /// The group of that name, which another process has made.
    pub fn find(name: &str) -> Group {
        let find = |controller| {
            let mut folders = all_places(controller).into_iter().map(|(_, place)| place.join(name));
            folders.find(|folder| folder.is_dir())
        };
        Group { memory: find("memory"), processes: find("pids") }
    }

    /// Which limits it has.
    pub fn holds(&self) -> GroupHolds {
        GroupHolds { memory: self.memory.is_some(), processes: self.processes.is_some() }
    }

    /// Moves the calling process into it; which limits hold for the process then.
    pub fn join(&self) -> GroupHolds {
        let join =
            |folder: &Option<PathBuf>| folder.as_ref().is_some_and(|folder| write(folder, "cgroup.procs", "0").is_ok());
        GroupHolds { memory: join(&self.memory), processes: join(&self.processes) }
    }

    /// How many of its processes the kernel has killed because it had no more memory.
    pub fn oom_kills(&self) -> u64 {
        let of = |file| parse_oom_kills(&fs::read_to_string(self.memory.as_ref()?.join(file)).ok()?);
        of("memory.events").or_else(|| of("memory.oom_control")).unwrap_or(0)
    }

    /// Removes it if no process is in it; whether it is gone.
    pub fn remove(&self) -> bool {
        [&self.memory, &self.processes].into_iter().flatten().all(|folder| match fs::remove_dir(folder) {
            Ok(()) => true,
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        })
    }
}

/// Removes the groups of processes that are gone and had nobody to do that: those killed together with their zygote.
pub fn sweep_groups() {
    for (_, place) in ["memory", "pids"].into_iter().flat_map(all_places) {
        for entry in fs::read_dir(place).into_iter().flatten().flatten() {
            let name = entry.file_name();
            if name.to_str().and_then(maker).is_some_and(is_gone) && is_old(&entry.path()) {
                // One that is in use stays: only an empty group can be removed.
                let _in_use = fs::remove_dir(entry.path());
            }
        }
    }
}

/// The process that wanted a group of this name.
fn maker(name: &str) -> Option<u32> {
    let (pid, number) = name.strip_prefix(PREFIX)?.split_once('-')?;
    number.parse::<u32>().ok()?;
    pid.parse().ok()
}

fn is_gone(pid: u32) -> bool {
    !Path::new(&format!("/proc/{pid}")).exists()
}

fn is_old(folder: &Path) -> bool {
    let age = fs::metadata(folder).and_then(|data| data.modified()).ok().and_then(|made| made.elapsed().ok());
    age.is_some_and(|age| age >= LEAST_AGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_whose_group_it_is() {
        assert_eq!(maker(&group_name(12, 3)), Some(12));
        for other in ["heddle-test-worker-12", "heddle-12", "system.slice", "heddle-x-1"] {
            assert_eq!(maker(other), None, "{other}");
        }
    }

    #[test]
    fn version_2_goes_beside_a_group_without_limits_only() {
        let mount = std::env::temp_dir().join(format!("heddle-groups-{}", std::process::id()));
        let own = mount.join("own");
        fs::create_dir_all(&own).unwrap();
        fs::write(mount.join("cgroup.subtree_control"), "cpu memory\n").unwrap();
        fs::write(own.join("cgroup.subtree_control"), "\n").unwrap();
        fs::write(own.join("memory.max"), "max\n").unwrap();
        let hierarchy = Hierarchy { version2: true, mount: mount.clone(), folder: own.clone() };
        assert_eq!(places(&hierarchy, "memory"), std::slice::from_ref(&mount));
        fs::write(own.join("memory.max"), "1048576\n").unwrap();
        assert_eq!(places(&hierarchy, "memory"), Vec::<PathBuf>::new());
        fs::write(own.join("cgroup.subtree_control"), "memory\n").unwrap();
        assert_eq!(places(&hierarchy, "memory"), [own]);
        fs::remove_dir_all(mount).unwrap();
    }

    #[test]
    fn a_group_that_is_made_can_be_joined_found_and_removed() {
        let name = group_name(std::process::id(), 0);
        let group = Group::create(&name, GroupLimits { memory: Some(64 << 20), processes: Some(100) });
        // Nothing more can be said where none may be made.
        let holds = group.holds();
        assert_eq!(Group::find(&name).memory.is_some(), holds.memory);
        assert_eq!(Group::find(&name).processes.is_some(), holds.processes);
        assert_eq!(group.oom_kills(), 0);
        assert!(group.remove());
        assert_eq!(Group::find(&name), Group::default());
    }
}
