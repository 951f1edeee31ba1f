//! What the C library knows about the machine and its users.

use std::ffi::CStr;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};

/// An entry of the user database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserEntry {
    /// User id.
    pub uid: u32,
    /// Group id.
    pub gid: u32,
    /// Login name.
    pub name: Vec<u8>,
    /// Home directory.
    pub home: Vec<u8>,
    /// Login shell.
    pub shell: Vec<u8>,
}

/// The user database's entry of the process's effective user; `ENOENT` if there is none.
pub fn current_user() -> io::Result<UserEntry> {
    // SAFETY: geteuid cannot fail and touches no memory.
    let uid = unsafe { libc::geteuid() };
    let mut buffer = vec![0u8; 1024];
    loop {
        // SAFETY: passwd is plain data for which all zeros are valid.
        let mut entry: libc::passwd = unsafe { std::mem::zeroed() };
        let mut result = std::ptr::null_mut();
        // SAFETY: entry, buffer and result are valid for the call; the buffer's size is given.
        let code = unsafe { libc::getpwuid_r(uid, &mut entry, buffer.as_mut_ptr().cast(), buffer.len(), &mut result) };
        match code {
            0 if result.is_null() => return Err(io::Error::from_raw_os_error(libc::ENOENT)),
            0 => {
                return Ok(UserEntry {
                    uid: entry.pw_uid,
                    gid: entry.pw_gid,
                    // SAFETY: on success the fields point to strings in `buffer`, which is alive.
                    name: unsafe { text(entry.pw_name) },
                    // SAFETY: as above.
                    home: unsafe { text(entry.pw_dir) },
                    // SAFETY: as above.
                    shell: unsafe { text(entry.pw_shell) },
                });
            }
            libc::ERANGE if buffer.len() < 1 << 20 => buffer.resize(buffer.len() * 2, 0),
            libc::EINTR => {}
            other => return Err(io::Error::from_raw_os_error(other)),
        }
    }
}

/// # Safety
/// `pointer` must be null or point to a C string.
unsafe fn text(pointer: *const libc::c_char) -> Vec<u8> {
    if pointer.is_null() {
        return Vec::new();
    }
    // SAFETY: the caller's contract.
    unsafe { CStr::from_ptr(pointer) }.to_bytes().to_vec()
}

/// An address of a network interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InterfaceAddress {
    /// Address and mask.
    V4(Ipv4Addr, Ipv4Addr),
    /// Address, mask and scope.
    V6(Ipv6Addr, Ipv6Addr, u32),
}

/// One address of an interface that is up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// Such as `eth0`.
    pub name: String,
    /// The address.
    pub address: InterfaceAddress,
    /// The hardware address; zeros if it has none.
    pub mac: [u8; 6],
    /// Whether it leads nowhere but to this machine.
    pub internal: bool,
}

