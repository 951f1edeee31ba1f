//! Standard streams: whole writes, reads when there is something, terminals.

use crate::SysError;
use heddle_core::{call_back, spawn_blocking, unwatch_fd, watch_fd, watch_ref, Interest, WatchId};
use heddle_engine::{Args, Caught, Chars, Global, Local, NativeFn, Scope, Thrown};
use heddle_sys::terminal::{self, DescriptorKind};
use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use std::os::fd::RawFd;
use std::rc::Rc;
use std::sync::{Condvar, Mutex};
use std::time::Duration;

type Op<'s> = Result<Local<'s>, Thrown>;

fn descriptor(value: Local<'_>) -> RawFd {
    value.as_i32().unwrap_or(-1)
}

/// `op_stdio_kind(fd)` -> 'tty' | 'file' | 'pipe' | 'unknown'
fn op_stdio_kind<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let name = match terminal::descriptor_kind(descriptor(args.get(0))) {
        DescriptorKind::Terminal => "tty",
        DescriptorKind::File => "file",
        DescriptorKind::Pipe | DescriptorKind::Socket => "pipe",
        DescriptorKind::Unknown => "unknown",
    };
    Ok(scope.string(name))
}

/// `op_stdio_isatty(fd)`
fn op_stdio_isatty<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    Ok(scope.boolean(terminal::is_terminal(descriptor(args.get(0)))))
}

// One writer at a time in the whole process: the parts of a write that the kernel takes in pieces stay together.
static WRITING: Mutex<bool> = Mutex::new(false);
static WRITTEN: Condvar = Condvar::new();
/// How often a thread that waits for its turn asks whether it shall stop instead.
const PATIENCE: Duration = Duration::from_millis(50);

/// The turn to write, until it is dropped.
struct Turn;

impl Turn {
    /// Waits for it: the writer before may be waiting for a reader that takes its time. `EINTR` if the thread shall stop.
    fn take() -> io::Result<Turn> {
        let mut taken = WRITING.lock().unwrap_or_else(|e| e.into_inner());
        while *taken {
            if heddle_sys::thread::is_stopped() {
                return Err(io::ErrorKind::Interrupted.into());
            }
            taken = WRITTEN.wait_timeout(taken, PATIENCE).unwrap_or_else(|e| e.into_inner()).0;
        }
        *taken = true;
        Ok(Turn)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *WRITING.lock().unwrap_or_else(|e| e.into_inner()) = false;
        WRITTEN.notify_one();
    }
}

/// Writes all of it, after what others are writing.
pub(crate) fn write(fd: RawFd, bytes: &[u8]) -> io::Result<()> {
    let _turn = Turn::take()?;
    terminal::write_all(fd, bytes)?;
    terminal::wait_written(fd);
    Ok(())
}

/// `op_stdio_write(fd, string | bytes)`: all of it, waiting if need be -> 0 | -errno
fn op_stdio_write<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (fd, data) = (descriptor(args.get(0)), args.get(1));
    if let Some(worker) = scope.try_state::<crate::worker::WorkerContext>().filter(|_| fd == 1 || fd == 2) {
        let bytes = match scope.str(data) {
            Some(text) => text.into_bytes(),
            None => scope.bytes_to_vec(data).unwrap_or_default(),
        };
        if !worker.route_output(fd as usize, &bytes) {
            return Ok(scope.number(0.0));
        }
    }
    let written = if data.is_string() {
        let ascii = scope.with_chars(data, |chars| match chars {
            Chars::Latin1(bytes) if bytes.is_ascii() => Some(write(fd, bytes)),
            _ => None,
        });
        match ascii.flatten() {
            Some(written) => written,
            None => write(fd, scope.str(data).unwrap_or_default().as_bytes()),
        }
    } else {
        scope.with_bytes(data, |bytes| write(fd, bytes)).unwrap_or(Ok(()))
    };
    let errno = written.err().map_or(0, |error| -error.raw_os_error().unwrap_or(5));
    Ok(scope.number(f64::from(errno)))
}

// ---- reading -------------------------------------------------------------------------------------------------------

/// Reads of this isolate that wait, by descriptor.
#[derive(Default)]
struct Reads {
    waiting: RefCell<HashMap<RawFd, WatchId>>,
    unrefed: RefCell<std::collections::HashSet<RawFd>>,
}

fn reads(scope: &Scope<'_>) -> Rc<Reads> {
    scope.state_or_default::<Reads>()
}

/// A read that waits until the descriptor is readable.
struct Waiting {
    fd: RawFd,
    most: usize,
    callback: Global,
    context: Global,
}

/// `op_stdio_read(fd, most, callback(err, bytes | null))`: one read, when there is something; null is the end. One at a
/// time for each descriptor.
fn op_stdio_read<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (fd, callback) = (descriptor(args.get(0)), args.get(2));
    let most = args.get(1).as_u32().unwrap_or(65536).max(1) as usize;
    if terminal::descriptor_kind(fd) == DescriptorKind::File {
        read_in_pool(scope, fd, most, callback);
        return Ok(Local::undefined());
    }
    let context = scope.context();
    let waiting = Waiting { fd, most, callback: scope.global_handle(callback), context: scope.global_handle(context) };
    if let Err(waiting) = wait(scope, waiting) {
        // The kernel cannot tell when this one is ready (a device).
        let callback = waiting.callback.get(scope);
        read_in_pool(scope, fd, most, callback);
    }
    Ok(Local::undefined())
}

