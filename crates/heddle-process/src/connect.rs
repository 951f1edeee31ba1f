//! The guard of this process: one at a time, started when it is first needed, and again when it is gone or when it would
//! hand down what this process no longer is (its user, its groups, its priority).

use crate::birth::Birth;
use crate::budget;
use crate::guard::{control, CONTROL, NAME, NOTICES, RUNTIME};
use crate::helper;
use crate::lost;
use crate::socket;
use crate::wire::{ChildId, Exit};
use heddle_sys::heritage;
use heddle_sys::journal::Journal;
use rustix::process::PidfdFlags;
use std::collections::HashMap;
use std::ffi::CString;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

/// What becomes of descendants when this process ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orphans {
    /// They live on if this process ends by its own decision, and are taken down if it dies otherwise.
    #[default]
    Default,
    /// They always live on, as under Node.
    Node,
    /// They are always taken down.
    Kill,
}

impl Orphans {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Orphans::Default => "default",
            Orphans::Node => "node",
            Orphans::Kill => "kill",
        }
    }

    /// The one of a name, as the command line has it.
    pub fn from_word(word: &str) -> Option<Orphans> {
        [Orphans::Default, Orphans::Node, Orphans::Kill].into_iter().find(|one| one.word() == word)
    }
}

/// How guards are started.
#[derive(Clone, Debug)]
pub struct Settings {
    /// This program, which runs [`crate::guard::run`] when its name is [`crate::guard::NAME`].
    pub executable: PathBuf,
    /// What becomes of descendants.
    pub orphans: Orphans,
    /// How many children run at a time at most; `None`: what the machine bears.
    pub most_children: Option<usize>,
}

static SETTINGS: OnceLock<Settings> = OnceLock::new();

/// Says how guards are started; once, before the first program is.
pub fn configure(settings: Settings) {
    if let Some(most) = settings.most_children {
        budget::choose(most);
    }
    let _ = SETTINGS.set(settings);
}

/// This program's path.
pub(crate) fn executable() -> io::Result<&'static std::path::Path> {
    SETTINGS.get().map(|settings| settings.executable.as_path()).ok_or_else(|| io::ErrorKind::Unsupported.into())
}

/// Is told the end of a child whose guard is gone; `None`: nobody knows how it ended.
pub(crate) type Tell = Arc<dyn Fn(ChildId, Option<Exit>) + Send + Sync>;

/// A child as its guard's survivor needs to know it.
#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) id: ChildId,
    pub(crate) detached: bool,
    pub(crate) birth: Birth,
    pub(crate) tell: Tell,
}

/// A guard, as this process knows it.
pub(crate) struct Guard {
    pid: u32,
    control: OwnedFd,
    /// The state of this process that it hands down.
    heritage: u64,
    gone: AtomicBool,
    children: Mutex<HashMap<u32, Known>>,
}

/// So many guards that cannot be reached one after the other are an error.
const MOST_GUARDS: usize = 10;

static CURRENT: Mutex<Option<Arc<Guard>>> = Mutex::new(None);

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|e| e.into_inner())
}

/// A connection to the current guard, which notes in the journal what it is at.
pub(crate) fn channel() -> io::Result<(OwnedFd, Journal, Arc<Guard>)> {
    let mut current = lock(&CURRENT);
    // A guard may have died unnoticed, and somebody may go on killing them.
    for _ in 0..MOST_GUARDS {
        let guard = match &*current {
            Some(guard) if guard.is_current() => guard.clone(),
            other => {
                if let Some(retired) = other {
                    retired.retire();
                }
                let guard = Arc::new(Guard::start()?);
                *current = Some(guard.clone());
                guard
            }
        };
        let (ours, theirs) = socket::pair()?;
        let (journal, page) = Journal::new()?;
        if guard.order(control::CHANNEL, &[theirs.as_fd(), page.as_fd()]).is_ok() {
            return Ok((ours, journal, guard));
        }
        guard.lose();
    }
    Err(io::ErrorKind::ConnectionReset.into())
}

