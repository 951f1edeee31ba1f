//! What a confined process can and cannot do. Each case confines itself, so it runs in a process of its own: this
//! program starts itself again with the name of the case, as the user it runs as and, when that is root, as a user
//! without rights too.

use heddle_sys::sandbox::{confine, Held, Limits, Plan};
use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// A user without rights.
const NOBODY: u32 = 65534;

type Case = (&'static str, fn(&Path));

const CASES: &[Case] = &[
    ("computes_and_starts_threads", computes_and_starts_threads),
    ("talks_over_what_is_open", talks_over_what_is_open),
    ("no_file_without_a_grant", no_file_without_a_grant),
    ("no_path_is_visible_without_a_grant", no_path_is_visible_without_a_grant),
    ("a_grant_to_read_is_for_its_folder", a_grant_to_read_is_for_its_folder),
    ("a_link_leads_nowhere_out_of_a_grant", a_link_leads_nowhere_out_of_a_grant),
    ("a_grant_to_read_is_none_to_write", a_grant_to_read_is_none_to_write),
    ("a_grant_to_write_is_for_its_folder", a_grant_to_write_is_for_its_folder),
    ("a_grant_of_a_missing_path_is_an_error", a_grant_of_a_missing_path_is_an_error),
    ("no_program_and_no_process", no_program_and_no_process),
    ("no_socket", no_socket),
    ("no_signal_to_others", no_signal_to_others),
    ("nothing_of_other_processes", nothing_of_other_processes),
    ("no_way_around", no_way_around),
    ("no_privilege_comes_back", no_privilege_comes_back),
    ("memory_has_a_limit", memory_has_a_limit),
    ("descriptors_have_a_limit", descriptors_have_a_limit),
    ("tells_what_holds", tells_what_holds),
];

fn main() -> ExitCode {
    if let (Some(case), Some(folder)) = (std::env::var_os("SANDBOX_CASE"), std::env::var_os("SANDBOX_FOLDER")) {
        let (_, run) = CASES.iter().find(|(name, _)| case == *name).expect("the case exists");
        run(Path::new(&folder));
        return ExitCode::SUCCESS;
    }
    let filters: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    // SAFETY: geteuid has no preconditions.
    let root = unsafe { libc::geteuid() } == 0;
    let (mut passed, mut failed) = (0, 0);
    for (name, _) in CASES.iter().filter(|(name, _)| filters.is_empty() || filters.iter().any(|f| name.contains(f))) {
        for user in [None, root.then_some(NOBODY)].into_iter().take(1 + usize::from(root)) {
            let title = format!("{name}{}", if user.is_some() { " (uid 65534)" } else { "" });
            match in_a_process(name, user) {
                Ok(()) => passed += 1,
                Err(why) => {
                    failed += 1;
                    println!("test {title} ... FAILED\n{why}");
                }
            }
        }
    }
    let verdict = if failed == 0 { "ok" } else { "FAILED" };
    println!("test result: {verdict}. {passed} passed; {failed} failed; 0 ignored; 0 measured; 0 filtered out");
    ExitCode::from(u8::from(failed > 0))
}

fn in_a_process(name: &str, user: Option<u32>) -> Result<(), String> {
    let tag = format!("heddle-sandbox-{}-{name}-{}", std::process::id(), user.unwrap_or(0));
    let folder = std::env::temp_dir().join(tag);
    prepare(&folder, user).map_err(|error| error.to_string())?;
    // A user without rights may not be able to reach the program where it was built.
    let program = folder.join("program");
    fs::copy(std::env::current_exe().map_err(|e| e.to_string())?, &program).map_err(|e| e.to_string())?;
    let mut command = Command::new(program);
    command.env("SANDBOX_CASE", name).env("SANDBOX_FOLDER", &folder);
    if let Some(user) = user {
        command.uid(user).gid(user);
    }
    let output = command.output().map_err(|error| error.to_string());
    fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    let output = output?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{}\n{}", output.status, String::from_utf8_lossy(&output.stderr)))
}

/// `inside/file` for grants, `outside/secret` for none, and a link from the one to the other.
fn prepare(folder: &Path, user: Option<u32>) -> io::Result<()> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder.join("inside"))?;
    fs::create_dir_all(folder.join("outside"))?;
    fs::write(folder.join("inside/file"), "granted")?;
    fs::write(folder.join("outside/secret"), "secret")?;
    std::os::unix::fs::symlink("../outside/secret", folder.join("inside/link"))?;
    for part in ["", "inside", "outside", "inside/file", "outside/secret"] {
        std::os::unix::fs::chown(folder.join(part), user, user)?;
    }
    Ok(())
}

