//! Namespaces and capabilities.

use std::io;

fn check(result: libc::c_int) -> io::Result<()> {
    if result < 0 {
        return Err(io::Error::last_os_error());
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
