//! A runtime and its guard, as processes. A program of its own, since the guard is this program under another name, and
//! since some of its parts must die.
#![allow(missing_docs)]

use heddle_process::{
    configure, guard, guard_id, stdio_pair, Channel, Command, Descriptor, Exit, Orphans, Pipe, Run, Settings, Waiting,
};
use rustix::event::{poll, PollFd, PollFlags, Timespec};
use std::io::{self, BufRead, Read};
use std::os::fd::OwnedFd;
use std::process::{Command as Program, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{mpsc, Arc};
use std::time::Duration;

struct Forever;

impl Waiting for Forever {
    fn poll(&self, fds: &mut [PollFd<'_>], timeout: Option<Duration>) -> io::Result<()> {
        let timeout = timeout.map(|time| Timespec::try_from(time).unwrap());
        poll(fds, timeout.as_ref())?;
        Ok(())
    }
}

fn open() -> (Channel, mpsc::Receiver<()>) {
    let (sender, notices) = mpsc::channel();
    (Channel::open(move || sender.send(()).unwrap()).unwrap(), notices)
}

fn shell(script: &str) -> Command {
    let words = |words: &[&str]| words.iter().map(|word| word.as_bytes().to_vec()).collect();
    let path = format!("PATH={}", std::env::var("PATH").unwrap());
    Command {
        file: b"sh".to_vec(),
        arguments: words(&["sh", "-c", script]),
        environment: words(&[&path, &format!("MARK={}", mark())]),
        ..Command::default()
    }
}

/// What this run's programs can be recognised by.
fn mark() -> String {
    std::env::var("MARK").unwrap_or_else(|_| format!("guard-test-{}", std::process::id()))
}

fn start(channel: &mut Channel, command: Command) -> (u64, u32) {
    channel.start(&mut command.ready().unwrap(), &Forever).unwrap().unwrap()
}

fn end(channel: &mut Channel) -> (u64, Exit) {
    loop {
        let mut ends = channel.receive();
        if let Some((id, exit)) = ends.pop() {
            assert!(ends.is_empty(), "one at a time is waited for");
            return (id, exit.unwrap());
        }
        Forever.poll(&mut [PollFd::from_borrowed_fd(channel.descriptor(), PollFlags::IN)], None).unwrap();
    }
}

/// Living processes that have the mark, by the name of their program.
fn marked() -> Vec<String> {
    let wanted = format!("MARK={}", mark());
    let folders = std::fs::read_dir("/proc").unwrap().flatten();
    let has_mark = |path: &std::path::Path| {
        let environment = std::fs::read(path.join("environ")).unwrap_or_default();
        environment.split(|&byte| byte == 0).any(|variable| variable == wanted.as_bytes())
    };
    let mut names: Vec<_> = folders
        .map(|folder| folder.path())
        .filter(|path| has_mark(path))
        .filter_map(|path| std::fs::read_to_string(path.join("comm")).ok())
        .map(|name| name.trim().to_owned())
        .collect();
    names.sort();
    names
}

fn wait_until(what: &str, condition: impl Fn() -> bool) {
    for _ in 0..6000 {
        if condition() {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("{what} did not come to pass; left are {:?}", marked());
}

fn programs_run_and_their_ends_are_told() {
    let (mut channel, _notices) = open();
    let (mut reader, writer) = io::pipe().unwrap();
    let mut command = shell("echo out; pwd; umask; echo $MARK >&2; exit 3");
    command.folder = Some(b"/".to_vec());
    command.descriptors =
        vec![Descriptor::Nothing, Descriptor::Own(writer.try_clone().unwrap().into()), Descriptor::Own(writer.into())];
    let mask = heddle_sys::process::umask();
    let (id, pid) = start(&mut channel, command);
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    assert_eq!(text, format!("out\n/\n{mask:04o}\n{}\n", mark()));
    let (ended, exit) = end(&mut channel);
    assert_eq!((ended, exit.code, exit.signal), (id, 3, 0));
    assert!(exit.usage.max_rss > 0 && pid > 1);

    let missing = Command { file: b"/no/such/program".to_vec(), ..shell("") };
    let error = channel.start(&mut missing.ready().unwrap(), &Forever).unwrap_err();
    assert!(matches!(error, heddle_process::StartError::Refused(2)), "{error:?}");
}

fn programs_are_run_while_the_caller_waits() {
    let (mut channel, _notices) = open();
    let (other, _) = start(&mut channel, shell("exit 5"));
    let mut run = |script: &str, input: &[u8], timeout: Option<u64>, max_buffer| {
        let mut command = shell(script);
        let mut pipes = Vec::new();
        for fd in 0..3 {
            let (ours, theirs) = stdio_pair().unwrap();
            command.descriptors.push(Descriptor::Own(theirs));
            let input = if fd == 0 { input.to_vec() } else { Vec::new() };
            pipes.push(Some(Pipe { end: ours, input, readable: fd > 0 }));
        }
        let mut ready = command.ready().unwrap();
        let timeout = timeout.map(Duration::from_millis);
        let mut run = Run { ready: &mut ready, pipes, timeout, kill_signal: 15, max_buffer };
        heddle_process::run(&mut channel, &mut run, &Forever).unwrap().unwrap()
    };
    let result = run("cat; echo e >&2; exit 6", &vec![b'x'; 1 << 20], None, usize::MAX);
    assert_eq!((result.exit.unwrap().code, result.error), (6, None));
    assert_eq!(result.output[1].as_ref().unwrap().len(), 1 << 20);
    assert_eq!(result.output[2].as_deref(), Some(&b"e\n"[..]));
    assert_eq!(result.others.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [other]);
    let result = run("exit 0", &vec![b'x'; 1 << 20], None, usize::MAX);
    assert_eq!((result.exit.unwrap().code, result.error), (0, None));
    // A busy machine may not get as far as to the output at first.
    let timed_out = [200, 2_000, 20_000].into_iter().map(|timeout| {
        let result = run("echo before; exec sleep 1000", b"", Some(timeout), usize::MAX);
        assert_eq!((result.exit.unwrap().signal, result.error), (15, Some(110)));
        result.output[1].clone().unwrap()
    });
    assert_eq!(timed_out.into_iter().find(|output| !output.is_empty()).as_deref(), Some(&b"before\n"[..]));
    // The end may be told together with the answer to the signal, or before it.
    for _ in 0..50 {
        let result = run("exec sleep 1000", b"", Some(1), usize::MAX);
        assert_eq!((result.exit.unwrap().signal, result.error), (15, Some(110)));
    }
    let result = run("exec cat /dev/zero", b"", None, 100_000);
    assert_eq!((result.exit.unwrap().signal, result.error), (15, Some(105)));
    assert!(result.output[1].as_ref().unwrap().len() > 100_000);
}

fn signals_reach_one_or_the_whole_tree() {
    let (mut channel, _notices) = open();
    let (id, _) = start(&mut channel, shell("exec sleep 1000"));
    channel.kill(id, 15, false, &Forever).unwrap();
    assert_eq!(end(&mut channel).1.signal, 15);
    assert!(channel.kill(id, 15, false, &Forever).is_err());
    let (id, _) = start(&mut channel, shell("sleep 1000 & (sleep 1000 & sleep 1000 & wait) & wait"));
    wait_until("a tree", || marked().iter().filter(|name| *name == "sleep").count() == 3);
    channel.kill(id, 9, true, &Forever).unwrap();
    assert_eq!(end(&mut channel).1.signal, 9);
    wait_until("the end of a tree", || marked().is_empty());
}

fn a_guard_that_dies_takes_nothing_with_it() {
    let (mut channel, notices) = open();
    let (mut reader, writer) = io::pipe().unwrap();
    let mut command = shell("read line; exit 7");
    let (stdin, feed) = io::pipe().unwrap();
    command.descriptors = vec![Descriptor::Own(stdin.into()), Descriptor::Own(OwnedFd::from(writer))];
    let (waits, _) = start(&mut channel, command);
    let (killed, _) = start(&mut channel, shell("exec sleep 1000"));
    let first = guard_id().unwrap();
    heddle_sys::process::kill(first as i32, 9).unwrap();
    wait_until("the guard's death", || {
        let stat = std::fs::read_to_string(format!("/proc/{first}/stat")).unwrap_or_default();
        stat.is_empty() || stat.contains(") Z ")
    });
    assert!(channel.receive().is_empty() && !channel.is_current());
    // Signals and ends still arrive, though now this process is the parent.
    channel.kill(killed, 15, true, &Forever).unwrap();
    notices.recv().unwrap();
    let (id, exit) = end(&mut channel);
    assert_eq!((id, exit.signal), (killed, 15));
    drop(feed);
    notices.recv().unwrap();
    let (id, exit) = end(&mut channel);
    assert_eq!((id, exit.code, channel.running()), (waits, 7, 0));
    assert_eq!(reader.read(&mut [0]).unwrap(), 0);
    // The next program has another guard.
    let (mut channel, _notices) = open();
    start(&mut channel, shell("exit 4"));
    assert_eq!(end(&mut channel).1.code, 4);
    assert_ne!(guard_id().unwrap(), first);
}

fn a_program_whose_guard_dies_before_it_cannot_be_executed_was_not_started() {
    let (mut channel, _notices) = open();
    start(&mut channel, shell("exit 0"));
    assert_eq!(end(&mut channel).1.code, 0);
    let guard = guard_id().unwrap();
    let is_over = Arc::new(AtomicBool::new(false));
    let killer = std::thread::spawn({
        let is_over = is_over.clone();
        move || {
            let is_child_of_guard = |stat: &str| {
                let parent = stat.rsplit_once(") ").and_then(|(_, rest)| rest.split(' ').nth(1));
                parent == Some(guard.to_string().as_str())
            };
            while !is_over.load(Ordering::SeqCst) {
                let folders = std::fs::read_dir("/proc").unwrap().flatten();
                let mut stats = folders.filter_map(|folder| std::fs::read_to_string(folder.path().join("stat")).ok());
                if stats.any(|stat| is_child_of_guard(&stat)) {
                    heddle_sys::process::kill(guard as i32, 9).unwrap();
                    return true;
                }
            }
            false
        }
    });
    // The search takes so long that the guard dies meanwhile.
    let path = format!("PATH={}", "/no/folder:".repeat(400_000)).into_bytes();
    let missing = Command { file: b"no-such-program".to_vec(), environment: vec![path], ..shell("") };
    let error = channel.start(&mut missing.ready().unwrap(), &Forever).unwrap_err();
    is_over.store(true, Ordering::SeqCst);
    assert!(matches!(error, heddle_process::StartError::Refused(2)), "{error:?}");
    assert!(killer.join().unwrap(), "the guard was killed in time");
    assert_eq!(channel.running(), 0);
}

/// Runs this program as a runtime that starts children and ends as told.
fn runtime(orphans: &str, ending: &str) -> Vec<String> {
    let own = std::env::current_exe().unwrap();
    let mut child = Program::new(own)
        .args(["runtime", orphans, ending, &std::process::id().to_string()])
        .env("MARK", mark())
        .stdout(Stdio::piped())
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    io::BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "ready\n");
    let before = marked();
    if ending == "killed" {
        child.kill().unwrap();
    }
    drop(child.stdin.take());
    child.wait().unwrap();
    before
}

const TREE: &str = "sleep 1000 & setsid sleep 1000 & (trap '' TERM; sleep 1000; :) & wait";

fn as_runtime(arguments: &[String]) {
    let orphans = Orphans::from_word(&arguments[2]).unwrap();
    configure(Settings { executable: std::env::current_exe().unwrap(), orphans, most_children: None });
    let (mut channel, _notices) = open();
    start(&mut channel, shell(TREE));
    // They go with the test, should that be interrupted.
    let idle = format!("tail --pid={} -f /dev/null", arguments[4]);
    let mut detached = shell(&format!("{idle} & setsid {idle} & exit"));
    detached.detached = true;
    start(&mut channel, detached);
    wait_until("all programs", || {
        let names = marked();
        let count = |wanted: &str| names.iter().filter(|name| *name == wanted).count();
        count("sleep") == 3 && count("tail") == 2
    });
    println!("ready");
    let mut nothing = String::new();
    io::stdin().read_line(&mut nothing).unwrap();
    match arguments[3].as_str() {
        "aborts" => std::process::abort(),
        _ => heddle_sys::process::exit_now(0),
    }
}

fn descendants_go_with_a_runtime_that_dies(orphans: &str, ending: &str) {
    let before = runtime(orphans, ending);
    assert_eq!(before.iter().filter(|name| *name == "sleep").count(), 3, "{before:?}");
    wait_until("the end of all but what is detached", || marked() == ["tail", "tail"]);
    clean();
}

fn descendants_stay(orphans: &str, ending: &str) {
    let before = runtime(orphans, ending);
    assert_eq!(before.iter().filter(|name| *name == "sleep").count(), 3, "{before:?}");
    // The guard ends without touching them.
    wait_until("the end of the guard and the runtime", || !marked().iter().any(|name| name.starts_with("guard")));
    assert_eq!(marked().iter().filter(|name| *name == "sleep").count(), 3, "{:?}", marked());
    clean();
}

/// Ends what a part of the test was meant to leave.
fn clean() {
    let wanted = format!("MARK={}", mark());
    for path in std::fs::read_dir("/proc").unwrap().flatten().map(|folder| folder.path()) {
        let environment = std::fs::read(path.join("environ")).unwrap_or_default();
        if environment.split(|&byte| byte == 0).any(|variable| variable == wanted.as_bytes()) {
            let id = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse().ok());
            // It may have ended by itself.
            let _ = id.map(|id| heddle_sys::process::kill(id, 9));
        }
    }
    wait_until("the end of all", || marked().is_empty());
}

fn a_name_without_a_runtime_is_refused() {
    use std::os::unix::process::CommandExt;
    let own = std::env::current_exe().unwrap();
    for arguments in [&["1", "default"][..], &[], &["x", "y"]] {
        let status = Program::new(&own).arg0(guard::NAME).args(arguments).status().unwrap();
        assert_eq!(status.code(), Some(2));
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [name, ..] if *name == guard::NAME => heddle_sys::process::exit_now(guard::run(&arguments)),
        [_, "runtime", ..] => return as_runtime(&arguments),
        _ => {}
    }
    configure(Settings {
        executable: std::env::current_exe().unwrap(),
        orphans: Orphans::Default,
        most_children: None,
    });
    if std::panic::catch_unwind(all).is_err() {
        clean();
        heddle_sys::process::exit_now(101);
    }
    println!("test result: ok. 11 passed; 0 failed");
    heddle_sys::process::exit_now(0);
}

fn all() {
    programs_run_and_their_ends_are_told();
    programs_are_run_while_the_caller_waits();
    signals_reach_one_or_the_whole_tree();
    a_name_without_a_runtime_is_refused();
    descendants_go_with_a_runtime_that_dies("default", "killed");
    descendants_go_with_a_runtime_that_dies("default", "aborts");
    descendants_go_with_a_runtime_that_dies("kill", "exits");
    descendants_stay("default", "exits");
    descendants_stay("node", "killed");
    // The last ones: from then on all children of this process are waited for.
    a_guard_that_dies_takes_nothing_with_it();
    a_program_whose_guard_dies_before_it_cannot_be_executed_was_not_started();
}
