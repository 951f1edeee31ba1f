//! The ops that take paths, numbers and descriptors, and the list of all.

use super::call::{self, call, on_fd, FsPath, Subject};
use super::descriptors::{descriptors, op_descriptor_pack, op_descriptor_unpack, warn_of_foreign, Owner};
use super::{
    files, form_arg, int_arg, integers_arg, number_arg, op_fs_read, op_fs_readv, op_fs_write, op_fs_write_string,
    op_fs_writefile, op_fs_writev, path_arg, submit, target_arg, tree, uint_arg, watch, Form, Reply, Result,
};
use heddle_engine::{Args, NativeFn, Scope};
use rustix::fs::{Access, AtFlags, Mode, OFlags, CWD};
use rustix::io::Errno;
use rustix::process::{Gid, Uid};

/// `op_fs_access(path, mode[, callback])`
fn op_fs_access<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let path = path_arg(scope, args.get(0))?;
    let access = Access::from_bits_truncate(uint_arg(scope, args.get(1))?);
    submit(scope, args.get(2), move |stop| {
        call(stop, "access", Subject::Path(&path), || rustix::fs::access(path.as_c_str(), access))?;
        Ok(Reply::Nothing)
    })
}

/// `op_fs_exists(path)` -> boolean
fn op_fs_exists<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let path = path_arg(scope, args.get(0))?;
    let found = call::retry(&heddle_sys::thread::is_stopped, || rustix::fs::access(path.as_c_str(), Access::EXISTS));
    Ok(scope.boolean(found.is_ok()))
}

fn open<'s>(scope: &mut Scope<'s>, args: &Args<'s>, owner: Owner) -> Result<'s> {
    let path = path_arg(scope, args.get(0))?;
    let flags = int_arg(scope, args.get(1))?;
    let mode = uint_arg(scope, args.get(2))?;
    let open = descriptors(scope);
    submit(scope, args.get(3), move |stop| {
        let fd = call::open_number(stop, &path, flags, mode)?;
        if let Some(open) = open {
            open.insert(fd, owner);
        }
        Ok(Reply::Number(f64::from(fd)))
    })
}

/// `op_fs_open(path, flags, mode[, callback])` -> descriptor, for the program
fn op_fs_open<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    open(scope, args, Owner::Program)
}

/// `op_fs_handle_open(path, flags, mode[, callback])` -> descriptor, for an object
fn op_fs_handle_open<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    open(scope, args, Owner::Handle)
}

fn close<'s>(scope: &mut Scope<'s>, args: &Args<'s>, syscall: &'static str) -> Result<'s> {
    let fd = int_arg(scope, args.get(0))?;
    let open = descriptors(scope);
    submit(scope, args.get(1), move |_| {
        // First: once it is closed, the number may be another's.
        if let Some(open) = open {
            open.remove(fd);
        }
        call::close(fd, syscall).map(|()| Reply::Nothing)
    })
}

/// `op_fs_close(fd[, callback])`: what op_fs_open gave
fn op_fs_close<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let fd = int_arg(scope, args.get(0))?;
    warn_of_foreign(scope, fd);
    close(scope, args, "close")
}

/// `op_fs_handle_close(fd[, callback])`: what op_fs_handle_open gave
fn op_fs_handle_close<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    close(scope, args, "close")
}

fn stat<'s>(scope: &mut Scope<'s>, args: &Args<'s>, syscall: &'static str, follow: bool) -> Result<'s> {
    let path = path_arg(scope, args.get(0))?;
    let integers = integers_arg(args.get(1));
    let must_exist = args.get(2).is_true();
    submit(scope, args.get(3), move |stop| match call::stat_path(stop, &path, follow) {
        Ok(fields) => Ok(Reply::Stat(Some(fields), integers)),
        Err(Errno::NOENT) if !must_exist => Ok(Reply::Stat(None, integers)),
        // Only stat() takes this for absence too.
        Err(Errno::NOTDIR) if !must_exist && follow => Ok(Reply::Stat(None, integers)),
        Err(errno) => Err(call::error(errno, syscall, &Subject::Path(&path))),
    })
}