impl Guard {
    fn start() -> io::Result<Guard> {
        let settings = SETTINGS.get().ok_or(io::ErrorKind::Unsupported)?;
        let heritage = heritage::changes();
        let (ours, theirs) = socket::pair()?;
        let pidfd = rustix::process::pidfd_open(rustix::process::getpid(), PidfdFlags::empty())?;
        let id = CString::new(std::process::id().to_string())?;
        let word = CString::new(settings.orphans.word())?;
        let notices = budget::notices()?;
        let mut descriptors = [None; NOTICES as usize + 1];
        descriptors[CONTROL as usize] = Some(theirs.as_fd());
        descriptors[RUNTIME as usize] = Some(pidfd.as_fd());
        descriptors[NOTICES as usize] = Some(notices.writer.as_fd());
        // Should the guard die, its children become this process's, which then waits for them itself.
        let pid = helper::start(&[CString::new(NAME)?, id, word], &[], &descriptors)?;
        heddle_sys::process::say_farewell_on(ours.try_clone()?);
        let guard = Guard { pid, control: ours, heritage, gone: AtomicBool::new(false), children: Mutex::default() };
        for (pid, started) in lost::heirs() {
            let order = [&[control::HEIR], pid.to_ne_bytes().as_slice(), started.to_ne_bytes().as_slice()].concat();
            guard.order_with(&order, &[])?;
        }
        Ok(guard)
    }

    fn order(&self, order: u8, descriptors: &[BorrowedFd<'_>]) -> io::Result<()> {
        self.order_with(&[order], descriptors)
    }

    /// Orders are short and read at once, so there is always room for one.
    fn order_with(&self, bytes: &[u8], descriptors: &[BorrowedFd<'_>]) -> io::Result<()> {
        match socket::send_some(self.control.as_fd(), bytes, descriptors)? {
            (sent, _) if sent == bytes.len() => Ok(()),
            _ => Err(io::ErrorKind::WriteZero.into()),
        }
    }

    /// Whether it is to start the next program.
    pub(crate) fn is_current(&self) -> bool {
        !self.gone.load(Ordering::SeqCst) && self.heritage == heritage::changes()
    }

    /// It goes on for the children that it has. It may be of a user that this process no longer is: it must refuse to
    /// start programs from now on.
    fn retire(&self) {
        // One that is gone needs no telling.
        let _ = self.order(control::RETIRE, &[]);
    }

    /// Has a program killed, or not even started, that nobody will wait for: its isolate is being ended.
    pub(crate) fn abandon(&self, child: ChildId) {
        if self.order_with(&[&[control::ABANDON], child.to_ne_bytes().as_slice()].concat(), &[]).is_err() {
            self.lose();
        }
    }

    /// Notes that it is gone: its children are looked after in another way. A guard that has retired goes by itself when
    /// its last child has ended.
    pub(crate) fn lose(&self) {
        if !self.gone.swap(true, Ordering::SeqCst) {
            let children = std::mem::take(&mut *lock(&self.children));
            lost::take(self.pid, children);
        }
    }

    /// Notes a child.
    pub(crate) fn add(&self, pid: u32, child: Known) {
        let mut children = lock(&self.children);
        if !self.gone.load(Ordering::SeqCst) {
            children.insert(pid, child);
            return;
        }
        // It died since it has started this one.
        drop(children);
        lost::take(self.pid, HashMap::from([(pid, child)]));
    }

    /// Notes the end of a child.
    pub(crate) fn remove(&self, pid: u32, id: ChildId) {
        if lock(&self.children).remove(&pid).is_none() {
            lost::forget(pid, id);
        }
    }

    /// The process's id, for tests.
    pub(crate) fn pid(&self) -> u32 {
        self.pid
    }
}

/// The current guard's process id, if there is one.
pub fn guard_id() -> Option<u32> {
    lock(&CURRENT).as_ref().map(|guard| guard.pid())
}

/// Tells the guard in time that this process has become another: before anything could make use of the old one.
pub fn identity_changed() {
    let mut current = lock(&CURRENT);
    if current.as_ref().is_some_and(|guard| !guard.is_current()) {
        if let Some(guard) = current.take() {
            guard.retire();
        }
    }
}
