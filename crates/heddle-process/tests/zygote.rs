//! A runtime, its zygote and workers, as processes. A program of its own, since the zygote is this program under another
//! name, and since some of its parts must die.
#![allow(missing_docs)]

use heddle_process::packet;
use heddle_process::zygote::{self, fate, fork_worker, zygote_id, Home, Kind, News, Served, Zygote};
use heddle_process::{configure, Asked, Birth, Orphans, Settings};
use heddle_sys::process::{exit_now, kill};
use rustix::event::{poll, PollFd, PollFlags};
use rustix::process::{pidfd_open, Pid, PidfdFlags};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::fd::{AsFd, OwnedFd};
use std::process::{Command, Stdio};

struct Worker {
    link: OwnedFd,
    pid: u32,
    birth: Birth,
    pidfd: OwnedFd,
}

fn receive(link: &OwnedFd) -> packet::Packet {
    poll(&mut [PollFd::new(link, PollFlags::IN)], None).unwrap();
    packet::receive(link).unwrap()
}

fn start() -> Worker {
    let (null, folder) = (File::open("/dev/null").unwrap(), File::open("/tmp").unwrap());
    let streams = [null.as_fd(); 3];
    let asked = Asked::now();
    let link = fork_worker(Kind::Plain, &Home { streams, folder: folder.as_fd(), umask: 0o027, group: None }).unwrap();
    let pid = String::from_utf8(receive(&link).bytes).unwrap().parse().unwrap();
    let pidfd = pidfd_open(Pid::from_raw(pid as i32).unwrap(), PidfdFlags::empty()).unwrap();
    Worker { link, pid, birth: asked.done(), pidfd }
}

impl Worker {
    fn order(&self, order: &str) {
        packet::send(self.link.as_fd(), &[order.as_bytes()], &[]).unwrap();
    }

    fn ask(&self, question: &str) -> String {
        self.order(question);
        String::from_utf8(receive(&self.link).bytes).unwrap()
    }

    /// What the zygote says: exit code and signal.
    fn end(&self) -> (i32, i32) {
        match News::decode(&receive(&self.link).bytes) {
            Some(Ok(News::Ended(fate))) => (fate.code, fate.signal),
            other => panic!("{other:?}"),
        }
    }

    /// The same without a zygote.
    fn orphan_end(&self) -> (i32, i32) {
        assert!(receive(&self.link).bytes.is_empty());
        poll(&mut [PollFd::new(&self.pidfd, PollFlags::IN)], None).unwrap();
        let fate = fate(self.pid, self.birth, self.pidfd.as_fd(), None).unwrap();
        (fate.code, fate.signal)
    }
}

/// What a worker does here.
fn work(link: OwnedFd) -> ! {
    packet::send(link.as_fd(), &[std::process::id().to_string().as_bytes()], &[]).unwrap();
    loop {
        let order = receive(&link).bytes;
        let word = String::from_utf8(order).unwrap();
        let answer = match word.split_once(' ') {
            Some(("exit", code)) => exit_now(code.parse().unwrap()),
            Some(("die", signal)) => {
                kill(std::process::id() as i32, signal.parse().unwrap()).unwrap();
                continue;
            }
            _ if word == "descriptors" => {
                let mut list: Vec<_> = std::fs::read_dir("/proc/self/fd")
                    .unwrap()
                    .map(|entry| entry.unwrap().file_name().into_string().unwrap().parse::<i32>().unwrap())
                    .collect();
                list.sort_unstable();
                format!("{list:?}")
            }
            _ if word == "home" => {
                let umask = heddle_sys::process::umask();
                format!("{} {umask:o}", std::env::current_dir().unwrap().display())
            }
            // The runtime is gone.
            _ => exit_now(0),
        };
        packet::send(link.as_fd(), &[answer.as_bytes()], &[]).unwrap();
    }
}

fn workers_end_with_a_cause() {
    let (one, two, three) = (start(), start(), start());
    assert_eq!(one.ask("home"), "/tmp 27");
    // The fourth is what reads the folder.
    assert_eq!(two.ask("descriptors"), "[0, 1, 2, 3, 4]");
    one.order("exit 7");
    two.order("die 4");
    kill(three.pid as i32, 9).unwrap();
    assert_eq!((one.end(), two.end(), three.end()), ((7, 0), (0, 4), (0, 9)));
    assert!(receive(&one.link).bytes.is_empty(), "nobody holds the link any more");
}

fn workers_outlive_their_zygote() {
    let workers = [start(), start(), start(), start()];
    let zygote = zygote_id().unwrap();
    kill(zygote as i32, 9).unwrap();
    let next = loop {
        // Until the kernel has closed the dead one's socket, requests go there.
        let (null, folder) = (File::open("/dev/null").unwrap(), File::open("/tmp").unwrap());
        let home = Home { streams: [null.as_fd(); 3], folder: folder.as_fd(), umask: 0o022, group: None };
        let link = fork_worker(Kind::Plain, &home).unwrap();
        if zygote_id() != Some(zygote) {
            break link;
        }
        assert!(receive(&link).bytes.is_empty());
    };
    assert!(!receive(&next).bytes.is_empty());
    for worker in &workers {
        assert_eq!(worker.ask("home"), "/tmp 27");
    }
    workers[0].order("exit 3");
    workers[1].order("die 6");
    kill(workers[2].pid as i32, 9).unwrap();
    assert_eq!(workers[0].orphan_end(), (3, 0));
    assert_eq!(workers[1].orphan_end(), (0, 6));
    assert_eq!(workers[2].orphan_end(), (0, 9));
    assert_eq!(workers[3].ask("home"), "/tmp 27");
}

/// A runtime that dies takes zygote and workers along, whatever they do.
fn nothing_outlives_the_runtime() {
    let program = std::env::current_exe().unwrap();
    let mut runtime = Command::new(program).arg("runtime").stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(runtime.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let pids: Vec<i32> = line.split_whitespace().map(|pid| pid.parse().unwrap()).collect();
    assert_eq!(pids.len(), 3);
    let open = |pid: &i32| pidfd_open(Pid::from_raw(*pid).unwrap(), PidfdFlags::empty()).unwrap();
    let fds: Vec<_> = pids.iter().map(open).collect();
    runtime.kill().unwrap();
    runtime.wait().unwrap();
    for fd in &fds {
        poll(&mut [PollFd::new(fd, PollFlags::IN)], None).unwrap();
    }
}

fn be_a_runtime() -> ! {
    let (one, two) = (start(), start());
    // One that is stopped cannot see that the runtime is gone.
    kill(two.pid as i32, 19).unwrap();
    println!("{} {} {}", zygote_id().unwrap(), one.pid, two.pid);
    loop {
        std::thread::park();
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments[0] == zygote::NAME {
        match zygote::serve(Zygote::adopt().unwrap()) {
            Served::Ended(code) => exit_now(code),
            Served::Worker(link, _) => work(link),
        }
    }
    configure(Settings {
        executable: std::env::current_exe().unwrap(),
        orphans: Orphans::Default,
        most_children: None,
    });
    if arguments.get(1).is_some_and(|word| word == "runtime") {
        be_a_runtime();
    }
    std::thread::spawn(|| {
        std::thread::sleep(std::time::Duration::from_secs(60));
        eprintln!("zygote: something hangs");
        exit_now(1);
    });
    workers_end_with_a_cause();
    workers_outlive_their_zygote();
    nothing_outlives_the_runtime();
    println!("zygote: all passed");
}
