//! Starting a program: clone(2) with CLONE_VM and CLONE_VFORK, so that the cost does not grow with the size of the
//! process that starts it. Between clone and execve the child shares this process's memory, so all that it needs is
//! laid out before, and it makes nothing but system calls.

use crate::journal::Journal;
use std::ffi::{CStr, CString};
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd};
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

/// The session and process group of a new program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// A group of its own in the session of the starter.
    Own,
    /// A session of its own.
    Session,
    /// An existing group of the starter's session.
    Join(u32),
}

/// What to start.
pub struct Program<'a> {
    /// Files to try in turn, as execvp(3) tries the folders of PATH.
    pub paths: &'a [CString],
    /// Its arguments, the first being its own name.
    pub arguments: &'a [CString],
    /// Its environment, as `NAME=value`.
    pub environment: &'a [CString],
    /// Its descriptors from 0 on. `None` is /dev/null for the first three and closed for others. It gets no other.
    pub descriptors: &'a [Option<BorrowedFd<'a>>],
    /// Its session and group.
    pub group: Group,
    /// The folder that it starts in; `None`: the starter's.
    pub folder: Option<BorrowedFd<'a>>,
    /// Where it goes from there.
    pub path: Option<&'a CStr>,
    /// Its file mode creation mask; `None`: the starter's.
    pub umask: Option<u32>,
    /// The user that it runs as.
    pub user: Option<u32>,
    /// The group of users that it runs as.
    pub user_group: Option<u32>,
    /// Where it is noted what came of it.
    pub journal: Option<&'a Journal>,
}

/// All that the child reads, laid out before it exists.
struct Plan<'a> {
    paths: Vec<*const libc::c_char>,
    arguments: Vec<*const libc::c_char>,
    environment: Vec<*const libc::c_char>,
    /// `/bin/sh`, room for the path of a script, and the arguments but the first.
    script: Vec<*const libc::c_char>,
    descriptors: Vec<libc::c_int>,
    group: Group,
    folder: libc::c_int,
    path: *const libc::c_char,
    umask: Option<u32>,
    user: Option<u32>,
    user_group: Option<u32>,
    journal: Option<&'a Journal>,
    /// Whether signals may have another effect than the default.
    has_effects: bool,
    /// Answer of the child: why it could not start the program; 0 if it did.
    error: libc::c_int,
}

const STACK: usize = 64 << 10;
const SIGNALS: libc::c_int = 64;
/// Size of the kernel's set of signals in bytes.
const SIGNAL_SET: usize = 8;

/// Set once this process has given up all effects of signals: its programs then need not be rid of them one by one.
static DEFAULT_EFFECTS: AtomicBool = AtomicBool::new(false);

/// Gives every signal its default effect for good, in a process that blocks all and installs no handler any more.
pub fn give_up_signal_effects() {
    default_signals();
    DEFAULT_EFFECTS.store(true, Ordering::Relaxed);
}

type Attempt = Result<libc::c_long, libc::c_int>;

