//! The process: identities, resource use, memory limits, its title, and replacing it by another program.

use std::ffi::{CStr, CString};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr;
use std::sync::Mutex;

fn check(result: libc::c_int) -> io::Result<libc::c_int> {
    if result < 0 {
        Err(io::Error::last_os_error())
    } else {
        Ok(result)
    }
}

fn c_string(bytes: &[u8]) -> io::Result<CString> {
    CString::new(bytes).map_err(|_| io::Error::from_raw_os_error(libc::EINVAL))
}

/// Seconds and nanoseconds of the monotonic clock.
pub fn monotonic_time() -> (u64, u32) {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `now` is a valid timespec that the call fills; CLOCK_MONOTONIC always exists.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &mut now) };
    (now.tv_sec as u64, now.tv_nsec as u32)
}

/// The id of the parent process.
pub fn parent_id() -> u32 {
    // SAFETY: getppid has no preconditions and cannot fail.
    unsafe { libc::getppid() as u32 }
}

/// Sends `signal` to `pid` (also 0 and negative numbers, as in kill(2)).
pub fn kill(pid: i32, signal: i32) -> io::Result<()> {
    // SAFETY: kill takes plain integers and touches no memory of ours.
    check(unsafe { libc::kill(pid, signal) }).map(drop)
}

/// Sets the file mode creation mask and returns the previous one.
pub fn set_umask(mask: u32) -> u32 {
    crate::heritage::note_umask(mask);
    // SAFETY: umask takes a plain integer and cannot fail.
    unsafe { libc::umask(mask as libc::mode_t) as u32 }
}

/// The file mode creation mask. There is no call that only reads it; /proc has it since Linux 4.7.
pub fn umask() -> u32 {
    let from_proc = std::fs::read_to_string("/proc/self/status").ok().and_then(|status| {
        let line = status.lines().find_map(|line| line.strip_prefix("Umask:"))?;
        u32::from_str_radix(line.trim(), 8).ok()
    });
    from_proc.unwrap_or_else(|| {
        let mask = set_umask(0o022);
        set_umask(mask);
        mask
    })
}

/// One of the process's own identities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// The real user.
    User,
    /// The effective user.
    EffectiveUser,
    /// The real group.
    Group,
    /// The effective group.
    EffectiveGroup,
}

/// The number of an identity.
pub fn identity(which: Identity) -> u32 {
    // SAFETY: these calls have no preconditions and cannot fail.
    unsafe {
        match which {
            Identity::User => libc::getuid(),
            Identity::EffectiveUser => libc::geteuid(),
            Identity::Group => libc::getgid(),
            Identity::EffectiveGroup => libc::getegid(),
        }
    }
}

/// Changes an identity, for all threads of the process.
pub fn set_identity(which: Identity, id: u32) -> io::Result<()> {
    crate::heritage::change();
    // SAFETY: these calls take plain integers; the C library applies them to every thread.
    check(unsafe {
        match which {
            Identity::User => libc::setuid(id),
            Identity::EffectiveUser => libc::seteuid(id),
            Identity::Group => libc::setgid(id),
            Identity::EffectiveGroup => libc::setegid(id),
        }
    })
    .map(drop)
}

/// The supplementary groups.
pub fn groups() -> io::Result<Vec<u32>> {
    // SAFETY: a count of 0 only asks for the number; the pointer is not used.
    let count = check(unsafe { libc::getgroups(0, ptr::null_mut()) })?;
    let mut list = vec![0; count as usize];
    // SAFETY: `list` has room for `count` ids.
    let count = check(unsafe { libc::getgroups(count, list.as_mut_ptr()) })?;
    list.truncate(count as usize);
    Ok(list)
}

/// Replaces the supplementary groups.
pub fn set_groups(list: &[u32]) -> io::Result<()> {
    crate::heritage::change();
    // SAFETY: pointer and length describe `list`.
    check(unsafe { libc::setgroups(list.len(), list.as_ptr()) }).map(drop)
}

/// Sets the supplementary groups to those of `user`, and `group`.
pub fn init_groups(user: &str, group: u32) -> io::Result<()> {
    crate::heritage::change();
    let user = c_string(user.as_bytes())?;
    // SAFETY: `user` is a C string that lives through the call.
    check(unsafe { libc::initgroups(user.as_ptr(), group as _) }).map(drop)
}

