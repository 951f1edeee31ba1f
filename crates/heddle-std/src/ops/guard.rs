//! The ops of a worker that has permissions: those that reach outside check what they are given first. One list for all of
//! them; without permissions the isolate has the table of plain ops, and nothing is checked.

use crate::options::StartOptions;
use crate::permissions::{Denied, Kind, Permissions, Resolved};
use heddle_engine::{Args, ErrorKind, Local, NativeFn, OpTable, Scope, Thrown};
use rustix::fs::OFlags;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

type Op<'s> = Result<Local<'s>, Thrown>;

/// What an op does with an argument. "Itself": a link is not followed.
#[derive(Clone, Copy, Debug)]
enum Check {
    Read(u32),
    ReadItself(u32),
    Write(u32),
    WriteItself(u32),
    /// A path, and flags as of open(2).
    Open(u32),
    /// A path that a number may stand for: of a descriptor that is open already.
    ReadTarget(u32),
    WriteTarget(u32),
    /// A target of a link that is to be at the other path: whoever may write there may write through it.
    LinkTarget(u32, u32),
    /// An address and a port, or a path.
    Address(u32),
    Name(u32),
    /// The options of a child process.
    Child(u32),
    Program(u32),
    /// The process itself may be signalled.
    Signal(u32),
    /// Files are made in the working directory.
    WritesHere,
    Never(&'static str),
}

use Check::*;

const GUARDED: &[(&str, &[Check])] = &[
    ("op_fs_access", &[Read(0)]),
    ("op_fs_exists", &[Read(0)]),
    ("op_fs_open", &[Open(0)]),
    ("op_fs_handle_open", &[Open(0)]),
    ("op_fs_stat", &[Read(0)]),
    ("op_fs_lstat", &[ReadItself(0)]),
    ("op_fs_statfs", &[Read(0)]),
    ("op_fs_readdir", &[Read(0)]),
    ("op_fs_opendir", &[Read(0)]),
    ("op_fs_readfile", &[ReadTarget(0)]),
    ("op_fs_writefile", &[WriteTarget(0)]),
    ("op_fs_copyfile", &[Read(0), Write(1)]),
    ("op_fs_rename", &[WriteItself(0), WriteItself(1)]),
    ("op_fs_link", &[WriteItself(0), WriteItself(1)]),
    ("op_fs_symlink", &[LinkTarget(0, 1), WriteItself(1)]),
    ("op_fs_readlink", &[ReadItself(0)]),
    ("op_fs_realpath", &[Read(0)]),
    ("op_fs_realpath_walk", &[Read(0)]),
    ("op_fs_unlink", &[WriteItself(0)]),
    ("op_fs_rmdir", &[WriteItself(0)]),
    ("op_fs_rm", &[WriteItself(0)]),
    ("op_fs_mkdir", &[Write(0)]),
    ("op_fs_mkdtemp", &[Write(0)]),
    ("op_fs_chmod", &[Write(0)]),
    ("op_fs_chown", &[Write(0)]),
    ("op_fs_lchown", &[WriteItself(0)]),
    ("op_fs_utimes", &[Write(0)]),
    ("op_fs_lutimes", &[WriteItself(0)]),
    ("op_fs_watch_start", &[Read(0)]),
    ("op_net_bind", &[Address(1)]),
    ("op_net_connect", &[Address(1)]),
    ("op_net_chmod", &[Write(0)]),
    ("op_net_lookup", &[Name(0)]),
    ("op_child_spawn", &[Child(0)]),
    ("op_child_run", &[Child(0)]),
    ("op_process_execve", &[Program(0)]),
    ("op_process_kill", &[Signal(0)]),
    ("op_os_priority_set", &[Never("os.setPriority()")]),
    ("op_heap_near_limit", &[WritesHere]),
];

/// The ops of a worker that has permissions.
pub(crate) fn table() -> &'static OpTable {
    static TABLE: OnceLock<OpTable> = OnceLock::new();
    TABLE.get_or_init(|| {
        let plain = super::areas().iter().flat_map(|area| area.iter());
        let ops: Vec<_> = plain.map(|&(name, op)| (name, index_of(name).map_or(op, |index| WRAPPERS[index]))).collect();
        OpTable::new(&[&ops])
    })
}