/// `op_fs_stat(path, bigint, mustExist[, callback])` -> ArrayBuffer of 18 numbers, or undefined
fn op_fs_stat<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    stat(scope, args, "stat", true)
}

/// `op_fs_lstat(path, bigint, mustExist[, callback])`: the same, of a link itself
fn op_fs_lstat<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    stat(scope, args, "lstat", false)
}

/// `op_fs_fstat(fd, bigint[, callback])` -> ArrayBuffer of 18 numbers
fn op_fs_fstat<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let fd = int_arg(scope, args.get(0))?;
    let integers = integers_arg(args.get(1));
    submit(scope, args.get(2), move |stop| Ok(Reply::Stat(Some(call::stat_fd(stop, fd)?), integers)))
}

/// `op_fs_statfs(path, bigint[, callback])` -> ArrayBuffer: type, bsize, frsize, blocks, bfree, bavail, files, ffree
fn op_fs_statfs<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let path = path_arg(scope, args.get(0))?;
    let integers = integers_arg(args.get(1));
    submit(scope, args.get(2), move |stop| {
        let s = call(stop, "statfs", Subject::Path(&path), || rustix::fs::statfs(path.as_c_str()))?;
        let numbers = vec![
            s.f_type as i64,
            s.f_bsize as i64,
            s.f_frsize as i64,
            s.f_blocks as i64,
            s.f_bfree as i64,
            s.f_bavail as i64,
            s.f_files as i64,
            s.f_ffree as i64,
        ];
        Ok(Reply::Numbers(numbers, integers))
    })
}

/// `op_fs_readdir(path, bytes, kinds, recursive[, callback])` -> names; with kinds `[names, kinds]`; recursively with kinds
/// `[[folder, names, kinds], …]`
fn op_fs_readdir<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let path = path_arg(scope, args.get(0))?;
    let form = form_arg(args.get(1));
    let (kinds, recursive) = (args.get(2).is_true(), args.get(3).is_true());
    submit(scope, args.get(4), move |stop| {
        if !recursive {
            let entries = tree::list(stop, &path)?;
            return Ok(if kinds { Reply::Entries(Some(entries), form) } else { Reply::Names(entries.names, form) });
        }
        let groups = tree::list_recursively(stop, &path)?;
        if kinds {
            return Ok(Reply::Groups(groups, form));
        }
        let mut names = Vec::new();
        for group in groups {
            let below = group.below;
            names.extend(group.entries.names.iter().map(|name| FsPath::joined(&below, name).bytes().to_vec()));
        }
        Ok(Reply::Names(names, form))
    })
}

/// `op_fs_opendir(path[, callback])` -> descriptor
fn op_fs_opendir<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    use std::os::fd::IntoRawFd;
    let path = path_arg(scope, args.get(0))?;
    let open = descriptors(scope);
    submit(scope, args.get(1), move |stop| {
        let fd = call::open_folder(stop, &path, "opendir")?.into_raw_fd();
        if let Some(open) = open {
            open.insert(fd, Owner::Handle);
        }
        Ok(Reply::Number(f64::from(fd)))
    })
}

/// `op_fs_dir_read(fd, bytes, bufferSize[, callback])` -> `[names, kinds]`, or null at the end
fn op_fs_dir_read<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let fd = int_arg(scope, args.get(0))?;
    let form = form_arg(args.get(1));
    let size = number_arg(scope, args.get(2))? as usize;
    submit(scope, args.get(3), move |stop| Ok(Reply::Entries(tree::read_folder(stop, fd, size)?, form)))
}

/// `op_fs_dir_close(fd[, callback])`
fn op_fs_dir_close<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    close(scope, args, "closedir")
}

/// `op_fs_readfile(path|fd, flags, text[, callback])` -> string or ArrayBuffer; the size of a file that is too large
fn op_fs_readfile<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let target = target_arg(scope, args.get(0))?;
    let flags = int_arg(scope, args.get(1))?;
    let text = args.get(2).is_true();
    submit(scope, args.get(3), move |stop| Ok(Reply::Content(files::read_file(stop, &target, flags, text)?)))
}