/// Starts a program and returns its process id once it runs: an error is what kept it from running.
///
/// It starts with no signal blocked and every signal's default effect.
pub fn start(program: &Program<'_>) -> io::Result<u32> {
    let pointers = |list: &[CString]| list.iter().map(|text| text.as_ptr()).chain([ptr::null()]).collect::<Vec<_>>();
    let mut script = vec![c"/bin/sh".as_ptr(), ptr::null()];
    script.extend(program.arguments.iter().skip(1).map(|text| text.as_ptr()));
    script.push(ptr::null());
    let mut descriptors: Vec<_> = program.descriptors.iter().map(|fd| fd.map_or(-1, |fd| fd.as_raw_fd())).collect();
    descriptors.resize(descriptors.len().max(3), -1);
    let mut plan = Plan {
        paths: pointers(program.paths),
        arguments: pointers(program.arguments),
        environment: pointers(program.environment),
        script,
        descriptors,
        group: program.group,
        folder: program.folder.map_or(-1, |fd| fd.as_raw_fd()),
        path: program.path.map_or(ptr::null(), CStr::as_ptr),
        umask: program.umask,
        user: program.user,
        user_group: program.user_group,
        journal: program.journal,
        has_effects: !DEFAULT_EFFECTS.load(Ordering::Relaxed),
        error: 0,
    };
    // SAFETY: an anonymous mapping of our own.
    let stack = unsafe {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_STACK;
        libc::mmap(ptr::null_mut(), STACK, libc::PROT_READ | libc::PROT_WRITE, flags, -1, 0)
    };
    if stack == libc::MAP_FAILED {
        return Err(io::Error::last_os_error());
    }
    let (none, mut before) = ([u8::MAX; SIGNAL_SET], [0u8; SIGNAL_SET]);
    // SAFETY: both sets have the kernel's size. A handler must not run in the child while it shares our memory, so no
    // signal is let in until the child has put the default effects in place; the C library's own are included.
    unsafe { set_mask(&none, &mut before) };
    let (note, noted_at) = match program.journal {
        Some(journal) => (libc::CLONE_PARENT_SETTID, journal.pid()),
        None => (0, ptr::null_mut()),
    };
    // SAFETY: the stack is ours and grows down from its end; the address for the id is in a journal that is borrowed for the
    // whole call, or not used. CLONE_VFORK keeps this thread, and with it `plan` and all
    // that it points to, in place until the child has executed the program or ended.
    let pid = unsafe {
        let flags = libc::CLONE_VM | libc::CLONE_VFORK | libc::SIGCHLD | note;
        libc::clone(child, stack.cast::<u8>().add(STACK).cast(), flags, (&raw mut plan).cast(), noted_at)
    };
    let failed = io::Error::last_os_error();
    // SAFETY: puts back what was in force; the child no longer uses the stack, which nothing else refers to.
    unsafe {
        set_mask(&before, &mut [0; SIGNAL_SET]);
        libc::munmap(stack, STACK);
    }
    // SAFETY: the child wrote it before it ended, in this same memory.
    let error = unsafe { (&raw const plan.error).read_volatile() };
    match pid {
        ..=0 => Err(failed),
        _ if error == 0 => Ok(pid as u32),
        _ => {
            crate::wait::reap(pid as u32);
            Err(io::Error::from_raw_os_error(error))
        }
    }
}

/// # Safety
/// Changes which signals the calling thread takes.
unsafe fn set_mask(mask: &[u8; SIGNAL_SET], before: &mut [u8; SIGNAL_SET]) {
    // SAFETY: both are sets of the size that is given.
    unsafe {
        libc::syscall(libc::SYS_rt_sigprocmask, libc::SIG_SETMASK, mask.as_ptr(), before.as_mut_ptr(), SIGNAL_SET)
    };
}