// Calls a reentrant look-up of the user database with a buffer that grows until it is large enough.
fn look_up<T>(mut call: impl FnMut(&mut [libc::c_char]) -> Result<Option<T>, libc::c_int>) -> Option<T> {
    let mut buffer = vec![0; 1024];
    loop {
        match call(&mut buffer) {
            Ok(found) => return found,
            Err(libc::ERANGE) if buffer.len() < 1 << 20 => buffer.resize(buffer.len() * 2, 0),
            Err(libc::EINTR) => {}
            Err(_) => return None,
        }
    }
}

/// The number of the user called `name`.
pub fn user_id(name: &str) -> Option<u32> {
    let name = c_string(name.as_bytes()).ok()?;
    look_up(|buffer| {
        // SAFETY: passwd is plain data for which all zeros are valid.
        let mut entry: libc::passwd = unsafe { std::mem::zeroed() };
        let mut found = ptr::null_mut();
        // SAFETY: all pointers are valid for the call, and the length is the buffer's.
        match unsafe { libc::getpwnam_r(name.as_ptr(), &mut entry, buffer.as_mut_ptr(), buffer.len(), &mut found) } {
            0 => Ok((!found.is_null()).then_some(entry.pw_uid)),
            error => Err(error),
        }
    })
}

/// The name of the user with number `id`.
pub fn user_name(id: u32) -> Option<String> {
    look_up(|buffer| {
        // SAFETY: passwd is plain data for which all zeros are valid.
        let mut entry: libc::passwd = unsafe { std::mem::zeroed() };
        let mut found = ptr::null_mut();
        // SAFETY: all pointers are valid for the call, and the length is the buffer's.
        match unsafe { libc::getpwuid_r(id, &mut entry, buffer.as_mut_ptr(), buffer.len(), &mut found) } {
            0 if found.is_null() => Ok(None),
            // SAFETY: on success pw_name points at a C string inside `buffer`, which is still alive.
            0 => Ok(Some(unsafe { CStr::from_ptr(entry.pw_name) }.to_string_lossy().into_owned())),
            error => Err(error),
        }
    })
}

/// The number of the group called `name`.
pub fn group_id(name: &str) -> Option<u32> {
    let name = c_string(name.as_bytes()).ok()?;
    look_up(|buffer| {
        // SAFETY: group is plain data for which all zeros are valid.
        let mut entry: libc::group = unsafe { std::mem::zeroed() };
        let mut found = ptr::null_mut();
        // SAFETY: all pointers are valid for the call, and the length is the buffer's.
        match unsafe { libc::getgrnam_r(name.as_ptr(), &mut entry, buffer.as_mut_ptr(), buffer.len(), &mut found) } {
            0 => Ok((!found.is_null()).then_some(entry.gr_gid)),
            error => Err(error),
        }
    })
}

/// What getrusage(2) tells. Times are in microseconds, sizes in KiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResourceUsage {
    /// Processor time in user mode.
    pub user_time: u64,
    /// Processor time in the kernel.
    pub system_time: u64,
    /// Largest resident set so far.
    pub max_rss: u64,
    /// Page faults served without I/O.
    pub minor_faults: u64,
    /// Page faults that needed I/O.
    pub major_faults: u64,
    /// Blocks read.
    pub blocks_in: u64,
    /// Blocks written.
    pub blocks_out: u64,
    /// Context switches by waiting.
    pub voluntary_switches: u64,
    /// Context switches by preemption.
    pub involuntary_switches: u64,
}

/// Whose resources to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsageOf {
    /// All threads of the process.
    Process,
    /// The calling thread.
    Thread,
}

/// Resources used so far.
pub fn resource_usage(of: UsageOf) -> ResourceUsage {
    let who = match of {
        UsageOf::Process => libc::RUSAGE_SELF,
        UsageOf::Thread => libc::RUSAGE_THREAD,
    };
    // SAFETY: rusage is plain data for which all zeros are valid.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: `usage` is valid for the call to fill; `who` is one of the known constants.
    unsafe { libc::getrusage(who, &mut usage) };
    ResourceUsage::from(&usage)
}

impl From<&libc::rusage> for ResourceUsage {
    fn from(usage: &libc::rusage) -> ResourceUsage {
        let micros = |time: libc::timeval| time.tv_sec as u64 * 1_000_000 + time.tv_usec as u64;
        ResourceUsage {
            user_time: micros(usage.ru_utime),
            system_time: micros(usage.ru_stime),
            max_rss: usage.ru_maxrss as u64,
            minor_faults: usage.ru_minflt as u64,
            major_faults: usage.ru_majflt as u64,
            blocks_in: usage.ru_inblock as u64,
            blocks_out: usage.ru_oublock as u64,
            voluntary_switches: usage.ru_nvcsw as u64,
            involuntary_switches: usage.ru_nivcsw as u64,
        }
    }
}

