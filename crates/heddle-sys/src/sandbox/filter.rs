//! The system-call filter of a confined process.

use seccompiler::{
    apply_filter, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule,
};
use std::collections::BTreeMap;
use std::io;

/// Which system calls on paths are allowed. Landlock decides about the paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Paths {
    /// None.
    None,
    /// Those that read.
    Read,
    /// Those that change files and folders too.
    Write,
}

/// Allowed with any arguments: memory, time, waiting, the process's own threads and signals, and open descriptors.
const ALWAYS: &[i64] = &[
    libc::SYS_brk,
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_madvise,
    libc::SYS_mprotect, // the JIT makes its own anonymous pages executable
    libc::SYS_membarrier,
    libc::SYS_mincore,
    libc::SYS_futex,
    SYS_FUTEX_WAITV,
    libc::SYS_clock_gettime,
    libc::SYS_clock_getres,
    libc::SYS_clock_nanosleep,
    libc::SYS_nanosleep,
    libc::SYS_gettimeofday,
    libc::SYS_getrandom,
    libc::SYS_restart_syscall,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_rt_sigreturn,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigaction, // the engine's handler for bad memory accesses takes itself away when it gives up
    libc::SYS_rt_sigpending,
    libc::SYS_sigaltstack,
    libc::SYS_gettid,
    libc::SYS_getpid,
    libc::SYS_getppid,
    libc::SYS_getuid,
    libc::SYS_geteuid,
    libc::SYS_getgid,
    libc::SYS_getegid,
    libc::SYS_getresuid,
    libc::SYS_getresgid,
    libc::SYS_getrusage,
    libc::SYS_getrlimit,
    libc::SYS_times,
    libc::SYS_sysinfo,
    libc::SYS_uname,
    libc::SYS_set_robust_list,
    libc::SYS_rseq,
    libc::SYS_set_tid_address,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_getcpu,
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_pread64,
    libc::SYS_preadv,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_pwrite64,
    libc::SYS_pwritev,
    libc::SYS_lseek,
    libc::SYS_close,
    libc::SYS_close_range,
    libc::SYS_dup,
    libc::SYS_dup3,
    libc::SYS_fstat,
    libc::SYS_ftruncate,
    libc::SYS_fallocate,
    libc::SYS_fsync,
    libc::SYS_fdatasync,
    libc::SYS_flock,
    libc::SYS_ppoll,
    libc::SYS_pselect6,
    libc::SYS_epoll_create1,
    libc::SYS_epoll_ctl,
    libc::SYS_epoll_pwait,
    libc::SYS_eventfd2,
    libc::SYS_timerfd_create,
    libc::SYS_timerfd_settime,
    libc::SYS_timerfd_gettime,
    libc::SYS_pipe2,
    // On sockets that the process was given: making and connecting them is refused.
    libc::SYS_sendmsg,
    libc::SYS_recvmsg,
    libc::SYS_recvfrom,
    libc::SYS_shutdown,
    libc::SYS_getsockopt,
    libc::SYS_getsockname,
    libc::SYS_getpeername,
];

/// The older calls of this architecture for the same, which arm64 never had.
#[cfg(target_arch = "x86_64")]
const ALWAYS_HERE: &[i64] = &[libc::SYS_poll, libc::SYS_select, libc::SYS_epoll_wait, libc::SYS_dup2, libc::SYS_time];
#[cfg(not(target_arch = "x86_64"))]
const ALWAYS_HERE: &[i64] = &[];

/// `libc` has this name on some architectures only; the number is the same on all.
const SYS_FUTEX_WAITV: i64 = 449;

/// With a grant to read.
const READING: &[i64] = &[
    libc::SYS_openat,
    libc::SYS_newfstatat,
    libc::SYS_statx,
    libc::SYS_readlinkat,
    libc::SYS_faccessat,
    libc::SYS_faccessat2,
    libc::SYS_getdents64,
    libc::SYS_getcwd,
    libc::SYS_chdir,
    libc::SYS_fchdir,
    libc::SYS_statfs,
    libc::SYS_fstatfs,
    libc::SYS_fadvise64,
    libc::SYS_copy_file_range,
    libc::SYS_sendfile,
    libc::SYS_inotify_init1,
    libc::SYS_inotify_add_watch,
    libc::SYS_inotify_rm_watch,
];

#[cfg(target_arch = "x86_64")]
const READING_HERE: &[i64] =
    &[libc::SYS_open, libc::SYS_stat, libc::SYS_lstat, libc::SYS_readlink, libc::SYS_access, libc::SYS_getdents];
#[cfg(not(target_arch = "x86_64"))]
const READING_HERE: &[i64] = &[];

/// With a grant to write. Landlock governs neither modes, owners nor times of files, so those calls stay refused.
const WRITING: &[i64] = &[
    libc::SYS_mkdirat,
    libc::SYS_unlinkat,
    libc::SYS_renameat,
    libc::SYS_renameat2,
    libc::SYS_linkat,
    libc::SYS_symlinkat,
    libc::SYS_truncate,
    libc::SYS_umask,
];

#[cfg(target_arch = "x86_64")]
const WRITING_HERE: &[i64] = &[
    libc::SYS_creat,
    libc::SYS_mkdir,
    libc::SYS_rmdir,
    libc::SYS_unlink,
    libc::SYS_rename,
    libc::SYS_link,
    libc::SYS_symlink,
];
#[cfg(not(target_arch = "x86_64"))]
const WRITING_HERE: &[i64] = &[];