extern "C" fn child(plan: *mut libc::c_void) -> libc::c_int {
    // SAFETY: `start` passes its plan, and waits until this process has executed a program or ended.
    let plan = unsafe { &mut *plan.cast::<Plan<'_>>() };
    if let Err(errno) = execute(plan) {
        if let Some(journal) = plan.journal {
            journal.fail(errno);
        }
        plan.error = errno;
    }
    // SAFETY: ends this process without anything of the one whose memory it shares.
    unsafe { libc::_exit(127) }
}

fn checked(result: libc::c_long) -> Attempt {
    if result < 0 {
        // SAFETY: the address is valid; the thread that it belongs to waits for us.
        Err(unsafe { *libc::__errno_location() })
    } else {
        Ok(result)
    }
}

/// Runs in the child. No allocation, no lock, no panic: only system calls. Those on identities are made without the C
/// library, which would apply them to the threads of the process whose memory this is.
fn execute(plan: &mut Plan<'_>) -> Result<(), libc::c_int> {
    if plan.has_effects {
        default_signals();
    }
    // SAFETY: system calls on numbers.
    unsafe {
        match plan.group {
            Group::Own => checked(libc::syscall(libc::SYS_setpgid, 0, 0))?,
            Group::Join(group) => checked(libc::syscall(libc::SYS_setpgid, 0, group))?,
            Group::Session => checked(libc::syscall(libc::SYS_setsid))?,
        };
    }
    descriptors(plan)?;
    if plan.folder >= 0 {
        // SAFETY: a system call on a number.
        checked(unsafe { libc::syscall(libc::SYS_fchdir, plan.folder) })?;
    }
    if !plan.path.is_null() {
        // SAFETY: the plan's path is a C string that lives as long as it.
        checked(unsafe { libc::syscall(libc::SYS_chdir, plan.path) })?;
    }
    if let Some(mask) = plan.umask {
        // SAFETY: a system call on a number.
        checked(unsafe { libc::syscall(libc::SYS_umask, mask) })?;
    }
    identity(plan)?;
    keep_to_ourselves(plan.descriptors.len());
    // SAFETY: an empty set of the kernel's size.
    unsafe { set_mask(&[0; SIGNAL_SET], &mut [0; SIGNAL_SET]) };
    Err(search(plan))
}

fn default_signals() {
    // Room for the kernel's own sigaction on any architecture; zeros are the default effect.
    let default = [0u64; 4];
    for signal in (1..=SIGNALS).filter(|&signal| signal != libc::SIGKILL && signal != libc::SIGSTOP) {
        // SAFETY: this process's own table of effects, which CLONE_VM does not share.
        unsafe {
            libc::syscall(libc::SYS_rt_sigaction, signal, default.as_ptr(), ptr::null::<u64>(), SIGNAL_SET);
        }
    }
}

/// Puts each descriptor where it belongs. The table is this process's own copy.
fn descriptors(plan: &mut Plan<'_>) -> Result<(), libc::c_int> {
    let count = plan.descriptors.len() as libc::c_int;
    // First all out of the way, so that none is overwritten before it was used.
    let sources = plan.descriptors.iter_mut().chain([&mut plan.folder]);
    for source in sources.filter(|source| **source >= 0) {
        // SAFETY: a plain call on a number.
        *source = checked(unsafe { libc::fcntl(*source, libc::F_DUPFD_CLOEXEC, count) }.into())? as libc::c_int;
    }
    let mut null = -1;
    for (target, source) in (0..).zip(&plan.descriptors) {
        match *source {
            // SAFETY: a plain call on numbers. Both outputs share one.
            -1 if target == 2 && null == 1 => drop(checked(unsafe { libc::dup3(null, target, 0) }.into())?),
            -1 if target < 3 => {
                null_device(target)?;
                null = target;
            }
            // SAFETY: a plain call on a number. It may not be open, which is as wanted.
            -1 => drop(unsafe { libc::close(target) }),
            source => {
                // SAFETY: a plain call on numbers.
                checked(unsafe { libc::dup3(source, target, 0) }.into())?;
                if target < 3 {
                    blocking(target)?;
                }
            }
        }
    }
    Ok(())
}

fn null_device(target: libc::c_int) -> Result<(), libc::c_int> {
    let mode = if target == 0 { libc::O_RDONLY } else { libc::O_RDWR };
    // SAFETY: the name is a constant; the numbers are this process's own.
    unsafe {
        let fd = checked(libc::open(c"/dev/null".as_ptr(), mode).into())? as libc::c_int;
        if fd != target {
            checked(libc::dup2(fd, target).into())?;
            libc::close(fd);
        }
    }
    Ok(())
}

/// Programs do not expect that their standard streams would block.
fn blocking(fd: libc::c_int) -> Result<(), libc::c_int> {
    // SAFETY: plain calls on a number.
    unsafe {
        let flags = checked(libc::fcntl(fd, libc::F_GETFL).into())? as libc::c_int;
        if flags & libc::O_NONBLOCK != 0 {
            checked(libc::fcntl(fd, libc::F_SETFL, flags & !libc::O_NONBLOCK).into())?;
        }
    }
    Ok(())
}

fn identity(plan: &Plan<'_>) -> Result<(), libc::c_int> {
    if plan.user.is_none() && plan.user_group.is_none() {
        return Ok(());
    }
    // SAFETY: system calls on numbers, for this process alone.
    unsafe {
        // Only root may, and only root needs to: the others keep groups that they have anyway.
        libc::syscall(libc::SYS_setgroups, 0, ptr::null::<libc::gid_t>());
        if let Some(group) = plan.user_group {
            checked(libc::syscall(libc::SYS_setgid, group))?;
        }
        if let Some(user) = plan.user {
            checked(libc::syscall(libc::SYS_setuid, user))?;
        }
    }
    Ok(())
}

/// Has the descriptors from `count` on closed as the program is executed. Not before: who talks to the process that starts
/// programs learns of its end when the last copy of its sockets is closed, and by then this child shall have become the
/// program, or have noted why not.
fn keep_to_ourselves(count: usize) {
    // SAFETY: descriptors of this process's own table.
    unsafe {
        let flag = libc::CLOSE_RANGE_CLOEXEC;
        if libc::syscall(libc::SYS_close_range, count, libc::c_uint::MAX, flag) == 0 {
            return;
        }
        // Linux before 5.11.
        let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit);
        for fd in count as u64..limit.rlim_cur.min(1 << 20) {
            libc::fcntl(fd as libc::c_int, libc::F_SETFD, libc::FD_CLOEXEC);
        }
    }
}

