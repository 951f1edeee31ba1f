//! What control groups, versions 1 and 2, say of this process: its share of processors, and kills for lack of memory.
//! <https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu-interface-files>

mod group;

pub use group::{group_name, sweep_groups, Group, GroupHolds, GroupLimits};

use std::fs;
use std::path::{Path, PathBuf};

/// How many processors' worth of time the control groups of this process allow; `None` without a quota.
///
/// A group is bound by its own quota and by those of all groups above it, so the smallest counts.
pub fn cpu_quota() -> Option<f64> {
    let membership = fs::read_to_string("/proc/self/cgroup").ok()?;
    let mounts = fs::read_to_string("/proc/self/mountinfo").ok()?;
    let mut smallest: Option<f64> = None;
    for hierarchy in hierarchies(&membership, &mounts, "cpu") {
        let mut folder = hierarchy.folder.as_path();
        loop {
            let quota = if hierarchy.version2 { quota_v2(folder) } else { quota_v1(folder) };
            if let Some(quota) = quota {
                smallest = Some(smallest.map_or(quota, |other| other.min(quota)));
            }
            match folder.parent() {
                Some(parent) if folder != hierarchy.mount => folder = parent,
                _ => break,
            }
        }
    }
    smallest
}

/// How many processes and threads the control groups of this process allow; `None` without a limit. The smallest counts.
/// <https://docs.kernel.org/admin-guide/cgroup-v2.html#pid>
pub fn most_processes() -> Option<u64> {
    let membership = fs::read_to_string("/proc/self/cgroup").ok()?;
    let mounts = fs::read_to_string("/proc/self/mountinfo").ok()?;
    let mut smallest: Option<u64> = None;
    for hierarchy in hierarchies(&membership, &mounts, "pids") {
        for folder in hierarchy.folder.ancestors() {
            // "max" is none. The file has the same name in both versions; a root group has none.
            let text = fs::read_to_string(folder.join("pids.max")).unwrap_or_default();
            let limit = text.trim().parse().ok();
            smallest = smallest.into_iter().chain(limit).min();
            if folder == hierarchy.mount {
                break;
            }
        }
    }
    smallest
}

/// How many processes of this process's group the kernel has killed because the group had no more memory; `None` if there
/// is nobody to ask. <https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files>
pub fn oom_kills() -> Option<u64> {
    let membership = fs::read_to_string("/proc/self/cgroup").ok()?;
    let mounts = fs::read_to_string("/proc/self/mountinfo").ok()?;
    hierarchies(&membership, &mounts, "memory").iter().find_map(|hierarchy| {
        let file = if hierarchy.version2 { "memory.events" } else { "memory.oom_control" };
        parse_oom_kills(&fs::read_to_string(hierarchy.folder.join(file)).ok()?)
    })
}

fn parse_oom_kills(text: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix("oom_kill ")?.trim().parse().ok())
}

/// The number of processors that this thread may run on.
pub fn affinity() -> Option<usize> {
    // SAFETY: a cpu_set_t is plain data for which all zeros are valid.
    let mut set: libc::cpu_set_t = unsafe { std::mem::zeroed() };
    // SAFETY: `set` is valid for the call to fill, and its size is given.
    if unsafe { libc::sched_getaffinity(0, std::mem::size_of_val(&set), &mut set) } != 0 {
        return None;
    }
    // SAFETY: CPU_COUNT only reads the set.
    usize::try_from(unsafe { libc::CPU_COUNT(&set) }).ok().filter(|count| *count > 0)
}

/// How many threads can usefully run at once: processors in the affinity mask, no more than the control groups'
/// quota (rounded up), at least one.
pub fn available_parallelism() -> usize {
    let processors = affinity().or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1);
    match cpu_quota() {
        Some(quota) => processors.min(quota.ceil() as usize).max(1),
        None => processors,
    }
}

#[derive(Debug, PartialEq)]
struct Hierarchy {
    version2: bool,
    mount: PathBuf,
    folder: PathBuf,
}