/// The addresses of all interfaces that are up and running, in the system's order.
pub fn interfaces() -> io::Result<Vec<Interface>> {
    let mut list = std::ptr::null_mut();
    // SAFETY: `list` is valid for the call to fill; it is freed below.
    if unsafe { libc::getifaddrs(&mut list) } != 0 {
        return Err(io::Error::last_os_error());
    }
    let mut found = Vec::new();
    let mut hardware: Vec<(String, [u8; 6])> = Vec::new();
    let mut next = list;
    // SAFETY: the list is the system's, linked until null and alive until freed.
    while let Some(entry) = unsafe { next.as_ref() } {
        next = entry.ifa_next;
        let flags = libc::IFF_UP | libc::IFF_RUNNING;
        if entry.ifa_flags & flags as u32 != flags as u32 || entry.ifa_addr.is_null() {
            continue;
        }
        // SAFETY: the name is a C string of the list.
        let name = unsafe { CStr::from_ptr(entry.ifa_name) }.to_string_lossy().into_owned();
        // SAFETY: the address is not null; every socket address begins with its family.
        let family = i32::from(unsafe { (*entry.ifa_addr).sa_family });
        let address = match family {
            libc::AF_PACKET => {
                // SAFETY: the family says that it is a sockaddr_ll.
                let link = unsafe { &*entry.ifa_addr.cast::<libc::sockaddr_ll>() };
                let mut mac = [0; 6];
                mac.copy_from_slice(&link.sll_addr[..6]);
                hardware.push((name, mac));
                continue;
            }
            libc::AF_INET => {
                // SAFETY: the family says that it is a sockaddr_in, and the mask (if any) has the same form.
                let (address, mask) = unsafe {
                    let mask = entry.ifa_netmask.cast::<libc::sockaddr_in>().as_ref();
                    (
                        (*entry.ifa_addr.cast::<libc::sockaddr_in>()).sin_addr.s_addr,
                        mask.map_or(0, |m| m.sin_addr.s_addr),
                    )
                };
                InterfaceAddress::V4(Ipv4Addr::from(u32::from_be(address)), Ipv4Addr::from(u32::from_be(mask)))
            }
            libc::AF_INET6 => {
                // SAFETY: the family says that it is a sockaddr_in6, and the mask (if any) has the same form.
                let (address, mask, scope) = unsafe {
                    let address = &*entry.ifa_addr.cast::<libc::sockaddr_in6>();
                    let mask = entry.ifa_netmask.cast::<libc::sockaddr_in6>().as_ref();
                    (address.sin6_addr.s6_addr, mask.map_or([0; 16], |m| m.sin6_addr.s6_addr), address.sin6_scope_id)
                };
                InterfaceAddress::V6(Ipv6Addr::from(address), Ipv6Addr::from(mask), scope)
            }
            _ => continue,
        };
        let internal = entry.ifa_flags & libc::IFF_LOOPBACK as u32 != 0;
        found.push(Interface { name, address, mac: [0; 6], internal });
    }
    // SAFETY: made by getifaddrs above and not used again.
    unsafe { libc::freeifaddrs(list) };
    for interface in &mut found {
        if let Some((_, mac)) = hardware.iter().find(|(name, _)| *name == interface.name) {
            interface.mac = *mac;
        }
    }
    Ok(found)
}

/// The scheduling priority (nice value) of a process; 0 is this one.
pub fn priority(pid: i32) -> io::Result<i32> {
    // SAFETY: errno belongs to this thread; it must be cleared because -1 is a valid priority.
    unsafe { *libc::__errno_location() = 0 };
    // SAFETY: takes numbers only.
    let value = unsafe { libc::getpriority(libc::PRIO_PROCESS, pid as libc::id_t) };
    let error = io::Error::last_os_error();
    if value == -1 && error.raw_os_error() != Some(0) {
        return Err(error);
    }
    Ok(value)
}

/// Sets the scheduling priority (nice value) of a process; 0 is this one.
pub fn set_priority(pid: i32, value: i32) -> io::Result<()> {
    crate::heritage::change();
    // SAFETY: takes numbers only.
    if unsafe { libc::setpriority(libc::PRIO_PROCESS, pid as libc::id_t, value) } != 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(())
}

/// Clock ticks a second, the unit of /proc/stat.
pub fn clock_ticks() -> u64 {
    // SAFETY: takes a number only.
    u64::try_from(unsafe { libc::sysconf(libc::_SC_CLK_TCK) }).unwrap_or(100).max(1)
}