/// Processor time of another process so far; `None` if it is gone. It is counted in steps of 10 ms.
pub fn cpu_usage_of(pid: u32) -> Option<crate::thread::CpuUsage> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name before it may hold anything.
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
    // SAFETY: sysconf takes a constant and has no preconditions.
    let tick = 1_000_000 / unsafe { libc::sysconf(libc::_SC_CLK_TCK) }.max(1) as u64;
    let mut time = || fields.next()?.parse::<u64>().ok().map(|ticks| ticks * tick);
    Some(crate::thread::CpuUsage { user: time()?, system: time()? })
}

/// Resident memory in bytes.
pub fn resident_memory() -> io::Result<u64> {
    let text = std::fs::read_to_string("/proc/self/statm")?;
    let pages: u64 = text.split(' ').nth(1).and_then(|field| field.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
    // SAFETY: sysconf takes a constant and has no preconditions.
    let page_size = unsafe { libc::sysconf(libc::_SC_PAGESIZE) } as u64;
    Ok(pages * page_size)
}

// The control group's file for this process, in either version of the file system.
fn cgroup_value(unified: &str, legacy: &str) -> Option<String> {
    let groups = std::fs::read_to_string("/proc/self/cgroup").ok()?;
    for line in groups.lines() {
        let mut fields = line.splitn(3, ':');
        let (_, controllers, path) = (fields.next()?, fields.next()?, fields.next()?);
        let file = if controllers.is_empty() {
            format!("/sys/fs/cgroup{path}/{unified}")
        } else if controllers.split(',').any(|name| name == "memory") {
            format!("/sys/fs/cgroup/memory{path}/{legacy}")
        } else {
            continue;
        };
        if let Ok(text) = std::fs::read_to_string(file) {
            return Some(text.trim().to_owned());
        }
    }
    None
}

fn memory_info(key: &str) -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(key))?;
    let kib: u64 = line.trim_start_matches(':').trim().trim_end_matches(" kB").parse().ok()?;
    Some(kib * 1024)
}

/// The memory limit of the control group: 0 if there is none to ask, `u64::MAX` if it sets no limit.
pub fn memory_limit() -> u64 {
    match cgroup_value("memory.max", "memory.limit_in_bytes") {
        None => 0,
        // "max" in the unified hierarchy; the legacy one says the largest number of whole pages.
        Some(text) => text.parse().ok().filter(|&bytes| bytes < i64::MAX as u64 - 0xffff).unwrap_or(u64::MAX),
    }
}

/// Memory that the process could use at most: the machine's, or what its control group leaves of it.
pub fn memory_size() -> u64 {
    let total = memory_info("MemTotal").unwrap_or(u64::MAX);
    match memory_limit() {
        0 => total,
        limit => limit.min(total),
    }
}

/// Memory that the process may still take, under the control group's limit or else on the machine.
pub fn memory_available() -> u64 {
    let free = memory_info("MemAvailable").unwrap_or(0);
    let limit = memory_limit();
    let total = memory_info("MemTotal").unwrap_or(u64::MAX);
    if limit == 0 || limit > total {
        return free;
    }
    let used = cgroup_value("memory.current", "memory.usage_in_bytes").and_then(|text| text.parse().ok()).unwrap_or(0);
    limit.saturating_sub(used)
}

// Ends of sockets whose other side is told when the process ends in order.
static FAREWELL_TO: Mutex<Vec<OwnedFd>> = Mutex::new(Vec::new());

/// Has [`FAREWELL`] sent on this socket when the process leaves by [`exit_now`] or becomes another program: who sees the
/// process end without having got it knows that something else ended it.
pub fn say_farewell_on(socket: OwnedFd) {
    if let Ok(mut list) = FAREWELL_TO.lock() {
        list.push(socket);
    }
}

/// What is sent before the end.
pub const FAREWELL: u8 = b'F';
/// What is sent when the process stays after all.
pub const STAYING: u8 = b'S';

fn say(byte: u8) {
    let Ok(list) = FAREWELL_TO.lock() else { return };
    for socket in list.iter() {
        let flags = libc::MSG_NOSIGNAL | libc::MSG_DONTWAIT;
        // SAFETY: one byte on the stack. That it may not arrive means that the other side is gone.
        unsafe { libc::send(socket.as_raw_fd(), (&raw const byte).cast(), 1, flags) };
    }
}