fn index_of(name: &str) -> Option<usize> {
    GUARDED.iter().position(|(guarded, _)| *guarded == name)
}

/// The op itself.
fn plain(index: usize) -> NativeFn {
    static PLAIN: OnceLock<Vec<NativeFn>> = OnceLock::new();
    let all = PLAIN.get_or_init(|| {
        let find = |wanted: &str| {
            let mut ops = super::areas().iter().flat_map(|area| area.iter());
            ops.find(|(name, _)| *name == wanted).map(|(_, op)| *op)
        };
        GUARDED.iter().map(|(name, _)| find(name).unwrap_or(missing)).collect()
    });
    all[index]
}

/// A name in the list above that no op has: a test sees to that.
fn missing<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    Err(scope.throw_type_error("there is no such operation"))
}

fn guarded<'s, const INDEX: usize>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (name, checks) = GUARDED[INDEX];
    let permissions = scope.state::<StartOptions>().permissions.clone();
    let Some(permissions) = permissions else { return plain(INDEX)(scope, args) };
    for check in checks {
        if let Some(denied) = check.denies(scope, args, &permissions)? {
            return refuse(scope, args, name, denied);
        }
    }
    plain(INDEX)(scope, args)
}

macro_rules! wrappers {
    ($($index:literal)*) => {
        [$(guarded::<$index>),*]
    };
}

const WRAPPERS: [NativeFn; GUARDED.len()] = wrappers![
    0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38
];

/// A path: text, or bytes.
fn path_of(scope: &mut Scope<'_>, value: Local<'_>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    if value.is_string() {
        return scope.str(value).map(PathBuf::from);
    }
    scope.bytes_to_vec(value).map(|bytes| PathBuf::from(std::ffi::OsString::from_vec(bytes)))
}

fn text_of(scope: &mut Scope<'_>, value: Local<'_>) -> String {
    path_of(scope, value).map(|path| path.to_string_lossy().into_owned()).unwrap_or_default()
}

impl Check {
    /// What of the call is denied.
    fn denies(
        self,
        scope: &mut Scope<'_>,
        args: &Args<'_>,
        permissions: &Arc<Permissions>,
    ) -> Result<Option<Denied>, Thrown> {
        let path = |scope: &mut Scope<'_>, index, kind, follow| {
            // What is no path at all is for the op to refuse.
            let path = path_of(scope, args.get(index))?;
            let allowed = permissions.allows_path(&path, kind == Kind::Write, follow);
            (!allowed).then(|| Denied { kind, resource: path.to_string_lossy().into_owned() })
        };
        let deny = |kind, allowed: bool, resource: String| (!allowed).then_some(Denied { kind, resource });
        Ok(match self {
            Read(index) => path(scope, index, Kind::Read, true),
            ReadItself(index) => path(scope, index, Kind::Read, false),
            Write(index) => path(scope, index, Kind::Write, true),
            WriteItself(index) => path(scope, index, Kind::Write, false),
            ReadTarget(index) if args.get(index).is_number() => None,
            ReadTarget(index) => path(scope, index, Kind::Read, true),
            WriteTarget(index) if args.get(index).is_number() => None,
            WriteTarget(index) => path(scope, index, Kind::Write, true),
            Open(index) => {
                let flags = OFlags::from_bits_retain(args.get(index + 1).as_i32().unwrap_or(0) as u32);
                let changes = OFlags::WRONLY | OFlags::RDWR | OFlags::CREATE | OFlags::TRUNC | OFlags::APPEND;
                let kind = if flags.intersects(changes) { Kind::Write } else { Kind::Read };
                path(scope, index, kind, !flags.contains(OFlags::NOFOLLOW))
            }
            LinkTarget(target, link) => {
                let (target, link) = (path_of(scope, args.get(target)), path_of(scope, args.get(link)));
                let (Some(target), Some(link)) = (target, link) else { return Ok(None) };
                let target = link.parent().map_or_else(|| target.clone(), |folder| folder.join(&target));
                deny(Kind::Write, permissions.allows_path(&target, true, true), target.to_string_lossy().into_owned())
            }
            Address(index) => {
                let address = text_of(scope, args.get(index));
                match args.get(index + 1).as_u32() {
                    Some(port) => {
                        let names = scope.state_or_default::<Resolved>().names(&address);
                        let allowed = permissions.allows_address(&address, port, &names);
                        let shown = if address.contains(':') {
                            format!("[{address}]:{port}")
                        } else {
                            format!("{address}:{port}")
                        };
                        deny(Kind::Net, allowed, shown)
                    }
                    None => deny(Kind::Net, permissions.allows_socket(&address), address),
                }
            }
            Name(index) => {
                // What is found is noted there.
                scope.state_or_default::<Resolved>();
                let name = text_of(scope, args.get(index));
                deny(Kind::Net, permissions.allows_name(&name), name)
            }
            Child(index) => {
                let file = scope.get(args.get(index), "file")?;
                let file = text_of(scope, file);
                deny(Kind::Spawn, permissions.allows_program(&file), file)
            }
            Program(index) => {
                let file = text_of(scope, args.get(index));
                deny(Kind::Spawn, permissions.allows_program(&file), file)
            }
            Signal(index) => {
                let pid = args.get(index).as_i32().unwrap_or(0);
                deny(Kind::Other, u32::try_from(pid) == Ok(std::process::id()), format!("process.kill({pid})"))
            }
            WritesHere => {
                let allowed = permissions.allows_path(&PathBuf::from("."), true, true);
                deny(Kind::Write, allowed, "the working directory".into())
            }
            Never(what) => deny(Kind::Other, false, what.into()),
        })
    }
}