/// `op_fs_copyfile(src, dest, mode[, callback])`
fn op_fs_copyfile<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let src = path_arg(scope, args.get(0))?;
    let dest = path_arg(scope, args.get(1))?;
    let mode = uint_arg(scope, args.get(2))?;
    submit(scope, args.get(3), move |stop| files::copy_file(stop, &src, &dest, mode).map(|()| Reply::Nothing))
}

/// `op_fs_rename(from, to[, callback])`
fn op_fs_rename<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let from = path_arg(scope, args.get(0))?;
    let to = path_arg(scope, args.get(1))?;
    submit(scope, args.get(2), move |stop| files::rename(stop, &from, &to).map(|()| Reply::Nothing))
}

/// `op_fs_link(existing, new[, callback])`
fn op_fs_link<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let existing = path_arg(scope, args.get(0))?;
    let new = path_arg(scope, args.get(1))?;
    submit(scope, args.get(2), move |stop| {
        call(stop, "link", Subject::Two(&existing, &new), || rustix::fs::link(existing.as_c_str(), new.as_c_str()))?;
        Ok(Reply::Nothing)
    })
}

/// `op_fs_symlink(target, path[, callback])`
fn op_fs_symlink<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let target = path_arg(scope, args.get(0))?;
    let path = path_arg(scope, args.get(1))?;
    submit(scope, args.get(2), move |stop| {
        call(stop, "symlink", Subject::Two(&target, &path), || {
            rustix::fs::symlink(target.as_c_str(), path.as_c_str())
        })?;
        Ok(Reply::Nothing)
    })
}

/// `op_fs_readlink(path, bytes[, callback])` -> what the link says
fn op_fs_readlink<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let path = path_arg(scope, args.get(0))?;
    let form = form_arg(args.get(1));
    submit(scope, args.get(2), move |stop| Ok(Reply::Name(tree::read_link(stop, &path)?, form)))
}

/// `op_fs_realpath(path, bytes[, callback])`: realpath(3)
fn op_fs_realpath<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let path = path_arg(scope, args.get(0))?;
    let form = form_arg(args.get(1));
    submit(scope, args.get(2), move |stop| Ok(Reply::Name(tree::real_path(stop, &path)?, form)))
}

/// `op_fs_realpath_walk(path, bytes[, callback])`: Node's own, whose errors name the failing component
fn op_fs_realpath_walk<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let path = path_arg(scope, args.get(0))?;
    let form = form_arg(args.get(1));
    submit(scope, args.get(2), move |stop| Ok(Reply::Name(tree::real_path_by_steps(stop, &path)?, form)))
}

/// `op_fs_unlink(path[, callback])`
fn op_fs_unlink<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let path = path_arg(scope, args.get(0))?;
    submit(scope, args.get(1), move |stop| {
        call(stop, "unlink", Subject::Path(&path), || rustix::fs::unlink(path.as_c_str()))?;
        Ok(Reply::Nothing)
    })
}

/// `op_fs_rmdir(path[, callback])`
fn op_fs_rmdir<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let path = path_arg(scope, args.get(0))?;
    submit(scope, args.get(1), move |stop| {
        call(stop, "rmdir", Subject::Path(&path), || rustix::fs::rmdir(path.as_c_str()))?;
        Ok(Reply::Nothing)
    })
}

/// `op_fs_rm(path, recursive[, callback])`
fn op_fs_rm<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let path = path_arg(scope, args.get(0))?;
    let recursive = args.get(1).is_true();
    submit(scope, args.get(2), move |stop| tree::remove(stop, &path, recursive).map(|()| Reply::Nothing))
}

/// `op_fs_mkdir(path, mode, recursive[, callback])` -> recursively: the topmost folder that was made, if any
fn op_fs_mkdir<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let path = path_arg(scope, args.get(0))?;
    let mode = uint_arg(scope, args.get(1))?;
    let recursive = args.get(2).is_true();
    submit(scope, args.get(3), move |stop| {
        if !recursive {
            return tree::make(stop, &path, mode).map(|()| Reply::Nothing);
        }
        Ok(tree::make_all(stop, &path, mode)?.map_or(Reply::Nothing, |first| Reply::Name(first, Form::Text)))
    })
}