/// Ends the process at once, without destructors (the engine's would crash) and without other threads' buffers.
pub fn exit_now(code: i32) -> ! {
    crate::terminal::restore_terminal();
    say(FAREWELL);
    // SAFETY: _exit has no preconditions.
    unsafe { libc::_exit(code) }
}

/// Ends the process by SIGABRT, as abort(3).
pub fn abort() -> ! {
    std::process::abort()
}

/// Ends the process by an access to memory that is not there: for tests of what survives that.
pub fn fault() -> ! {
    // SAFETY: no object is touched: no page is ever mapped at this address, so the access ends the process.
    unsafe { ptr::without_provenance_mut::<u8>(8).write_volatile(0) };
    abort()
}

/// Makes one of these system calls, which a sandbox refuses or makes harmless; the result, or the negative errno. `None`: none of
/// them. For tests of the sandbox. An argument is a text or a number.
pub fn test_system_call(name: &str, arguments: &[Result<CString, i32>; 6]) -> Option<i64> {
    let number = match name {
        "add_key" => libc::SYS_add_key,
        "clone3" => libc::SYS_clone3,
        "connect" => libc::SYS_connect,
        "fcntl" => libc::SYS_fcntl,
        "fork" => libc::SYS_clone,
        "execve" => libc::SYS_execve,
        "execveat" => libc::SYS_execveat,
        "ioctl" => libc::SYS_ioctl,
        "io_uring_setup" => libc::SYS_io_uring_setup,
        "keyctl" => libc::SYS_keyctl,
        "kill" => libc::SYS_kill,
        "memfd_create" => libc::SYS_memfd_create,
        "openat" => libc::SYS_openat,
        "pidfd_open" => libc::SYS_pidfd_open,
        "prctl" => libc::SYS_prctl,
        "process_vm_readv" => libc::SYS_process_vm_readv,
        "ptrace" => libc::SYS_ptrace,
        "request_key" => libc::SYS_request_key,
        "rt_sigqueueinfo" => libc::SYS_rt_sigqueueinfo,
        "socket" => libc::SYS_socket,
        "socketpair" => libc::SYS_socketpair,
        "tgkill" => libc::SYS_tgkill,
        _ => return None,
    };
    let value = |argument: &Result<CString, i32>| match argument {
        Ok(text) => text.as_ptr() as libc::c_long,
        Err(number) => libc::c_long::from(*number),
    };
    let mut values = arguments.each_ref().map(value);
    if name == "fork" {
        values = [libc::c_long::from(libc::SIGCHLD), 0, 0, 0, 0, 0];
    }
    let [a, b, c, d, e, f] = values;
    // SAFETY: none of these calls changes this process's memory but at an address that it is given. A text is only read, and
    // no number of 32 bits is the address of anything in a 64-bit process.
    let result = unsafe { libc::syscall(number, a, b, c, d, e, f) };
    if name == "fork" && result == 0 {
        exit_now(0);
    }
    if result < 0 {
        return Some(-i64::from(io::Error::last_os_error().raw_os_error().unwrap_or(0)));
    }
    Some(result)
}

/// Replaces the process by another program; returns only when that failed.
pub fn execve(program: &Path, arguments: &[String], environment: &[String]) -> io::Error {
    match exec(program, arguments, environment) {
        Ok(never) => match never {},
        Err(error) => error,
    }
}

fn exec(program: &Path, arguments: &[String], environment: &[String]) -> io::Result<std::convert::Infallible> {
    let program = c_string(program.as_os_str().as_bytes())?;
    let own = |list: &[String]| list.iter().map(|text| c_string(text.as_bytes())).collect::<io::Result<Vec<_>>>();
    let (arguments, environment) = (own(arguments)?, own(environment)?);
    let pointers = |list: &[CString]| {
        list.iter().map(|text| text.as_ptr()).chain(std::iter::once(ptr::null())).collect::<Vec<_>>()
    };
    let (argv, envp) = (pointers(&arguments), pointers(&environment));
    // The standard descriptors go along whatever flags they carry.
    for fd in 0..3 {
        // SAFETY: fcntl on a number that may not be open is harmless; nothing is passed by pointer.
        unsafe {
            let flags = libc::fcntl(fd, libc::F_GETFD);
            if flags >= 0 {
                libc::fcntl(fd, libc::F_SETFD, flags & !libc::FD_CLOEXEC);
            }
        }
    }
    crate::heritage::before_exec();
    say(FAREWELL);
    // SAFETY: `program` is a C string, argv and envp are null-terminated arrays of C strings that are still owned.
    unsafe { libc::execve(program.as_ptr(), argv.as_ptr(), envp.as_ptr()) };
    let error = io::Error::last_os_error();
    say(STAYING);
    crate::heritage::after_failed_exec();
    Err(error)
}