/// The error of what is denied, thrown.
pub(crate) fn throw(scope: &mut Scope<'_>, denied: &Denied) -> Thrown {
    let made = (|| {
        let error = scope.coded_error(ErrorKind::Error, "ERR_ACCESS_DENIED", &denied.to_string())?;
        for (name, value) in [("permission", denied.permission()), ("resource", denied.resource.as_str())] {
            let value = scope.string(value);
            scope.set(error, name, value)?;
        }
        Ok(error)
    })();
    match made {
        Ok(error) => scope.throw(error),
        Err(thrown) => thrown,
    }
}

/// Tells the caller: by its callback, if the op has one for its result.
fn refuse<'s>(scope: &mut Scope<'s>, args: &Args<'s>, name: &str, denied: Denied) -> Op<'s> {
    let callback = args.len().checked_sub(1).map_or(Local::undefined(), |last| args.get(last));
    match name {
        // Whether it is there is not told either.
        "op_fs_exists" => Ok(scope.boolean(false)),
        _ if callback.is_function()
            && (name.starts_with("op_fs_") || name == "op_net_lookup")
            && name != "op_fs_watch_start" =>
        {
            heddle_core::spawn_blocking(
                scope,
                callback,
                "FSReqCallback",
                || (),
                move |scope, ()| Err(throw(scope, &denied)),
            );
            Ok(Local::undefined())
        }
        _ => Err(throw(scope, &denied)),
    }
}

/// `op_permission_has(scope, reference)` -> boolean; undefined if this worker has all permissions
fn op_permission_has<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let Some(permissions) = scope.state::<StartOptions>().permissions.clone() else { return Ok(Local::undefined()) };
    let kind = text_of(scope, args.get(0));
    let reference = path_of(scope, args.get(1)).map(|path| path.to_string_lossy().into_owned());
    Ok(scope.boolean(permissions.has(&kind, reference.as_deref())))
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[("op_permission_has", op_permission_has)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_guard_has_an_op() {
        let names: Vec<_> = super::super::areas().iter().flat_map(|area| area.iter().map(|(name, _)| *name)).collect();
        for (name, _) in GUARDED {
            assert!(names.contains(name), "{name}");
        }
        assert_eq!(table().names().count(), names.len());
    }
}