/// `op_fs_mkdtemp(prefix, bytes[, callback])` -> path
fn op_fs_mkdtemp<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let prefix = path_arg(scope, args.get(0))?;
    let form = form_arg(args.get(1));
    submit(scope, args.get(2), move |stop| Ok(Reply::Name(tree::make_temporary(stop, &prefix)?, form)))
}

/// `op_fs_chmod(path, mode[, callback])`
fn op_fs_chmod<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let path = path_arg(scope, args.get(0))?;
    let mode = Mode::from_raw_mode(uint_arg(scope, args.get(1))?);
    submit(scope, args.get(2), move |stop| {
        call(stop, "chmod", Subject::Path(&path), || rustix::fs::chmod(path.as_c_str(), mode))?;
        Ok(Reply::Nothing)
    })
}

/// `op_fs_fchmod(fd, mode[, callback])`
fn op_fs_fchmod<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let fd = int_arg(scope, args.get(0))?;
    let mode = Mode::from_raw_mode(uint_arg(scope, args.get(1))?);
    submit(scope, args.get(2), move |stop| {
        on_fd(stop, "fchmod", fd, |fd| rustix::fs::fchmod(fd, mode)).map(|()| Reply::Nothing)
    })
}

/// Owner and group; -1 and 2^32-1 leave what is there.
fn owner_args(
    scope: &mut Scope<'_>,
    args: &Args<'_>,
) -> std::result::Result<(Option<Uid>, Option<Gid>), heddle_engine::Thrown> {
    let mut id = |index| Ok(number_arg(scope, args.get(index))? as i64 as u32);
    let (owner, group) = (id(1)?, id(2)?);
    Ok(((owner != u32::MAX).then(|| Uid::from_raw(owner)), (group != u32::MAX).then(|| Gid::from_raw(group))))
}

fn chown<'s>(scope: &mut Scope<'s>, args: &Args<'s>, syscall: &'static str, flags: AtFlags) -> Result<'s> {
    let path = path_arg(scope, args.get(0))?;
    let (owner, group) = owner_args(scope, args)?;
    submit(scope, args.get(3), move |stop| {
        let subject = Subject::Path(&path);
        call(stop, syscall, subject, || rustix::fs::chownat(CWD, path.as_c_str(), owner, group, flags))?;
        Ok(Reply::Nothing)
    })
}

/// `op_fs_chown(path, uid, gid[, callback])`
fn op_fs_chown<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    chown(scope, args, "chown", AtFlags::empty())
}

/// `op_fs_lchown(path, uid, gid[, callback])`: of a link itself
fn op_fs_lchown<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    chown(scope, args, "lchown", AtFlags::SYMLINK_NOFOLLOW)
}

/// `op_fs_fchown(fd, uid, gid[, callback])`
fn op_fs_fchown<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let fd = int_arg(scope, args.get(0))?;
    let (owner, group) = owner_args(scope, args)?;
    submit(scope, args.get(3), move |stop| {
        on_fd(stop, "fchown", fd, |fd| rustix::fs::fchown(fd, owner, group)).map(|()| Reply::Nothing)
    })
}

fn utimes<'s>(scope: &mut Scope<'s>, args: &Args<'s>, syscall: &'static str, flags: AtFlags) -> Result<'s> {
    let path = path_arg(scope, args.get(0))?;
    let times = call::timestamps(number_arg(scope, args.get(1))?, number_arg(scope, args.get(2))?);
    submit(scope, args.get(3), move |stop| {
        call(stop, syscall, Subject::Path(&path), || rustix::fs::utimensat(CWD, path.as_c_str(), &times, flags))?;
        Ok(Reply::Nothing)
    })
}

/// `op_fs_utimes(path, access, modification[, callback])`, in seconds
fn op_fs_utimes<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    utimes(scope, args, "utime", AtFlags::empty())
}