fn confined(plan: Plan) -> Held {
    confine(&plan).expect("this kernel can confine a process")
}

fn inside(folder: &Path) -> PathBuf {
    folder.join("inside")
}

/// The call failed, and because it is not permitted.
#[track_caller]
fn refused<T>(what: io::Result<T>) {
    let error = what.err().expect("this must be refused");
    let code = error.raw_os_error();
    assert!(code == Some(libc::EPERM) || code == Some(libc::EACCES), "refused for another reason: {error}");
}

/// The result of a raw system call.
fn call(number: i64, arguments: [u64; 6]) -> io::Result<i64> {
    let [a, b, c, d, e, f] = arguments;
    // SAFETY: the callers pass null pointers and numbers only, so that no memory can be touched, or pointers to values
    // that live through the call.
    let result = unsafe { libc::syscall(number, a, b, c, d, e, f) };
    if result < 0 {
        Err(io::Error::last_os_error())
    } else {
        Ok(result)
    }
}

fn computes_and_starts_threads(_: &Path) {
    confined(Plan::default());
    let threads: Vec<_> =
        (0..4u64).map(|n| std::thread::spawn(move || (0..1000).map(|i| i * n).sum::<u64>())).collect();
    let sums: Vec<u64> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    assert_eq!(sums, [0, 499_500, 999_000, 1_498_500]);
    let memory = vec![1u8; 64 << 20];
    assert_eq!(memory.iter().map(|b| usize::from(*b)).sum::<usize>(), 64 << 20);
    assert!(std::time::Instant::now().elapsed().as_secs() < 1000);
    let mut random = [0u8; 8];
    assert_eq!(call(libc::SYS_getrandom, [random.as_mut_ptr() as u64, 8, 0, 0, 0, 0]).unwrap(), 8);
}

fn talks_over_what_is_open(_: &Path) {
    let (mut here, mut there) = std::os::unix::net::UnixStream::pair().unwrap();
    confined(Plan::default());
    here.write_all(b"hello").unwrap();
    let mut text = [0; 5];
    there.read_exact(&mut text).unwrap();
    assert_eq!(&text, b"hello");
    let (mut out, mut into) = io::pipe().unwrap();
    into.write_all(b"x").unwrap();
    let mut byte = [0];
    out.read_exact(&mut byte).unwrap();
}

fn no_file_without_a_grant(folder: &Path) {
    let own = std::env::current_exe().unwrap();
    confined(Plan::default());
    refused(fs::read(inside(folder).join("file")));
    refused(fs::read("/etc/passwd"));
    refused(fs::read("/proc/self/environ"));
    refused(fs::read("/proc/self/maps"));
    refused(fs::read(own));
    refused(fs::write(inside(folder).join("new"), ""));
    refused(fs::remove_file(inside(folder).join("file")));
}

fn no_path_is_visible_without_a_grant(folder: &Path) {
    confined(Plan::default());
    refused(fs::metadata(folder));
    refused(fs::metadata("/there/is/no/such/path"));
    refused(fs::read_dir("/"));
    refused(std::env::set_current_dir("/"));
    refused(std::env::current_dir());
}

fn a_grant_to_read_is_for_its_folder(folder: &Path) {
    confined(Plan { read: vec![inside(folder)], ..Plan::default() });
    assert_eq!(fs::read_to_string(inside(folder).join("file")).unwrap(), "granted");
    assert!(fs::read_dir(inside(folder)).unwrap().count() >= 2);
    refused(fs::read(folder.join("outside/secret")));
    refused(fs::read(inside(folder).join("../outside/secret")));
    refused(fs::read("/etc/passwd"));
    refused(fs::read("/proc/self/environ"));
    refused(fs::read_dir(folder));
}