// --- title ----------------------------------------------------------------------------------------------------------

// Where the kernel put the arguments: one block of consecutive strings, which ps(1) shows and which may be overwritten.
struct ArgumentArea {
    start: usize,
    length: usize,
}

static ARGUMENTS: Mutex<Option<ArgumentArea>> = Mutex::new(None);

// glibc calls the functions of .init_array with main's arguments; it is the only way to learn argv's address.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[used]
#[link_section = ".init_array"]
static REMEMBER_ARGUMENTS: extern "C" fn(libc::c_int, *const *const libc::c_char, *const *const libc::c_char) =
    remember_arguments;

#[cfg(all(target_os = "linux", target_env = "gnu"))]
extern "C" fn remember_arguments(
    count: libc::c_int,
    arguments: *const *const libc::c_char,
    _environment: *const *const libc::c_char,
) {
    if count <= 0 || arguments.is_null() {
        return;
    }
    // SAFETY: argv holds `count` valid C strings for the life of the process.
    let (start, end) = unsafe {
        let last = *arguments.add(count as usize - 1);
        (*arguments as usize, last as usize + libc::strlen(last))
    };
    if let Ok(mut area) = ARGUMENTS.lock() {
        *area = Some(ArgumentArea { start, length: end.saturating_sub(start) });
    }
}

/// Makes `title` what ps(1) shows as the command line, cut to the room that the real one had, and the name of the
/// calling thread.
pub fn set_title(title: &str) {
    if let Ok(area) = ARGUMENTS.lock() {
        if let Some(area) = area.as_ref() {
            let bytes = &title.as_bytes()[..title.len().min(area.length)];
            // SAFETY: the area is the kernel's writable argument block of this process, `length` + 1 bytes long; nobody
            // else writes it (the lock), and the standard library has copied what it needs of it.
            unsafe {
                let start = area.start as *mut u8;
                ptr::write_bytes(start, 0, area.length);
                ptr::copy_nonoverlapping(bytes.as_ptr(), start, bytes.len());
            }
        }
    }
    set_thread_name(title);
}

/// Names the calling thread; the main thread's name is what ps(1) shows as the program's.
pub fn set_thread_name(name: &str) {
    if let Ok(name) = c_string(name.as_bytes()) {
        // SAFETY: PR_SET_NAME reads a C string, of which the kernel takes 15 bytes.
        unsafe { libc::prctl(libc::PR_SET_NAME, name.as_ptr()) };
    }
}

/// Makes room for a main thread's stack of `bytes`: it grows on demand up to the soft limit, which is raised if it is
/// lower. Fails if the hard limit does not allow it.
pub fn reserve_main_stack(bytes: u64) -> io::Result<()> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: getrlimit fills the struct.
    if unsafe { libc::getrlimit(libc::RLIMIT_STACK, &mut limit) } != 0 {
        return Err(io::Error::last_os_error());
    }
    if limit.rlim_cur >= bytes {
        return Ok(());
    }
    if limit.rlim_max < bytes {
        return Err(io::Error::from_raw_os_error(libc::EPERM));
    }
    limit.rlim_cur = bytes;
    // SAFETY: setrlimit reads the struct.
    match unsafe { libc::setrlimit(libc::RLIMIT_STACK, &limit) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usage_grows_and_memory_is_known() {
        let before = resource_usage(UsageOf::Process);
        assert!(before.max_rss > 0);
        assert!(resident_memory().unwrap() > 0);
        assert!(memory_available() > 0);
    }

    #[test]
    fn root_is_user_zero() {
        assert_eq!(user_id("root"), Some(0));
        assert_eq!(user_name(0).as_deref(), Some("root"));
        assert_eq!(group_id("no-such-group-here"), None);
    }

    #[test]
    fn signal_zero_only_asks() {
        kill(std::process::id() as i32, 0).unwrap();
        assert_eq!(kill(i32::MAX, 0).unwrap_err().raw_os_error(), Some(libc::ESRCH));
    }

    #[test]
    fn umask_is_read_without_changing_it() {
        let first = umask();
        assert_eq!(umask(), first);
    }
}