/// `op_fs_lutimes(path, access, modification[, callback])`: of a link itself
fn op_fs_lutimes<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    utimes(scope, args, "lutime", AtFlags::SYMLINK_NOFOLLOW)
}

/// `op_fs_futimes(fd, access, modification[, callback])`
fn op_fs_futimes<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let fd = int_arg(scope, args.get(0))?;
    let times = call::timestamps(number_arg(scope, args.get(1))?, number_arg(scope, args.get(2))?);
    submit(scope, args.get(3), move |stop| {
        on_fd(stop, "futime", fd, |fd| rustix::fs::futimens(fd, &times)).map(|()| Reply::Nothing)
    })
}

/// `op_fs_ftruncate(fd, length[, callback])`
fn op_fs_ftruncate<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let fd = int_arg(scope, args.get(0))?;
    let length = number_arg(scope, args.get(1))?.max(0.0) as u64;
    submit(scope, args.get(2), move |stop| files::truncate(stop, fd, length).map(|()| Reply::Nothing))
}

/// `op_fs_fsync(fd[, callback])`
fn op_fs_fsync<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let fd = int_arg(scope, args.get(0))?;
    submit(scope, args.get(1), move |stop| {
        on_fd(stop, "fsync", fd, |fd| rustix::fs::fsync(fd)).map(|()| Reply::Nothing)
    })
}

/// `op_fs_fdatasync(fd[, callback])`
fn op_fs_fdatasync<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let fd = int_arg(scope, args.get(0))?;
    submit(scope, args.get(1), move |stop| {
        on_fd(stop, "fdatasync", fd, |fd| rustix::fs::fdatasync(fd)).map(|()| Reply::Nothing)
    })
}

