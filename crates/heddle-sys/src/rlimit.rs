//! Limits of the kernel on the calling process, by setrlimit(2). What it starts inherits them.
//! <https://man7.org/linux/man-pages/man2/setrlimit.2.html>

use std::io;

/// Limits; `None` leaves what the process has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of private writable memory (RLIMIT_DATA; reserved address space does not count).
    pub memory: Option<u64>,
    /// Open descriptors.
    pub open_files: Option<u64>,
    /// Processes and threads of the user.
    pub processes: Option<u64>,
    /// Bytes a file may have; a write beyond is the error EFBIG.
    pub file_size: Option<u64>,
    /// Seconds of processor time of all its threads, after which it gets SIGXCPU, and a second later is killed.
    pub processor_seconds: Option<u64>,
}

fn check(result: libc::c_int) -> io::Result<()> {
    if result < 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(())
}

impl Limits {
    /// Sets the limits, never above what the process has already, and tells which hold then.
    ///
    /// # Errors
    /// The system's, with the limits that stand before the failing one set.
    pub fn apply(&self) -> io::Result<Limits> {
        let mut held = self.clone();
        if self.file_size.is_some() {
            // The write fails anyway, which says more than the end of the process.
            // SAFETY: SIG_IGN is no handler of ours.
            unsafe { libc::signal(libc::SIGXFSZ, libc::SIG_IGN) };
        }
        for (resource, value) in [
            (libc::RLIMIT_DATA, &mut held.memory),
            (libc::RLIMIT_NOFILE, &mut held.open_files),
            (libc::RLIMIT_NPROC, &mut held.processes),
            (libc::RLIMIT_FSIZE, &mut held.file_size),
        ] {
            if let Some(value) = value {
                *value = set(resource, *value, 0)?;
            }
        }
        if let Some(seconds) = &mut held.processor_seconds {
            *seconds = set(libc::RLIMIT_CPU, *seconds, 1)?;
        }
        Ok(held)
    }
}

/// Switches core dumps off: they would write the process's memory to a file.
pub fn no_core_dumps() -> io::Result<()> {
    set(libc::RLIMIT_CORE, 0, 0).map(drop)
}

/// Sets a limit, for good; what it is then. `room`: by how much the hard limit is above it, if it can be.
fn set(resource: libc::__rlimit_resource_t, value: u64, room: u64) -> io::Result<u64> {
    let mut now = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `now` is a valid rlimit that the call fills.
    check(unsafe { libc::getrlimit(resource, &mut now) })?;
    let value = value.min(now.rlim_max);
    let wanted = libc::rlimit { rlim_cur: value, rlim_max: value.saturating_add(room).min(now.rlim_max) };
    // SAFETY: `wanted` is a valid rlimit that the call reads.
    check(unsafe { libc::setrlimit(resource, &wanted) })?;
    Ok(value)
}

/// How many processes and threads this process's user has now, which is what a limit of [`Limits::processes`] counts.
/// `None`: the limit does not hold for this process, since it may exceed limits.
pub fn processes_of_user() -> io::Result<Option<u64>> {
    // SAFETY: getuid has no preconditions and cannot fail.
    let user = unsafe { libc::getuid() };
    if user == 0 || may_exceed_limits() {
        return Ok(None);
    }
    let mut count = 0;
    for entry in std::fs::read_dir("/proc")? {
        let name = entry?.file_name();
        if !name.as_encoded_bytes().iter().all(u8::is_ascii_digit) {
            continue;
        }
        // One that is gone by now does not count.
        let status = std::fs::read_to_string(std::path::Path::new("/proc").join(&name).join("status"));
        count += status.map_or(0, |status| threads_of(&status, user));
    }
    Ok(Some(count))
}

/// Whether the process has CAP_SYS_RESOURCE or CAP_SYS_ADMIN.
fn may_exceed_limits() -> bool {
    const ADMIN_AND_RESOURCE: u64 = 1 << 21 | 1 << 24;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let effective = status.lines().find_map(|line| line.strip_prefix("CapEff:"));
    effective.and_then(|set| u64::from_str_radix(set.trim(), 16).ok()).is_some_and(|set| set & ADMIN_AND_RESOURCE != 0)
}

/// The threads of a process, by its `status` in /proc, if it is this user's.
fn threads_of(status: &str, user: u32) -> u64 {
    let field = |name| status.lines().find_map(|line: &str| line.strip_prefix(name))?.split_ascii_whitespace().next();
    match field("Uid:").and_then(|uid| uid.parse().ok()) {
        Some(uid) if user == uid => field("Threads:").and_then(|count| count.parse().ok()).unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_count_for_their_user() {
        let status = "Name:\theddle\nUid:\t1000\t0\t0\t0\nThreads:\t7\n";
        assert_eq!(threads_of(status, 1000), 7);
        assert_eq!(threads_of(status, 0), 0);
        assert_eq!(threads_of("", 0), 0);
    }
}
