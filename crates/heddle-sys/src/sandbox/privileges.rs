//! Limits, namespaces and capabilities.

use std::io;

/// Limits of the kernel; `None` leaves what the process has. See setrlimit(2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of private writable memory (RLIMIT_DATA; reserved address space does not count).
    pub memory: Option<u64>,
    /// Open descriptors.
    pub open_files: Option<u64>,
    /// Processes and threads of the user.
    pub processes: Option<u64>,
    /// Bytes a file may have.
    pub file_size: Option<u64>,
    /// Seconds of processor time, after which the process is killed.
    pub processor_seconds: Option<u64>,
}

fn check(result: libc::c_int) -> io::Result<()> {
    if result < 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(())
}

/// Sets the limits, never above what the process has already, and switches core dumps off: they would write the
/// process's memory to a file.
pub(super) fn limit(limits: &Limits) -> io::Result<()> {
    for (resource, value) in [
        (libc::RLIMIT_CORE, Some(0)),
        (libc::RLIMIT_DATA, limits.memory),
        (libc::RLIMIT_NOFILE, limits.open_files),
        (libc::RLIMIT_NPROC, limits.processes),
        (libc::RLIMIT_FSIZE, limits.file_size),
        (libc::RLIMIT_CPU, limits.processor_seconds),
    ] {
        let Some(value) = value else { continue };
        let mut now = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        // SAFETY: `now` is a valid rlimit that the call fills.
        check(unsafe { libc::getrlimit(resource, &mut now) })?;
        let value = value.min(now.rlim_max);
        let wanted = libc::rlimit { rlim_cur: value, rlim_max: value };
        // SAFETY: `wanted` is a valid rlimit that the call reads.
        check(unsafe { libc::setrlimit(resource, &wanted) })?;
    }
    Ok(())
}

/// Moves the process into namespaces of its own, as far as the system permits: a user namespace without any mapping,
/// in which the capabilities of root mean nothing outside, then those that need one. The names of those it got.
pub(super) fn separate() -> Vec<&'static str> {
    let mut got = Vec::new();
    for (name, flag) in [("user", libc::CLONE_NEWUSER), ("ipc", libc::CLONE_NEWIPC), ("uts", libc::CLONE_NEWUTS)] {
        // SAFETY: unshare takes a plain integer; these flags change no memory, descriptor or signal handling.
        if unsafe { libc::unshare(flag) } == 0 {
            got.push(name);
        }
    }
    got
}

#[repr(C)]
struct CapabilityHeader {
    version: u32,
    pid: i32,
}

#[repr(C)]
#[derive(Clone, Copy, Default)]
struct CapabilitySet {
    effective: u32,
    permitted: u32,
    inheritable: u32,
}

/// _LINUX_CAPABILITY_VERSION_3 of capget(2).
const CAPABILITY_VERSION: u32 = 0x2008_0522;

/// Gives up all capabilities and the ability to gain any, makes the process invisible to debuggers, and ties its life to
/// that of the process that it was forked from.
pub(super) fn drop_all() -> io::Result<()> {
    let header = CapabilityHeader { version: CAPABILITY_VERSION, pid: 0 };
    let none = [CapabilitySet::default(); 2];
    // SAFETY: header and both sets have the layout of capset(2) and live through the call, which only reads them.
    let result = unsafe { libc::syscall(libc::SYS_capset, &header, none.as_ptr()) };
    check(result as libc::c_int)?;
    // SAFETY: these options of prctl take plain integers.
    unsafe {
        check(libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))?;
        check(libc::prctl(libc::PR_CAP_AMBIENT, libc::PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0))?;
        check(libc::prctl(libc::PR_SET_DUMPABLE, 0, 0, 0, 0))?;
        // After the change of capabilities, which would clear it: whoever forked this process is who can end it.
        check(libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL, 0, 0, 0))
    }
}