fn a_link_leads_nowhere_out_of_a_grant(folder: &Path) {
    confined(Plan { read: vec![inside(folder)], write: vec![inside(folder)], ..Plan::default() });
    refused(fs::read(inside(folder).join("link")));
    std::os::unix::fs::symlink("/etc/passwd", inside(folder).join("own")).unwrap();
    refused(fs::read(inside(folder).join("own")));
    refused(fs::hard_link(folder.join("outside/secret"), inside(folder).join("hard")).map_err(denied_across));
    refused(fs::rename(folder.join("outside/secret"), inside(folder).join("moved")).map_err(denied_across));
}

/// Landlock answers EXDEV where a link or a rename between folders would need more rights than there are.
fn denied_across(error: io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(libc::EXDEV) => io::Error::from_raw_os_error(libc::EACCES),
        _ => error,
    }
}

fn a_grant_to_read_is_none_to_write(folder: &Path) {
    let file = inside(folder).join("file");
    confined(Plan { read: vec![inside(folder)], ..Plan::default() });
    refused(fs::write(&file, "changed"));
    refused(fs::OpenOptions::new().append(true).open(&file));
    refused(fs::OpenOptions::new().write(true).truncate(true).open(&file));
    refused(fs::remove_file(&file));
    refused(fs::create_dir(inside(folder).join("new")));
    assert_eq!(fs::read_to_string(&file).unwrap(), "granted");
}

fn a_grant_to_write_is_for_its_folder(folder: &Path) {
    confined(Plan { write: vec![inside(folder)], ..Plan::default() });
    let (one, two) = (inside(folder).join("one"), inside(folder).join("two"));
    fs::write(&one, "text").unwrap();
    fs::rename(&one, &two).unwrap();
    assert_eq!(fs::read_to_string(&two).unwrap(), "text");
    fs::remove_file(&two).unwrap();
    fs::create_dir(&one).unwrap();
    fs::remove_dir(&one).unwrap();
    refused(fs::write(folder.join("outside/new"), ""));
    refused(fs::write(folder.join("outside/secret"), ""));
    refused(fs::remove_file(folder.join("outside/secret")));
    refused(fs::rename(inside(folder).join("file"), folder.join("outside/file")).map_err(denied_across));
    // Modes and owners are not Landlock's: nobody may make a program of a file, or give it away.
    use std::os::unix::fs::PermissionsExt;
    refused(fs::set_permissions(inside(folder).join("file"), fs::Permissions::from_mode(0o4777)));
    refused(std::os::unix::fs::chown(inside(folder).join("file"), Some(1), None));
}

fn a_grant_of_a_missing_path_is_an_error(folder: &Path) {
    let missing = folder.join("missing");
    let refused = confine(&Plan { read: vec![missing.clone()], best_effort: true, ..Plan::default() }).unwrap_err();
    assert!(refused.to_string().contains(missing.to_str().unwrap()), "{refused}");
}

fn no_program_and_no_process(folder: &Path) {
    let program = std::env::current_exe().unwrap();
    confined(Plan { read: vec![PathBuf::from("/")], write: vec![inside(folder)], ..Plan::default() });
    refused(Command::new("/bin/true").status());
    // Even what it may read and what it wrote itself.
    refused(Err::<(), _>(Command::new(&program).exec()));
    fs::copy(&program, inside(folder).join("copy")).map(drop).or_else(permission_of_mode).unwrap();
    refused(Err::<(), _>(Command::new(inside(folder).join("copy")).exec()));
    refused(call(libc::SYS_clone, [libc::SIGCHLD as u64, 0, 0, 0, 0, 0]));
    #[cfg(target_arch = "x86_64")]
    refused(call(libc::SYS_fork, [0; 6]));
    #[cfg(target_arch = "x86_64")]
    refused(call(libc::SYS_vfork, [0; 6]));
    // clone3 answers that it does not exist, so that the C library takes clone for its threads.
    assert_eq!(call(libc::SYS_clone3, [0; 6]).unwrap_err().raw_os_error(), Some(libc::ENOSYS));
    // A program in memory: cannot be started, and its file cannot be made executable.
    let name = c"program";
    refused(call(libc::SYS_memfd_create, [name.as_ptr() as u64, 0, 0, 0, 0, 0]));
    let file = call(libc::SYS_memfd_create, [name.as_ptr() as u64, 8, 0, 0, 0, 0]).unwrap() as u64;
    let empty = c"";
    refused(call(libc::SYS_execveat, [file, empty.as_ptr() as u64, 0, 0, libc::AT_EMPTY_PATH as u64, 0]));
}

