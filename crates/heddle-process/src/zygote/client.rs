//! The zygote of this process: one at a time, started when the first process worker is, and again when it is gone or when
//! this process has become another (its user, its groups, its priority).

use super::{control, GroupOrder, CONFINED, CONTROL, NAME};
use crate::helper;
use crate::packet;
use heddle_sys::heritage;
use rustix::event::{poll, PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use std::ffi::CString;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Which zygote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The one of ordinary workers.
    Plain = 0,
    /// The one of sandboxed workers: it was started without an environment, and its engine defends against Spectre.
    Confined = 1,
}

/// What a worker's process starts with.
pub struct Home<'a> {
    /// Its standard streams.
    pub streams: [BorrowedFd<'a>; 3],
    /// The folder that it starts in.
    pub folder: BorrowedFd<'a>,
    /// Its file mode creation mask.
    pub umask: u32,
    /// Its control group.
    pub group: Option<&'a GroupOrder>,
}

struct Connection {
    pid: u32,
    control: OwnedFd,
    /// The state of this process that it has.
    heritage: u64,
}

static CURRENT: [Mutex<Option<Connection>>; 2] = [Mutex::new(None), Mutex::new(None)];
/// How long a zygote that is busy is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Starts the zygote of ordinary workers, if there is none that the next worker can be forked from: it gets ready while this process goes on.
pub fn prewarm() -> io::Result<()> {
    let mut current = CURRENT[Kind::Plain as usize].lock().unwrap_or_else(|e| e.into_inner());
    *current = Some(Connection::ready(Kind::Plain, current.take())?);
    Ok(())
}

/// Has a worker forked; its link: this side's end. Whether it could be forked is told there.
pub fn fork_worker(zygote: Kind, home: &Home<'_>) -> io::Result<OwnedFd> {
    let (ours, theirs) = packet::pair()?;
    let [input, output, error] = home.streams;
    let descriptors = [theirs.as_fd(), input, output, error, home.folder];
    let order = [&[control::FORK], home.umask.to_ne_bytes().as_slice(), &GroupOrder::encode(home.group)].concat();
    let mut current = CURRENT[zygote as usize].lock().unwrap_or_else(|e| e.into_inner());
    // A zygote may have died unnoticed; a second one that cannot be reached either is an error.
    for _ in 0..2 {
        let connection = Connection::ready(zygote, current.take())?;
        match send(&connection.control, &order, &descriptors) {
            Ok(()) => {
                *current = Some(connection);
                return Ok(ours);
            }
            Err(Errno::PIPE | Errno::CONNRESET | Errno::NOTCONN) => {}
            Err(error) => {
                *current = Some(connection);
                return Err(error.into());
            }
        }
    }
    Err(io::ErrorKind::ConnectionReset.into())
}

/// The process id of the zygote of ordinary workers, if there is one.
pub fn zygote_id() -> Option<u32> {
    CURRENT[Kind::Plain as usize].lock().unwrap_or_else(|e| e.into_inner()).as_ref().map(|connection| connection.pid)
}

/// A zygote that has retired takes the end of its control socket for the end of this process, and ends its workers.
fn keep(retired: Connection) {
    static RETIRED: Mutex<Vec<Connection>> = Mutex::new(Vec::new());
    RETIRED.lock().unwrap_or_else(|e| e.into_inner()).push(retired);
}

/// Sends a packet, and waits for room.
fn send(socket: &OwnedFd, order: &[u8], descriptors: &[BorrowedFd<'_>]) -> Result<(), Errno> {
    let start = Instant::now();
    loop {
        match packet::send(socket.as_fd(), &[order], descriptors) {
            // The latter: too many descriptors are under way.
            Err(error @ (Errno::AGAIN | Errno::TOOMANYREFS)) if start.elapsed() >= PATIENCE => return Err(error),
            Err(Errno::AGAIN) => {
                let pause = Timespec { tv_sec: 0, tv_nsec: 10_000_000 };
                match poll(&mut [PollFd::new(socket, PollFlags::OUT)], Some(&pause)) {
                    Ok(_) | Err(Errno::INTR) => {}
                    Err(error) => return Err(error),
                }
            }
            Err(Errno::TOOMANYREFS) => std::thread::sleep(Duration::from_millis(1)),
            result => return result,
        }
    }
}

impl Connection {
    /// A zygote that fits this process: that one, if there is one and it does, else a new one.
    fn ready(kind: Kind, current: Option<Connection>) -> io::Result<Connection> {
        match current {
            Some(connection) if connection.fits() => Ok(connection),
            other => {
                if let Some(retired) = other {
                    // It goes when its last worker has. One that is gone needs no telling.
                    let _gone = send(&retired.control, &[control::RETIRE], &[]);
                    keep(retired);
                }
                Connection::start(kind)
            }
        }
    }

    /// Whether it is there and has this process's state.
    fn fits(&self) -> bool {
        let now = Timespec { tv_sec: 0, tv_nsec: 0 };
        let mut control = [PollFd::new(&self.control, PollFlags::empty())];
        self.heritage == heritage::changes() && poll(&mut control, Some(&now)) == Ok(0)
    }

    fn start(kind: Kind) -> io::Result<Connection> {
        let heritage = heritage::changes();
        let (ours, theirs) = packet::pair()?;
        let mut descriptors = [None; CONTROL as usize + 1];
        descriptors[CONTROL as usize] = Some(theirs.as_fd());
        let confined = kind == Kind::Confined;
        let environment: Vec<CString> = std::env::vars_os()
            .filter(|_| !confined)
            .filter_map(|(name, value)| CString::new([name.as_bytes(), b"=", value.as_bytes()].concat()).ok())
            .collect();
        // Should the zygote die, its workers become this process's, which then learns from the kernel how they end.
        let mut arguments = vec![CString::new(NAME)?];
        arguments.extend(confined.then(|| CString::from(CONFINED)));
        let pid = helper::start(&arguments, &environment, &descriptors)?;
        Ok(Connection { pid, control: ours, heritage })
    }
}
