//! Runs one test process: pipes, watchdog, signals on cue, and a look for leftovers.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::case::{Action, Ending};

/// How a test process is run.
pub struct Launch<'a> {
    /// The command, with arguments, folder and environment set.
    pub command: Command,
    /// Text for standard input; with `None` it is empty.
    pub stdin: Option<String>,
    /// Actions on printed lines.
    pub on: &'a [(String, Action)],
    /// The time after which the test counts as hung.
    pub watchdog: Duration,
}

/// What came of a test process.
#[derive(Debug)]
pub struct Outcome {
    /// Everything written to standard output.
    pub stdout: String,
    /// Everything written to standard error.
    pub stderr: String,
    /// How it ended, or what kept it from ending.
    pub end: End,
    /// Wall time.
    pub took: Duration,
}

/// How a test process ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// By itself or by a signal.
    Ended(Ending),
    /// It was still running when the watchdog fired.
    Hung,
    /// It ended but left processes behind (which were then killed).
    LeftProcesses(usize),
}

enum Event {
    StdoutLine(String),
    StreamEnd { is_stdout: bool, text: String },
    Exited(io::Result<ExitStatus>),
}

/// Runs the process to its end.
pub fn run(launch: Launch<'_>) -> io::Result<Outcome> {
    let Launch { mut command, stdin, on, watchdog } = launch;
    let keep_stdin_open = on.iter().any(|(_, a)| *a == Action::CloseStdin);
    let wants_stdin = stdin.is_some() || keep_stdin_open;
    command
        .stdin(if wants_stdin { Stdio::piped() } else { Stdio::null() })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        // An own group, so that the watchdog reaches whatever the test started.
        .process_group(0);
    let started = Instant::now();
    let mut child = command.spawn()?;
    let group = child.id();

    let (sender, events) = mpsc::channel();
    let close_stdout_on = on.iter().find(|(_, a)| *a == Action::CloseStdout).map(|(line, _)| line.clone());
    spawn_stdout_reader(&mut child, close_stdout_on, sender.clone());
    spawn_stderr_reader(&mut child, sender.clone());
    let mut open_stdin = feed_stdin(&mut child, stdin, keep_stdin_open);
    thread::spawn(move || {
        let status = child.wait();
        // The receiver is gone only after the watchdog fired; then nobody wants the status.
        let _ = sender.send(Event::Exited(status));
    });

    let mut status = None;
    let mut stdout = None;
    let mut stderr = None;
    let mut hung = false;
    while status.is_none() || stdout.is_none() || stderr.is_none() {
        let left = watchdog.saturating_sub(started.elapsed());
        // After the kill the pipes close at once, unless something outside the group holds them.
        let wait = if hung { Duration::from_secs(5) } else { left };
        match events.recv_timeout(wait) {
            Ok(Event::StdoutLine(line)) => {
                for (_, action) in on.iter().filter(|(cue, _)| *cue == line) {
                    match action {
                        Action::Signal(name) => send_signal(name, &group.to_string())?,
                        Action::CloseStdin => open_stdin = None,
                        // The reader thread does it: it owns the pipe.
                        Action::CloseStdout => {}
                    }
                }
            }
            Ok(Event::StreamEnd { is_stdout: true, text }) => stdout = Some(text),
            Ok(Event::StreamEnd { is_stdout: false, text }) => stderr = Some(text),
            Ok(Event::Exited(result)) => status = Some(result?),
            Err(RecvTimeoutError::Timeout) if hung => break,
            Err(RecvTimeoutError::Timeout) => {
                hung = true;
                kill_group(group);
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    drop(open_stdin);
    let took = started.elapsed();
    let leftovers = if hung { 0 } else { members_of_group(group) };
    if leftovers > 0 {
        kill_group(group);
    }
    let end = match status {
        _ if hung => End::Hung,
        _ if leftovers > 0 => End::LeftProcesses(leftovers),
        None => End::Hung,
        Some(status) => End::Ended(ending_of(status)),
    };
    Ok(Outcome { stdout: stdout.unwrap_or_default(), stderr: stderr.unwrap_or_default(), end, took })
}

fn feed_stdin(child: &mut Child, text: Option<String>, keep_open: bool) -> Option<ChildStdin> {
    let mut pipe = child.stdin.take()?;
    if let Some(text) = text {
        if keep_open {
            // A cue will close it later; the text is short by convention, so this cannot block.
            let _ = pipe.write_all(text.as_bytes());
            return Some(pipe);
        }
        thread::spawn(move || {
            // A test may exit without reading its input: EPIPE is its right.
            let _ = pipe.write_all(text.as_bytes());
        });
        return None;
    }
    Some(pipe)
}

fn spawn_stdout_reader(child: &mut Child, close_on: Option<String>, events: Sender<Event>) {
    let Some(pipe) = child.stdout.take() else { return };
    thread::spawn(move || {
        let mut reader = BufReader::new(pipe);
        let mut bytes = Vec::new();
        loop {
            let from = bytes.len();
            match reader.read_until(b'\n', &mut bytes) {
                Ok(0) | Err(_) => break,
                Ok(_) => {}
            }
            let line = String::from_utf8_lossy(&bytes[from..]).trim_end().to_string();
            let close = close_on.as_deref() == Some(line.as_str());
            let _ = events.send(Event::StdoutLine(line));
            if close {
                break;
            }
        }
        drop(reader);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let _ = events.send(Event::StreamEnd { is_stdout: true, text });
    });
}

fn spawn_stderr_reader(child: &mut Child, events: Sender<Event>) {
    let Some(mut pipe) = child.stderr.take() else { return };
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // A read error ends the stream like its end does; what arrived is still reported.
        let _ = pipe.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let _ = events.send(Event::StreamEnd { is_stdout: false, text });
    });
}

fn ending_of(status: ExitStatus) -> Ending {
    match (status.code(), status.signal()) {
        (Some(code), _) => Ending::Code(code),
        (None, Some(number)) => Ending::Signal(signal_name(number)),
        (None, None) => Ending::Code(-1),
    }
}

/// The name of a Linux signal without SIG, or its number.
fn signal_name(number: i32) -> String {
    let name = match number {
        1 => "HUP",
        2 => "INT",
        3 => "QUIT",
        4 => "ILL",
        5 => "TRAP",
        6 => "ABRT",
        7 => "BUS",
        8 => "FPE",
        9 => "KILL",
        10 => "USR1",
        11 => "SEGV",
        12 => "USR2",
        13 => "PIPE",
        14 => "ALRM",
        15 => "TERM",
        31 => "SYS",
        _ => return number.to_string(),
    };
    name.to_string()
}

/// std cannot signal another process group, and this crate names no libc: kill(1) does it.
fn send_signal(name: &str, target: &str) -> io::Result<()> {
    Command::new("kill").args(["-s", name, "--", target]).stderr(Stdio::null()).status().map(|_| ())
}

fn kill_group(group: u32) {
    // Fails only when the group has just gone, which is what was wanted.
    let _ = send_signal("KILL", &format!("-{group}"));
}

/// How many living processes are in a process group.
fn members_of_group(group: u32) -> usize {
    let Ok(entries) = fs::read_dir("/proc") else { return 0 };
    entries
        .flatten()
        .filter_map(|entry| fs::read_to_string(entry.path().join("stat")).ok())
        .filter(|stat| stat_is_member(stat, group))
        .count()
}

/// Reads state and group from /proc/pid/stat, whose second field may itself hold blanks.
fn stat_is_member(stat: &str, group: u32) -> bool {
    let Some((_, after_name)) = stat.rsplit_once(')') else {
        return false;
    };
    let mut fields = after_name.split_whitespace();
    let (state, _parent, pgrp) = (fields.next(), fields.next(), fields.next());
    !matches!(state, Some("Z" | "X")) && pgrp == Some(group.to_string().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn run_shell(script: &str, on: &[(String, Action)], watchdog: u64) -> Outcome {
        run(Launch { command: shell(script), stdin: None, on, watchdog: Duration::from_millis(watchdog) }).unwrap()
    }

    #[test]
    fn collects_both_streams_and_the_code() {
        let outcome = run_shell("echo out; echo err >&2; exit 3", &[], 60_000);
        assert_eq!(outcome.stdout, "out\n");
        assert_eq!(outcome.stderr, "err\n");
        assert_eq!(outcome.end, End::Ended(Ending::Code(3)));
    }

    #[test]
    fn a_hung_test_is_killed_with_its_children() {
        let outcome = run_shell("sleep 600 & sleep 600", &[], 100);
        assert_eq!(outcome.end, End::Hung);
    }

    #[test]
    fn a_process_left_behind_is_reported() {
        let outcome = run_shell("sleep 600 >/dev/null 2>&1 & exit 0", &[], 60_000);
        assert_eq!(outcome.end, End::LeftProcesses(1));
    }

    #[test]
    fn signals_on_a_line() {
        let on = [("ready".to_string(), Action::Signal("TERM".into()))];
        let outcome = run_shell("echo ready; exec sleep 600", &on, 60_000);
        assert_eq!(outcome.end, End::Ended(Ending::Signal("TERM".into())));
    }
}