/// The hierarchies that can have a controller, with the folder of this process's group in each.
fn hierarchies(membership: &str, mounts: &str, controller: &str) -> Vec<Hierarchy> {
    let mut found = Vec::new();
    for line in membership.lines() {
        // id:controllers:path
        let mut fields = line.splitn(3, ':');
        let (Some(_), Some(controllers), Some(path)) = (fields.next(), fields.next(), fields.next()) else { continue };
        let version2 = controllers.is_empty();
        if !version2 && !controllers.split(',').any(|name| name == controller) {
            continue;
        }
        for (root, mount) in mounts.lines().filter_map(|line| mount_of(line, version2, controller)) {
            // Inside a container the mount may show a part of the hierarchy only.
            let inside = Path::new(path).strip_prefix(root).unwrap_or(Path::new(path));
            let inside = inside.strip_prefix("/").unwrap_or(inside);
            let folder = if inside.as_os_str().is_empty() { mount.clone() } else { mount.join(inside) };
            found.push(Hierarchy { version2, mount, folder });
        }
    }
    found
}

/// Root and mount point, if a line of mountinfo is a hierarchy of this version with the controller.
fn mount_of<'a>(line: &'a str, version2: bool, controller: &str) -> Option<(&'a Path, PathBuf)> {
    // 36 35 98:0 /root /mount/point options… - type source superoptions
    let (left, right) = line.split_once(" - ")?;
    let mut left = left.split(' ').skip(3);
    let (root, mount) = (left.next()?, left.next()?);
    let mut right = right.split(' ');
    let kind = right.next()?;
    let matches = if version2 {
        kind == "cgroup2"
    } else {
        kind == "cgroup" && right.nth(1)?.split(',').any(|option| option == controller)
    };
    matches.then(|| (Path::new(root), PathBuf::from(unescape(mount))))
}

/// mountinfo writes blanks as octal escapes.
fn unescape(text: &str) -> String {
    text.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\")
}

fn quota_v2(folder: &Path) -> Option<f64> {
    parse_v2(&fs::read_to_string(folder.join("cpu.max")).ok()?)
}

fn quota_v1(folder: &Path) -> Option<f64> {
    let quota = fs::read_to_string(folder.join("cpu.cfs_quota_us")).ok()?;
    let period = fs::read_to_string(folder.join("cpu.cfs_period_us")).ok()?;
    ratio(&quota, &period)
}

/// `max 100000` or `150000 100000`
fn parse_v2(text: &str) -> Option<f64> {
    let (quota, period) = text.trim().split_once(' ')?;
    ratio(quota, period)
}

/// A quota of `max` or -1 is none.
fn ratio(quota: &str, period: &str) -> Option<f64> {
    let quota: f64 = quota.trim().parse().ok()?;
    let period: f64 = period.trim().parse().ok()?;
    (quota > 0.0 && period > 0.0).then(|| quota / period)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kills_are_counted_in_both_versions() {
        assert_eq!(parse_oom_kills("low 0\noom 3\noom_kill 2\noom_group_kill 1\n"), Some(2));
        assert_eq!(parse_oom_kills("oom_kill_disable 0\nunder_oom 0\noom_kill 1\n"), Some(1));
        assert_eq!(parse_oom_kills("oom_kill_disable 0\n"), None);
    }

    #[test]
    fn quotas_are_ratios() {
        assert_eq!(parse_v2("max 100000\n"), None);
        assert_eq!(parse_v2("150000 100000\n"), Some(1.5));
        assert_eq!(ratio("-1\n", "100000\n"), None);
        assert_eq!(ratio("50000\n", "100000\n"), Some(0.5));
    }

    #[test]
    fn version_2_group_is_found_below_its_mount() {
        let mounts = "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n";
        let found = hierarchies("0::/user.slice/job\n", mounts, "cpu");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].folder, Path::new("/sys/fs/cgroup/user.slice/job"));
    }

    #[test]
    fn version_1_takes_the_cpu_controller_and_the_visible_part() {
        let mounts = "40 30 0:31 /docker/abc /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n\
                      41 30 0:32 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n";
        let found = hierarchies("4:memory:/docker/abc\n3:cpu,cpuacct:/docker/abc\n", mounts, "cpu");
        assert_eq!(
            found,
            [Hierarchy {
                version2: false,
                mount: "/sys/fs/cgroup/cpu,cpuacct".into(),
                folder: "/sys/fs/cgroup/cpu,cpuacct".into(),
            }]
        );
    }

    #[test]
    fn there_is_always_a_processor() {
        assert!(available_parallelism() >= 1);
    }
}
