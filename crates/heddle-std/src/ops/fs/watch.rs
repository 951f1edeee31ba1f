//! fs.watch by inotify(7): one instance for an isolate, shared by its watchers.

use super::call::{error, FsPath, Subject};
use super::{number_arg, path_arg, Result};
use heddle_core::{EventLoop, Interest, RefGuard};
use heddle_engine::{Args, Global, Local, Scope, Thrown};
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};
use rustix::io::Errno;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, OwnedFd};
use std::rc::Rc;

struct Watcher {
    descriptor: i32,
    /// Called with the event's type and the name in bytes, or null for the watched file itself.
    callback: Global,
    guard: Option<RefGuard>,
}

/// The watchers of an isolate.
struct Watchers {
    inotify: OwnedFd,
    next: Cell<u64>,
    watchers: RefCell<HashMap<u64, Watcher>>,
}

const KEEPS_ALIVE: &str = "FSEventWrap";

fn interesting() -> WatchFlags {
    WatchFlags::ATTRIB
        | WatchFlags::CREATE
        | WatchFlags::MODIFY
        | WatchFlags::DELETE
        | WatchFlags::DELETE_SELF
        | WatchFlags::MOVE_SELF
        | WatchFlags::MOVED_FROM
        | WatchFlags::MOVED_TO
}

fn watchers(scope: &mut Scope<'_>) -> std::result::Result<Rc<Watchers>, Errno> {
    if let Some(known) = scope.try_state::<Watchers>() {
        return Ok(known);
    }
    let inotify = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
    let number = inotify.as_raw_fd();
    let made = Rc::new(Watchers { inotify, next: Cell::new(1), watchers: RefCell::default() });
    let id = heddle_core::watch_fd(scope, number, Interest::Read, true, Box::new(read_events))
        .map_err(|failure| failure.raw_os_error().map_or(Errno::IO, Errno::from_raw_os_error))?;
    // Each watcher keeps the loop alive by itself, unless it is persistent: false.
    heddle_core::watch_ref(scope, id, false);
    scope.put_state(made.clone());
    Ok(made)
}

/// One event, taken out of the kernel's buffer.
struct Seen {
    descriptor: i32,
    flags: ReadFlags,
    name: Option<Vec<u8>>,
}

fn read_events(scope: &mut Scope<'_>) {
    let Some(state) = scope.try_state::<Watchers>() else { return };
    let mut buffer = [MaybeUninit::uninit(); 8 << 10];
    let mut seen = Vec::new();
    let mut reader = Reader::new(&state.inotify, &mut buffer);
    loop {
        match reader.next() {
            Ok(event) => seen.push(Seen {
                descriptor: event.wd(),
                flags: event.events(),
                name: event.file_name().map(|name| name.to_bytes().to_vec()),
            }),
            Err(Errno::INTR) => {}
            // Nothing more; a broken instance reports nothing more either.
            Err(_) => break,
        }
    }
    for event in seen {
        deliver(scope, &state, &event);
    }
}

fn deliver(scope: &mut Scope<'_>, state: &Watchers, event: &Seen) {
    let changed = ReadFlags::MODIFY | ReadFlags::ATTRIB;
    // Anything else is a "rename", even the kernel's word that a watch is gone, which Node reports too.
    let only_changed = event.flags.intersects(changed) && event.flags.difference(changed | ReadFlags::ISDIR).is_empty();
    let kind = if only_changed { "change" } else { "rename" };
    let concerned: Vec<u64> = {
        let watchers = state.watchers.borrow();
        let mut ids: Vec<u64> =
            watchers.iter().filter(|(_, watcher)| watcher.descriptor == event.descriptor).map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids
    };
    for id in concerned {
        scope.nested(|scope| {
            // A callback before this one may have closed it.
            let found = {
                let watchers = state.watchers.borrow();
                watchers.get(&id).map(|watcher| watcher.callback.get(scope))
            };
            let Some(callback) = found else { return };
            let kind = scope.string(kind);
            // Without memory for the name the event is reported without it, as Node may do.
            let name = match event.name.as_deref().map(|name| scope.uint8_array_copy(name)) {
                None => scope.null(),
                Some(Ok(name)) => name,
                Some(Err(thrown)) => {
                    let _ = scope.catch(thrown);
                    Local::undefined()
                }
            };
            heddle_core::call_back(scope, callback, Local::undefined(), &[kind, name]);
        });
    }
}

fn failed(scope: &mut Scope<'_>, errno: Errno, path: &FsPath) -> Thrown {
    error(errno, "watch", &Subject::Path(path)).throw(scope)
}

/// `op_fs_watch_start(path, callback)` -> id; `callback(type, nameBytes|null)` is called for every event; null means the path itself
pub fn op_fs_watch_start<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let path = path_arg(scope, args.get(0))?;
    let callback = args.get(1);
    if !callback.is_function() {
        return Err(scope.throw_type_error("a callback was expected"));
    }
    let state = match watchers(scope) {
        Ok(state) => state,
        Err(errno) => return Err(failed(scope, errno, &path)),
    };
    let descriptor = match inotify::add_watch(&state.inotify, path.as_c_str(), interesting()) {
        Ok(descriptor) => descriptor,
        Err(errno) => return Err(failed(scope, errno, &path)),
    };
    let watcher = Watcher {
        descriptor,
        callback: scope.global_handle(callback),
        guard: Some(scope.state::<EventLoop>().add_ref(KEEPS_ALIVE)),
    };
    let id = state.next.get();
    state.next.set(id + 1);
    state.watchers.borrow_mut().insert(id, watcher);
    Ok(scope.number(id as f64))
}

/// `op_fs_watch_stop(id)`
pub fn op_fs_watch_stop<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let id = number_arg(scope, args.get(0))? as u64;
    let Some(state) = scope.try_state::<Watchers>() else { return Ok(Local::undefined()) };
    let removed = state.watchers.borrow_mut().remove(&id);
    if let Some(watcher) = removed {
        // Two watchers of one file share a watch of the kernel.
        let shared = state.watchers.borrow().values().any(|other| other.descriptor == watcher.descriptor);
        if !shared {
            // It has gone by itself if the file is gone.
            let _ = inotify::remove_watch(&state.inotify, watcher.descriptor);
        }
    }
    Ok(Local::undefined())
}

/// `op_fs_watch_ref(id, boolean)`: whether it keeps the loop alive
pub fn op_fs_watch_ref<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let id = number_arg(scope, args.get(0))? as u64;
    let refed = args.get(1).is_true();
    let guard = refed.then(|| scope.state::<EventLoop>().add_ref(KEEPS_ALIVE));
    if let Some(state) = scope.try_state::<Watchers>() {
        if let Some(watcher) = state.watchers.borrow_mut().get_mut(&id) {
            watcher.guard = guard;
        }
    }
    Ok(Local::undefined())
}