/// Tries the paths as execvp(3) does; returns why none was executed.
fn search(plan: &mut Plan<'_>) -> libc::c_int {
    let mut error = libc::ENOENT;
    let mut forbidden = false;
    // The last is the null that ends the list.
    for &path in &plan.paths[..plan.paths.len() - 1] {
        // SAFETY: null-terminated arrays of strings that the plan keeps.
        unsafe {
            libc::execve(path, plan.arguments.as_ptr(), plan.environment.as_ptr());
            error = *libc::__errno_location();
            if error == libc::ENOEXEC {
                // A script without an interpreter line is the shell's.
                plan.script[1] = path;
                libc::execve(plan.script[0], plan.script.as_ptr(), plan.environment.as_ptr());
                error = *libc::__errno_location();
            }
        }
        match error {
            libc::EACCES => forbidden = true,
            libc::ENOENT | libc::ESTALE | libc::ENOTDIR | libc::ENODEV | libc::ETIMEDOUT => {}
            _ => return error,
        }
    }
    if forbidden {
        libc::EACCES
    } else {
        error
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use std::os::fd::AsFd;

    fn strings(list: &[&str]) -> Vec<CString> {
        list.iter().map(|text| CString::new(*text).unwrap()).collect()
    }

    fn run(paths: &[&str], arguments: &[&str]) -> io::Result<(String, crate::wait::Ended)> {
        let (mut reader, writer) = io::pipe()?;
        let (paths, arguments) = (strings(paths), strings(arguments));
        let pid = start(&Program {
            paths: &paths,
            arguments: &arguments,
            environment: &strings(&["A=b"]),
            descriptors: &[None, Some(writer.as_fd()), Some(writer.as_fd())],
            group: Group::Own,
            folder: None,
            path: Some(c"/"),
            umask: Some(0o027),
            user: None,
            user_group: None,
            journal: None,
        })?;
        drop(writer);
        let mut text = String::new();
        reader.read_to_string(&mut text)?;
        Ok((text, crate::wait::reap(pid).unwrap()))
    }

    #[test]
    fn a_program_gets_what_it_was_given_and_nothing_else() {
        let script = "echo $0 $A; pwd; umask; ls /proc/self/fd | wc -l; exit 3";
        let (text, ended) = run(&["/no/such/sh", "/bin/sh"], &["name", "-c", script]).unwrap();
        // 0, 1, 2 and the one that ls reads the folder by.
        assert_eq!(text, "name b\n/\n0027\n4\n");
        assert_eq!((ended.code, ended.signal), (3, 0));
    }

    #[test]
    fn what_cannot_be_executed_is_an_error() {
        let error = |paths: &[&str]| run(paths, &["x"]).unwrap_err().raw_os_error();
        assert_eq!(error(&[]), Some(libc::ENOENT));
        assert_eq!(error(&["/no/such/program"]), Some(libc::ENOENT));
        assert_eq!(error(&["/etc/passwd", "/no/such/program"]), Some(libc::EACCES));
    }
}