/// The system call errors that `os.constants.errno` names, with this machine's numbers.
pub const ERRNOS: &[(&str, i32)] = &[
    ("E2BIG", libc::E2BIG),
    ("EACCES", libc::EACCES),
    ("EADDRINUSE", libc::EADDRINUSE),
    ("EADDRNOTAVAIL", libc::EADDRNOTAVAIL),
    ("EAFNOSUPPORT", libc::EAFNOSUPPORT),
    ("EAGAIN", libc::EAGAIN),
    ("EALREADY", libc::EALREADY),
    ("EBADF", libc::EBADF),
    ("EBADMSG", libc::EBADMSG),
    ("EBUSY", libc::EBUSY),
    ("ECANCELED", libc::ECANCELED),
    ("ECHILD", libc::ECHILD),
    ("ECONNABORTED", libc::ECONNABORTED),
    ("ECONNREFUSED", libc::ECONNREFUSED),
    ("ECONNRESET", libc::ECONNRESET),
    ("EDEADLK", libc::EDEADLK),
    ("EDESTADDRREQ", libc::EDESTADDRREQ),
    ("EDOM", libc::EDOM),
    ("EDQUOT", libc::EDQUOT),
    ("EEXIST", libc::EEXIST),
    ("EFAULT", libc::EFAULT),
    ("EFBIG", libc::EFBIG),
    ("EHOSTUNREACH", libc::EHOSTUNREACH),
    ("EIDRM", libc::EIDRM),
    ("EILSEQ", libc::EILSEQ),
    ("EINPROGRESS", libc::EINPROGRESS),
    ("EINTR", libc::EINTR),
    ("EINVAL", libc::EINVAL),
    ("EIO", libc::EIO),
    ("EISCONN", libc::EISCONN),
    ("EISDIR", libc::EISDIR),
    ("ELOOP", libc::ELOOP),
    ("EMFILE", libc::EMFILE),
    ("EMLINK", libc::EMLINK),
    ("EMSGSIZE", libc::EMSGSIZE),
    ("EMULTIHOP", libc::EMULTIHOP),
    ("ENAMETOOLONG", libc::ENAMETOOLONG),
    ("ENETDOWN", libc::ENETDOWN),
    ("ENETRESET", libc::ENETRESET),
    ("ENETUNREACH", libc::ENETUNREACH),
    ("ENFILE", libc::ENFILE),
    ("ENOBUFS", libc::ENOBUFS),
    ("ENODATA", libc::ENODATA),
    ("ENODEV", libc::ENODEV),
    ("ENOENT", libc::ENOENT),
    ("ENOEXEC", libc::ENOEXEC),
    ("ENOLCK", libc::ENOLCK),
    ("ENOLINK", libc::ENOLINK),
    ("ENOMEM", libc::ENOMEM),
    ("ENOMSG", libc::ENOMSG),
    ("ENOPROTOOPT", libc::ENOPROTOOPT),
    ("ENOSPC", libc::ENOSPC),
    ("ENOSR", libc::ENOSR),
    ("ENOSTR", libc::ENOSTR),
    ("ENOSYS", libc::ENOSYS),
    ("ENOTCONN", libc::ENOTCONN),
    ("ENOTDIR", libc::ENOTDIR),
    ("ENOTEMPTY", libc::ENOTEMPTY),
    ("ENOTSOCK", libc::ENOTSOCK),
    ("ENOTSUP", libc::ENOTSUP),
    ("ENOTTY", libc::ENOTTY),
    ("ENXIO", libc::ENXIO),
    ("EOPNOTSUPP", libc::EOPNOTSUPP),
    ("EOVERFLOW", libc::EOVERFLOW),
    ("EPERM", libc::EPERM),
    ("EPIPE", libc::EPIPE),
    ("EPROTO", libc::EPROTO),
    ("EPROTONOSUPPORT", libc::EPROTONOSUPPORT),
    ("EPROTOTYPE", libc::EPROTOTYPE),
    ("ERANGE", libc::ERANGE),
    ("EROFS", libc::EROFS),
    ("ESPIPE", libc::ESPIPE),
    ("ESRCH", libc::ESRCH),
    ("ESTALE", libc::ESTALE),
    ("ETIME", libc::ETIME),
    ("ETIMEDOUT", libc::ETIMEDOUT),
    ("ETXTBSY", libc::ETXTBSY),
    ("EWOULDBLOCK", libc::EWOULDBLOCK),
    ("EXDEV", libc::EXDEV),
];

/// The local time now: year, month, day, hour, minute, second.
pub fn local_time() -> [i32; 6] {
    // SAFETY: `time` accepts null; `localtime_r` writes to `parts` only.
    let parts = unsafe {
        let now = libc::time(std::ptr::null_mut());
        let mut parts: libc::tm = std::mem::zeroed();
        libc::localtime_r(&now, &mut parts);
        parts
    };
    [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec]
}

/// The flags of dlopen(3), as `os.constants.dlopen` has them.
pub const DLOPEN: &[(&str, i32)] = &[
    ("RTLD_LAZY", libc::RTLD_LAZY),
    ("RTLD_NOW", libc::RTLD_NOW),
    ("RTLD_GLOBAL", libc::RTLD_GLOBAL),
    ("RTLD_LOCAL", libc::RTLD_LOCAL),
    ("RTLD_DEEPBIND", libc::RTLD_DEEPBIND),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loopback_interface_is_internal() {
        let list = interfaces().unwrap();
        let local =
            list.iter().find(|i| i.address == InterfaceAddress::V4([127, 0, 0, 1].into(), [255, 0, 0, 0].into()));
        assert!(local.is_none_or(|i| i.internal));
    }

    #[test]
    fn a_missing_process_has_no_priority() {
        assert!(priority(0).is_ok());
        assert_eq!(priority(i32::MAX).unwrap_err().raw_os_error(), Some(libc::ESRCH));
    }
}