/// MFD_NOEXEC_SEAL.
const NOEXEC_SEAL: u64 = 8;
/// PR_SET_VMA.
const PR_SET_VMA: u64 = 0x5356_4d41;

fn failed(error: impl std::fmt::Display) -> io::Error {
    io::Error::other(error.to_string())
}

/// A test of the lower half of an argument.
fn argument(index: u8, operator: SeccompCmpOp, value: u64) -> io::Result<SeccompCondition> {
    SeccompCondition::new(index, SeccompCmpArgLen::Dword, operator, value).map_err(failed)
}

fn equal(index: u8, value: u64) -> io::Result<SeccompRule> {
    rule(vec![argument(index, SeccompCmpOp::Eq, value)?])
}

fn masked(index: u8, mask: u64, value: u64) -> io::Result<SeccompCondition> {
    argument(index, SeccompCmpOp::MaskedEq(mask), value)
}

fn rule(conditions: Vec<SeccompCondition>) -> io::Result<SeccompRule> {
    SeccompRule::new(conditions).map_err(failed)
}

/// What is allowed without any grant: calls, and the alternatives of their arguments (none: any arguments).
fn basic_rules() -> io::Result<BTreeMap<i64, Vec<SeccompRule>>> {
    let own = u64::from(std::process::id());
    // What makes a thread, and nothing of what would make a process or a namespace.
    let thread =
        (libc::CLONE_VM | libc::CLONE_FS | libc::CLONE_FILES | libc::CLONE_SIGHAND | libc::CLONE_THREAD) as u64;
    let spaces = (libc::CLONE_NEWNS
        | libc::CLONE_NEWUSER
        | libc::CLONE_NEWPID
        | libc::CLONE_NEWNET
        | libc::CLONE_NEWIPC
        | libc::CLONE_NEWUTS
        | libc::CLONE_NEWCGROUP) as u64;
    let mut rules = BTreeMap::from([
        (libc::SYS_clone, vec![rule(vec![masked(0, thread | spaces, thread)?])?]),
        // Its flags stand in memory, where a filter cannot look. The second filter answers that it does not exist,
        // and the C library then uses clone.
        (libc::SYS_clone3, vec![]),
        // Signals to itself only.
        (libc::SYS_tgkill, vec![equal(0, own)?]),
        (libc::SYS_kill, vec![equal(0, own)?]),
        // Never executable.
        (libc::SYS_memfd_create, vec![rule(vec![masked(1, NOEXEC_SEAL, NOEXEC_SEAL)?])?]),
        // Names of threads and of memory.
        (
            libc::SYS_prctl,
            vec![equal(0, libc::PR_SET_NAME as u64)?, equal(0, libc::PR_GET_NAME as u64)?, equal(0, PR_SET_VMA)?],
        ),
        // Reading limits, not setting them (the third argument is the new limit), and its own only.
        (libc::SYS_prlimit64, vec![rule(vec![argument(0, SeccompCmpOp::Eq, 0)?, null(2)?])?]),
        // Without an address: on a connected socket.
        (libc::SYS_sendto, vec![rule(vec![null(4)?])?]),
        (
            libc::SYS_fcntl,
            [
                libc::F_GETFD,
                libc::F_SETFD,
                libc::F_GETFL,
                libc::F_SETFL,
                libc::F_DUPFD,
                libc::F_DUPFD_CLOEXEC,
                libc::F_ADD_SEALS,
                libc::F_GET_SEALS,
            ]
            .iter()
            .map(|command| equal(1, *command as u64))
            .collect::<io::Result<_>>()?,
        ),
        (
            libc::SYS_ioctl,
            [libc::FIONBIO, libc::FIOCLEX, libc::FIONREAD, libc::TCGETS, libc::TIOCGWINSZ]
                .iter()
                .map(|request| equal(1, *request))
                .collect::<io::Result<_>>()?,
        ),
    ]);
    for call in ALWAYS.iter().chain(ALWAYS_HERE) {
        rules.insert(*call, vec![]);
    }
    Ok(rules)
}

/// A pointer that is null.
fn null(index: u8) -> io::Result<SeccompCondition> {
    SeccompCondition::new(index, SeccompCmpArgLen::Qword, SeccompCmpOp::Eq, 0).map_err(failed)
}

fn compiled(
    rules: BTreeMap<i64, Vec<SeccompRule>>,
    others: SeccompAction,
    listed: SeccompAction,
) -> io::Result<BpfProgram> {
    let here = std::env::consts::ARCH.try_into().map_err(failed)?;
    SeccompFilter::new(rules, others, listed, here).and_then(BpfProgram::try_from).map_err(failed)
}

/// Puts the filter into effect for this thread and all that it starts. The process can gain no privileges already.
pub(super) fn install(paths: Paths) -> io::Result<()> {
    let mut rules = basic_rules()?;
    let granted = [(Paths::Read, READING, READING_HERE), (Paths::Write, WRITING, WRITING_HERE)];
    for (least, calls, calls_here) in granted {
        if paths >= least {
            rules.extend(calls.iter().chain(calls_here).map(|call| (*call, vec![])));
        }
    }
    let refuse = SeccompAction::Errno(libc::EPERM as u32);
    let allowed = compiled(rules, refuse, SeccompAction::Allow)?;
    let missing = compiled(
        BTreeMap::from([(libc::SYS_clone3, vec![])]),
        SeccompAction::Allow,
        SeccompAction::Errno(libc::ENOSYS as u32),
    )?;
    // In this order, since the filter proper refuses seccomp(2). Of two answers the kernel takes the stricter.
    apply_filter(&missing).map_err(failed)?;
    apply_filter(&allowed).map_err(failed)
}