/// fs::copy sets the mode of the copy at last, which is refused; the contents are there.
fn permission_of_mode(error: io::Error) -> io::Result<()> {
    match error.raw_os_error() {
        Some(libc::EPERM) => Ok(()),
        _ => Err(error),
    }
}

fn no_socket(_: &Path) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    confined(Plan::default());
    refused(std::net::TcpStream::connect(address));
    refused(std::net::UdpSocket::bind("127.0.0.1:0"));
    refused(std::os::unix::net::UnixStream::connect("/run/any"));
    refused(std::os::unix::net::UnixDatagram::unbound());
    for family in
        [libc::AF_INET, libc::AF_INET6, libc::AF_UNIX, libc::AF_NETLINK, libc::AF_PACKET, libc::AF_ALG, libc::AF_VSOCK]
    {
        refused(call(libc::SYS_socket, [family as u64, libc::SOCK_STREAM as u64, 0, 0, 0, 0]));
    }
    refused(listener.accept());
}

fn no_signal_to_others(_: &Path) {
    // SAFETY: getppid has no preconditions.
    let parent = unsafe { libc::getppid() } as u64;
    confined(Plan::default());
    refused(call(libc::SYS_kill, [parent, 0, 0, 0, 0, 0]));
    refused(call(libc::SYS_kill, [u64::MAX, 0, 0, 0, 0, 0]));
    refused(call(libc::SYS_kill, [0, 0, 0, 0, 0, 0]));
    refused(call(libc::SYS_tkill, [parent, 0, 0, 0, 0, 0]));
    refused(call(libc::SYS_tgkill, [parent, parent, 0, 0, 0, 0]));
    refused(call(libc::SYS_rt_sigqueueinfo, [parent, 0, 0, 0, 0, 0]));
    refused(call(libc::SYS_pidfd_open, [parent, 0, 0, 0, 0, 0]));
    refused(call(libc::SYS_pidfd_send_signal, [0; 6]));
    call(libc::SYS_kill, [u64::from(std::process::id()), 0, 0, 0, 0, 0]).unwrap();
}

fn nothing_of_other_processes(_: &Path) {
    // SAFETY: getppid has no preconditions.
    let parent = unsafe { libc::getppid() } as u64;
    confined(Plan::default());
    for number in [
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_process_madvise,
        libc::SYS_pidfd_getfd,
        libc::SYS_kcmp,
        libc::SYS_migrate_pages,
        libc::SYS_move_pages,
        libc::SYS_setpriority,
        libc::SYS_sched_setaffinity,
        libc::SYS_sched_setscheduler,
        libc::SYS_ioprio_set,
        libc::SYS_setpgid,
        libc::SYS_setsid,
        libc::SYS_prlimit64,
    ] {
        refused(call(number, [parent, parent, 0, 0, 0, 0]));
    }
    assert_eq!(fs::read("/proc/1/environ").unwrap_err().kind(), io::ErrorKind::PermissionDenied);
}

