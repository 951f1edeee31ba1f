//! The files that the resolver looks at. For a sandboxed worker its creator [records](record) all that resolving and
//! loading its entry and static module graph ask of the file system; in the worker ([`seal`]) the same questions get the
//! same answers, others are for the system if a grant to read covers the path, and are denied otherwise.

use super::resolve::Kind;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::OnceLock;

/// EACCES.
const DENIED: i32 = 13;

/// Answers of the file system, by path; failures by their number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRecord {
    /// 0: a file, 1: a folder, 2: nothing.
    pub kinds: BTreeMap<String, u8>,
    /// Whether a path is a symbolic link.
    pub links: BTreeMap<String, bool>,
    /// Real paths.
    pub real: BTreeMap<String, Result<String, i32>>,
    /// What files contain.
    pub contents: BTreeMap<String, Result<Vec<u8>, i32>>,
}

/// What this process may know of the file system.
struct Sealed {
    record: FileRecord,
    readable: Vec<PathBuf>,
    folder: PathBuf,
}

static SEALED: OnceLock<Sealed> = OnceLock::new();

/// What a thread may know of the file system, whose worker has permissions.
struct SealedThread {
    record: FileRecord,
    may_read: Box<dyn Fn(&Path) -> bool>,
}

thread_local! {
    static OWN: RefCell<Option<Rc<SealedThread>>> = const { RefCell::new(None) };
    static RECORD: RefCell<Option<FileRecord>> = const { RefCell::new(None) };
    /// The first path since [`forget_denied`] that was asked for in vain.
    static REFUSED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on modules of this process come from the record and from the folders and files that are readable. `folder` is
/// the working directory, should the system not tell it.
pub fn seal(record: FileRecord, readable: Vec<PathBuf>, folder: PathBuf) {
    // A second call would be a bug; the first one holds.
    let _first = SEALED.set(Sealed { record, readable, folder });
}

/// The same for modules of this thread's isolate alone. Others than those of the record are for the system if `may_read` says so.
pub fn seal_thread(record: FileRecord, may_read: impl Fn(&Path) -> bool + 'static) {
    OWN.set(Some(Rc::new(SealedThread { record, may_read: Box::new(may_read) })));
}

/// What denies files here, and the option that grants them.
pub(super) fn denied_by() -> (&'static str, &'static str) {
    if SEALED.get().is_some() {
        ("sandbox", "sandbox.read")
    } else {
        ("permissions", "permissions.read")
    }
}

/// The working directory.
pub fn working_folder() -> io::Result<PathBuf> {
    match (std::env::current_dir(), SEALED.get()) {
        (Err(_), Some(sealed)) => Ok(sealed.folder.clone()),
        (found, _) => found,
    }
}

/// Whether the modules of this process, or of this thread, are [sealed](seal).
pub fn is_sealed() -> bool {
    SEALED.get().is_some() || OWN.with_borrow(Option::is_some)
}

/// Records what `f` asks of the file system on this thread.
pub(super) fn record<T>(f: impl FnOnce() -> T) -> (T, FileRecord) {
    RECORD.set(Some(FileRecord::default()));
    let result = f();
    (result, RECORD.take().unwrap_or_default())
}

/// Whether this thread [records](record): then nothing must be answered from a cache.
pub(super) fn is_recording() -> bool {
    RECORD.with_borrow(Option::is_some)
}

fn note(f: impl FnOnce(&mut FileRecord)) {
    RECORD.with_borrow_mut(|record| record.as_mut().map(f));
}

/// Begins an operation, whose denials [`denied`] tells.
pub(super) fn forget_denied() {
    if is_sealed() {
        REFUSED.set(None);
    }
}

/// The first path that was denied since [`forget_denied`].
pub(super) fn denied() -> Option<String> {
    if is_sealed() {
        REFUSED.take()
    } else {
        None
    }
}

fn refuse(path: &str) -> io::Error {
    REFUSED.with_borrow_mut(|refused| refused.get_or_insert_with(|| path.to_owned()).len());
    io::Error::from_raw_os_error(DENIED)
}

fn failure(number: i32) -> io::Error {
    io::Error::from_raw_os_error(number)
}

/// What a sealed process does with a path that nobody asked for before: nothing, or ask the system.
fn sealed<T>(
    path: &str,
    known: impl FnOnce(&FileRecord) -> Option<io::Result<T>>,
    ask: impl FnOnce() -> io::Result<T>,
) -> io::Result<T> {
    let Some(sealed) = SEALED.get() else {
        let Some(own) = OWN.with_borrow(Option::clone) else { return ask() };
        return match known(&own.record) {
            Some(known) => known,
            None if (own.may_read)(Path::new(path)) => ask(),
            None => Err(refuse(path)),
        };
    };
    if let Some(known) = known(&sealed.record) {
        return known;
    }
    if !sealed.readable.iter().any(|granted| Path::new(path).starts_with(granted)) {
        return Err(refuse(path));
    }
    // The path may lead out of the grant, which the system then says.
    ask().map_err(|error| if error.kind() == io::ErrorKind::PermissionDenied { refuse(path) } else { error })
}

pub(super) fn kind(path: &str) -> Kind {
    let look = || match heddle_sys::file::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Ok(Kind::Folder),
        Ok(_) => Ok(Kind::File),
        Err(_) => Ok(Kind::Missing),
    };
    let known = |record: &FileRecord| {
        let number = record.kinds.get(path)?;
        Some(Ok([Kind::File, Kind::Folder, Kind::Missing][usize::from(*number).min(2)]))
    };
    let kind = sealed(path, known, look).unwrap_or(Kind::Missing);
    note(|record| {
        record.kinds.insert(path.into(), kind as u8);
    });
    kind
}

/// Whether the path is a symbolic link, or cannot be looked at.
pub(super) fn is_link(path: &str) -> bool {
    let look = || heddle_sys::file::symlink_metadata(path).map(|metadata| metadata.file_type().is_symlink());
    let is_link = sealed(path, |record| record.links.get(path).map(|link| Ok(*link)), look).unwrap_or(true);
    note(|record| {
        record.links.insert(path.into(), is_link);
    });
    is_link
}

pub(super) fn canonicalize(path: &str) -> io::Result<String> {
    let look = || heddle_sys::file::canonicalize(path).map(|real| real.to_string_lossy().into_owned());
    let known = |record: &FileRecord| record.real.get(path).map(|known| known.clone().map_err(failure));
    let real = sealed(path, known, look);
    note(|record| {
        let known = real.as_ref().map(Clone::clone).map_err(|error| error.raw_os_error().unwrap_or(DENIED));
        record.real.insert(path.into(), known);
    });
    real
}

pub(super) fn read(path: &str) -> io::Result<Vec<u8>> {
    let known = |record: &FileRecord| record.contents.get(path).map(|known| known.clone().map_err(failure));
    let bytes = sealed(path, known, || heddle_sys::file::read(path));
    note(|record| {
        let known = bytes.as_ref().map(Clone::clone).map_err(|error| error.raw_os_error().unwrap_or(DENIED));
        record.contents.insert(path.into(), known);
    });
    bytes
}