/// `op_fs_constants()` -> `fs.constants`
fn op_fs_constants<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<'s> {
    let flag = |flag: OFlags| flag.bits();
    let constants: &[(&str, u32)] = &[
        ("UV_FS_SYMLINK_DIR", 1),
        ("UV_FS_SYMLINK_JUNCTION", 2),
        ("O_RDONLY", flag(OFlags::RDONLY)),
        ("O_WRONLY", flag(OFlags::WRONLY)),
        ("O_RDWR", flag(OFlags::RDWR)),
        ("UV_DIRENT_UNKNOWN", 0),
        ("UV_DIRENT_FILE", 1),
        ("UV_DIRENT_DIR", 2),
        ("UV_DIRENT_LINK", 3),
        ("UV_DIRENT_FIFO", 4),
        ("UV_DIRENT_SOCKET", 5),
        ("UV_DIRENT_CHAR", 6),
        ("UV_DIRENT_BLOCK", 7),
        ("S_IFMT", 0o170_000),
        ("S_IFREG", 0o100_000),
        ("S_IFDIR", 0o040_000),
        ("S_IFCHR", 0o020_000),
        ("S_IFBLK", 0o060_000),
        ("S_IFIFO", 0o010_000),
        ("S_IFLNK", 0o120_000),
        ("S_IFSOCK", 0o140_000),
        ("O_CREAT", flag(OFlags::CREATE)),
        ("O_EXCL", flag(OFlags::EXCL)),
        ("UV_FS_O_FILEMAP", 0),
        ("UV_FS_O_TEMPORARY", 0),
        ("UV_FS_O_SHORT_LIVED", 0),
        ("UV_FS_O_SEQUENTIAL", 0),
        ("UV_FS_O_RANDOM", 0),
        ("O_NOCTTY", flag(OFlags::NOCTTY)),
        ("O_TRUNC", flag(OFlags::TRUNC)),
        ("O_APPEND", flag(OFlags::APPEND)),
        ("O_DIRECTORY", flag(OFlags::DIRECTORY)),
        #[cfg(target_os = "linux")]
        ("O_NOATIME", flag(OFlags::NOATIME)),
        ("O_NOFOLLOW", flag(OFlags::NOFOLLOW)),
        ("O_SYNC", flag(OFlags::SYNC)),
        ("O_DSYNC", flag(OFlags::DSYNC)),
        #[cfg(target_os = "linux")]
        ("O_DIRECT", flag(OFlags::DIRECT)),
        ("O_NONBLOCK", flag(OFlags::NONBLOCK)),
        ("S_IRWXU", 0o700),
        ("S_IRUSR", 0o400),
        ("S_IWUSR", 0o200),
        ("S_IXUSR", 0o100),
        ("S_IRWXG", 0o070),
        ("S_IRGRP", 0o040),
        ("S_IWGRP", 0o020),
        ("S_IXGRP", 0o010),
        ("S_IRWXO", 0o007),
        ("S_IROTH", 0o004),
        ("S_IWOTH", 0o002),
        ("S_IXOTH", 0o001),
        ("F_OK", 0),
        ("R_OK", 4),
        ("W_OK", 2),
        ("X_OK", 1),
        ("UV_FS_COPYFILE_EXCL", 1),
        ("COPYFILE_EXCL", 1),
        ("UV_FS_COPYFILE_FICLONE", 2),
        ("COPYFILE_FICLONE", 2),
        ("UV_FS_COPYFILE_FICLONE_FORCE", 4),
        ("COPYFILE_FICLONE_FORCE", 4),
    ];
    let object = scope.object()?;
    for (name, value) in constants {
        let value = scope.number(f64::from(*value));
        scope.set(object, name, value)?;
    }
    Ok(object)
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_fs_access", op_fs_access),
    ("op_fs_chmod", op_fs_chmod),
    ("op_fs_chown", op_fs_chown),
    ("op_fs_close", op_fs_close),
    ("op_fs_constants", op_fs_constants),
    ("op_fs_copyfile", op_fs_copyfile),
    ("op_fs_dir_close", op_fs_dir_close),
    ("op_fs_dir_read", op_fs_dir_read),
    ("op_fs_exists", op_fs_exists),
    ("op_fs_fchmod", op_fs_fchmod),
    ("op_fs_fchown", op_fs_fchown),
    ("op_fs_fdatasync", op_fs_fdatasync),
    ("op_fs_fstat", op_fs_fstat),
    ("op_fs_fsync", op_fs_fsync),
    ("op_fs_ftruncate", op_fs_ftruncate),
    ("op_fs_futimes", op_fs_futimes),
    ("op_fs_lchown", op_fs_lchown),
    ("op_fs_link", op_fs_link),
    ("op_fs_lstat", op_fs_lstat),
    ("op_fs_lutimes", op_fs_lutimes),
    ("op_fs_mkdir", op_fs_mkdir),
    ("op_fs_mkdtemp", op_fs_mkdtemp),
    ("op_fs_handle_close", op_fs_handle_close),
    ("op_fs_handle_open", op_fs_handle_open),
    ("op_descriptor_pack", op_descriptor_pack),
    ("op_descriptor_unpack", op_descriptor_unpack),
    ("op_fs_open", op_fs_open),
    ("op_fs_opendir", op_fs_opendir),
    ("op_fs_read", op_fs_read),
    ("op_fs_readdir", op_fs_readdir),
    ("op_fs_readfile", op_fs_readfile),
    ("op_fs_readlink", op_fs_readlink),
    ("op_fs_readv", op_fs_readv),
    ("op_fs_realpath", op_fs_realpath),
    ("op_fs_realpath_walk", op_fs_realpath_walk),
    ("op_fs_rename", op_fs_rename),
    ("op_fs_rm", op_fs_rm),
    ("op_fs_rmdir", op_fs_rmdir),
    ("op_fs_stat", op_fs_stat),
    ("op_fs_statfs", op_fs_statfs),
    ("op_fs_symlink", op_fs_symlink),
    ("op_fs_unlink", op_fs_unlink),
    ("op_fs_utimes", op_fs_utimes),
    ("op_fs_watch_ref", watch::op_fs_watch_ref),
    ("op_fs_watch_start", watch::op_fs_watch_start),
    ("op_fs_watch_stop", watch::op_fs_watch_stop),
    ("op_fs_write", op_fs_write),
    ("op_fs_write_string", op_fs_write_string),
    ("op_fs_writefile", op_fs_writefile),
    ("op_fs_writev", op_fs_writev),
];