fn no_way_around(_: &Path) {
    confined(Plan { read: vec![PathBuf::from("/")], ..Plan::default() });
    for number in [
        libc::SYS_io_uring_setup,
        libc::SYS_io_uring_enter,
        libc::SYS_bpf,
        libc::SYS_perf_event_open,
        libc::SYS_userfaultfd,
        libc::SYS_add_key,
        libc::SYS_request_key,
        libc::SYS_keyctl,
        libc::SYS_mount,
        libc::SYS_umount2,
        libc::SYS_pivot_root,
        libc::SYS_chroot,
        libc::SYS_unshare,
        libc::SYS_setns,
        libc::SYS_open_by_handle_at,
        libc::SYS_name_to_handle_at,
        libc::SYS_open_tree,
        libc::SYS_move_mount,
        libc::SYS_fsopen,
        libc::SYS_openat2,
        libc::SYS_seccomp,
        libc::SYS_personality,
        libc::SYS_quotactl,
        libc::SYS_init_module,
        libc::SYS_finit_module,
        libc::SYS_kexec_load,
        libc::SYS_reboot,
        libc::SYS_syslog,
        libc::SYS_acct,
        libc::SYS_swapon,
        libc::SYS_sethostname,
        libc::SYS_settimeofday,
        libc::SYS_clock_settime,
        libc::SYS_adjtimex,
        libc::SYS_shmget,
        libc::SYS_msgget,
        libc::SYS_semget,
        libc::SYS_mq_open,
        libc::SYS_fanotify_init,
        libc::SYS_mknodat,
        libc::SYS_fchmodat,
        libc::SYS_fchownat,
        libc::SYS_setxattr,
        libc::SYS_utimensat,
        libc::SYS_vhangup,
        libc::SYS_mlockall,
        libc::SYS_remap_file_pages,
    ] {
        refused(call(number, [0; 6]));
    }
    // Commands of terminals: TIOCSTI types into the parent's shell, TIOCLINUX pastes into it.
    for request in [libc::TIOCSTI, 0x541c, libc::TIOCSCTTY] {
        refused(call(libc::SYS_ioctl, [0, request, 0, 0, 0, 0]));
    }
    for option in [libc::PR_SET_DUMPABLE, libc::PR_SET_PTRACER, libc::PR_SET_SECCOMP, libc::PR_SET_MM] {
        refused(call(libc::SYS_prctl, [option as u64, 1, 0, 0, 0, 0]));
    }
    // Owner of a descriptor's signals.
    refused(call(libc::SYS_fcntl, [0, libc::F_SETOWN as u64, 1, 0, 0, 0]));
}

fn no_privilege_comes_back(_: &Path) {
    confined(Plan { read: vec![PathBuf::from("/proc/self")], ..Plan::default() });
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let field = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).expect(name);
        line.split_whitespace().nth(1).unwrap().to_owned()
    };
    for set in ["CapInh:", "CapPrm:", "CapEff:", "CapAmb:"] {
        assert_eq!(u64::from_str_radix(&field(set), 16), Ok(0), "{set}");
    }
    assert_eq!(field("NoNewPrivs:"), "1");
    assert_eq!(field("Seccomp:"), "2");
    for number in [libc::SYS_setuid, libc::SYS_setgid, libc::SYS_setresuid, libc::SYS_setgroups, libc::SYS_capset] {
        refused(call(number, [0; 6]));
    }
}

fn memory_has_a_limit(_: &Path) {
    let limits = Limits { memory: Some(64 << 20), ..Limits::default() };
    confined(Plan { limits, ..Plan::default() });
    let mut memory: Vec<u8> = Vec::new();
    assert!(memory.try_reserve(32 << 20).is_ok());
    assert!(Vec::<u8>::new().try_reserve(128 << 20).is_err());
}

fn descriptors_have_a_limit(_: &Path) {
    let limits = Limits { open_files: Some(16), ..Limits::default() };
    confined(Plan { limits, ..Plan::default() });
    let mut pipes = Vec::new();
    let error = loop {
        match io::pipe() {
            Ok(pipe) => pipes.push(pipe),
            Err(error) => break error,
        }
        assert!(pipes.len() < 16);
    };
    assert_eq!(error.raw_os_error(), Some(libc::EMFILE));
}

fn tells_what_holds(_: &Path) {
    let held = confined(Plan::default());
    assert!(held.landlock >= 3, "{held:?}");
    assert!(held.system_calls, "{held:?}");
}