fn read_in_pool(scope: &mut Scope<'_>, fd: RawFd, most: usize, callback: Local<'_>) {
    spawn_blocking(
        scope,
        callback,
        "FSReqCallback",
        move || {
            let mut buffer = vec![0; most];
            terminal::read(fd, &mut buffer).map(|count| {
                buffer.truncate(count);
                buffer
            })
        },
        |scope, result| match result {
            Ok(bytes) if bytes.is_empty() => Ok(scope.null()),
            Ok(bytes) => scope.uint8_array(bytes),
            Err(error) => Err(SysError::from_io(&error, "read").throw(scope)),
        },
    );
}

// Waits for readiness. The request comes back if the descriptor cannot be watched.
fn wait(scope: &mut Scope<'_>, waiting: Waiting) -> Result<(), Waiting> {
    let fd = waiting.fd;
    let request = Rc::new(RefCell::new(Some(waiting)));
    let taken = request.clone();
    let on_ready = move |scope: &mut Scope<'_>| {
        if let Some(waiting) = taken.borrow_mut().take() {
            ready(scope, waiting);
        }
    };
    match watch_fd(scope, fd, Interest::Read, false, Box::new(on_ready)) {
        Ok(id) => {
            let reads = reads(scope);
            reads.waiting.borrow_mut().insert(fd, id);
            if reads.unrefed.borrow().contains(&fd) {
                watch_ref(scope, id, false);
            }
            Ok(())
        }
        Err(_) => match request.borrow_mut().take() {
            Some(waiting) => Err(waiting),
            None => Ok(()),
        },
    }
}

fn ready(scope: &mut Scope<'_>, waiting: Waiting) {
    reads(scope).waiting.borrow_mut().remove(&waiting.fd);
    let mut buffer = vec![0; waiting.most];
    let result = match terminal::read(waiting.fd, &mut buffer) {
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
            // Somebody else took it.
            if wait(scope, waiting).is_err() {
                debug_assert!(false, "the descriptor was watched before");
            }
            return;
        }
        // A terminal whose other side is gone, as a pipe's end.
        Err(error) if error.raw_os_error() == Some(5) && terminal::is_terminal(waiting.fd) => Ok(0),
        other => other,
    };
    let made = match result {
        Ok(0) => Ok(scope.null()),
        Ok(count) => {
            buffer.truncate(count);
            scope.uint8_array(buffer)
        }
        Err(error) => Err(SysError::from_io(&error, "read").throw(scope)),
    };
    let (error, value) = match made {
        Ok(value) => (scope.null(), value),
        Err(thrown) => match scope.catch(thrown) {
            Caught::Exception(error) => (error, Local::undefined()),
            Caught::Terminated => return,
        },
    };
    let (callback, context) = (waiting.callback.get(scope), waiting.context.get(scope));
    scope.set_context(context);
    call_back(scope, callback, Local::undefined(), &[error, value]);
}

/// `op_stdio_read_stop(fd)`: takes back a read that waits; its callback is not called
fn op_stdio_read_stop<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let waiting = reads(scope).waiting.borrow_mut().remove(&descriptor(args.get(0)));
    if let Some(id) = waiting {
        unwatch_fd(scope, id);
    }
    Ok(Local::undefined())
}

/// `op_stdio_read_ref(fd, bool)`: whether waiting reads keep the loop alive
fn op_stdio_read_ref<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (fd, refed) = (descriptor(args.get(0)), args.get(1).is_true());
    let reads = reads(scope);
    if refed {
        reads.unrefed.borrow_mut().remove(&fd);
    } else {
        reads.unrefed.borrow_mut().insert(fd);
    }
    let waiting = reads.waiting.borrow().get(&fd).copied();
    if let Some(id) = waiting {
        watch_ref(scope, id, refed);
    }
    Ok(Local::undefined())
}

// ---- terminals -----------------------------------------------------------------------------------------------------

/// `op_tty_size(fd)` -> `[columns, rows]` | undefined
fn op_tty_size<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let Ok((columns, rows)) = terminal::window_size(descriptor(args.get(0))) else {
        return Ok(Local::undefined());
    };
    let size = [scope.number(f64::from(columns)), scope.number(f64::from(rows))];
    scope.array(&size)
}

/// `op_tty_raw(fd, bool)`
fn op_tty_raw<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    match terminal::set_raw_mode(descriptor(args.get(0)), args.get(1).is_true()) {
        Ok(()) => Ok(Local::undefined()),
        Err(error) => Err(SysError::from_io(&error, "setRawMode").throw(scope)),
    }
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_stdio_kind", op_stdio_kind),
    ("op_stdio_isatty", op_stdio_isatty),
    ("op_stdio_write", op_stdio_write),
    ("op_stdio_read", op_stdio_read),
    ("op_stdio_read_stop", op_stdio_read_stop),
    ("op_stdio_read_ref", op_stdio_read_ref),
    ("op_tty_size", op_tty_size),
    ("op_tty_raw", op_tty_raw),
];
