//! The descriptors that a worker has open: they are closed when it ends, and those of handles travel in messages.

use super::Result;
use heddle_core::EventLoop;
use heddle_engine::{Args, Local, Scope};
use std::any::Any;
use std::cell::RefCell;
use std::collections::HashMap;
use std::os::fd::{IntoRawFd, OwnedFd, RawFd};
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard};

/// Who closes a descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// An object: a FileHandle, a Dir.
    Handle,
    /// The program, which was given the number.
    Program,
}

/// The open descriptors of one worker. The last one to hold it closes them: the isolate, or an operation on the blocking
/// pool that outlives it, so that no number is reused while somebody still works with it.
pub(crate) struct Descriptors {
    open: Mutex<HashMap<RawFd, Owner>>,
    /// Those of the program are closed too (`trackUnmanagedFds`).
    closes_all: bool,
}

impl Descriptors {
    pub(crate) fn new(closes_all: bool) -> Descriptors {
        Descriptors { open: Mutex::default(), closes_all }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<RawFd, Owner>> {
        self.open.lock().unwrap_or_else(|e| e.into_inner())
    }

    pub(crate) fn insert(&self, fd: RawFd, owner: Owner) {
        self.lock().insert(fd, owner);
    }

    pub(crate) fn remove(&self, fd: RawFd) {
        self.lock().remove(&fd);
    }

    fn is_foreign(&self, fd: RawFd) -> bool {
        self.closes_all && self.lock().get(&fd) != Some(&Owner::Program)
    }
}

impl Drop for Descriptors {
    fn drop(&mut self) {
        for (fd, owner) in self.lock().drain() {
            if self.closes_all || owner == Owner::Handle {
                // Whatever is lost by a failing close cannot be told to anybody any more.
                let _ = heddle_sys::descriptor::close_descriptor(fd);
            }
        }
    }
}

/// A worker's descriptors as its isolate's state holds them.
pub(crate) struct Tracked(pub(crate) Arc<Descriptors>);

/// The descriptors of this isolate; `None` in the main one, which closes nothing because the process does.
pub(crate) fn descriptors(scope: &Scope<'_>) -> Option<Arc<Descriptors>> {
    scope.try_state::<Tracked>().map(|tracked| tracked.0.clone())
}

/// Warns of closing a number that this worker did not open.
pub(super) fn warn_of_foreign(scope: &mut Scope<'_>, fd: RawFd) {
    if !descriptors(scope).is_some_and(|open| open.is_foreign(fd)) {
        return;
    }
    if let Some(hook) = scope.state::<EventLoop>().hooks().get(scope, "onForeignDescriptor") {
        let number = scope.number(f64::from(fd));
        if let Err(thrown) = scope.call(hook, Local::undefined(), &[number]) {
            // The warning is lost, the descriptor is closed all the same.
            let _ = scope.catch(thrown);
        }
    }
}

/// A descriptor on its way to another isolate; closed if it never arrives.
pub(crate) struct Travelling(RawFd);

impl Drop for Travelling {
    fn drop(&mut self) {
        let _ = heddle_sys::descriptor::close_descriptor(self.0);
    }
}

impl From<OwnedFd> for Travelling {
    fn from(descriptor: OwnedFd) -> Travelling {
        Travelling(descriptor.into_raw_fd())
    }
}

impl Travelling {
    /// For another process; `None`, and closed, if that cannot have it.
    pub(crate) fn into_owned(self) -> Option<OwnedFd> {
        // A copy, which is closed on exec: the number may have been made by anybody.
        heddle_sys::descriptor::with_descriptor(self.0, |fd| rustix::io::fcntl_dupfd_cloexec(fd, 3))?.ok()
    }
}

/// What holds a travelling descriptor in JavaScript.
pub(crate) struct Parcel(RefCell<Option<Travelling>>);

impl Parcel {
    /// The descriptor of a parcel, for the message.
    pub(crate) fn take(scope: &Scope<'_>, object: Local<'_>) -> Option<Box<dyn Any + Send>> {
        let parcel = scope.host::<Parcel>(object)?;
        let travelling = parcel.0.borrow_mut().take()?;
        Some(Box::new(travelling))
    }

    pub(crate) fn is_one(scope: &Scope<'_>, object: Local<'_>) -> bool {
        scope.host::<Parcel>(object).is_some()
    }

    /// The parcel in the isolate where it arrived.
    pub(crate) fn unpack<'s>(scope: &mut Scope<'s>, travelling: Travelling) -> Result<'s> {
        let object = scope.platform_object()?;
        scope.set_host(object, Rc::new(Parcel(RefCell::new(Some(travelling)))));
        Ok(object)
    }
}

/// `op_descriptor_pack(fd)` -> an object that can be transferred; the descriptor is no longer this isolate's
pub(super) fn op_descriptor_pack<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let fd = super::int_arg(scope, args.get(0))?;
    if let Some(open) = descriptors(scope) {
        open.remove(fd);
    }
    Parcel::unpack(scope, Travelling(fd))
}

/// `op_descriptor_unpack(parcel)` -> the descriptor, this isolate's from now on; -1 if there is none in it
pub(super) fn op_descriptor_unpack<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let travelling = scope.host::<Parcel>(args.get(0)).and_then(|parcel| parcel.0.borrow_mut().take());
    let Some(travelling) = travelling else { return Ok(scope.number(-1.0)) };
    let fd = travelling.0;
    // It has arrived: nobody closes it on the way.
    std::mem::forget(travelling);
    if let Some(open) = descriptors(scope) {
        open.insert(fd, Owner::Handle);
    }
    Ok(scope.number(f64::from(fd)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::fd::IntoRawFd;
    use std::path::PathBuf;

    /// A descriptor with its own file behind it: other tests of this process may get the same number when it is closed.
    struct Opened {
        fd: RawFd,
        file: PathBuf,
    }

    impl Opened {
        fn new() -> std::io::Result<Opened> {
            let (kept, _other) = std::os::unix::net::UnixStream::pair()?;
            let fd = kept.into_raw_fd();
            Ok(Opened { fd, file: Opened::behind(fd)? })
        }

        fn behind(fd: RawFd) -> std::io::Result<PathBuf> {
            std::fs::read_link(format!("/proc/self/fd/{fd}"))
        }

        fn is_open(&self) -> bool {
            Opened::behind(self.fd).is_ok_and(|file| file == self.file)
        }
    }

    #[test]
    fn a_worker_leaves_what_the_program_was_to_close_only_if_told_so() -> std::io::Result<()> {
        for closes_all in [true, false] {
            let (handle, number) = (Opened::new()?, Opened::new()?);
            let descriptors = Descriptors::new(closes_all);
            descriptors.insert(handle.fd, Owner::Handle);
            descriptors.insert(number.fd, Owner::Program);
            assert_eq!([descriptors.is_foreign(handle.fd), descriptors.is_foreign(number.fd)], [closes_all, false]);
            drop(descriptors);
            assert_eq!([handle.is_open(), number.is_open()], [false, !closes_all]);
            if !closes_all {
                drop(Travelling(number.fd));
            }
        }
        Ok(())
    }

    #[test]
    fn a_descriptor_that_never_arrives_is_closed() -> std::io::Result<()> {
        let descriptor = Opened::new()?;
        assert!(descriptor.is_open());
        drop(Travelling(descriptor.fd));
        assert!(!descriptor.is_open());
        Ok(())
    }
}
