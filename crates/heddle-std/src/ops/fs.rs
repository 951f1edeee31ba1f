//! Ops of the file system. Each is written once: it parses its arguments into a closure, which [`submit`] runs at once,
//! or on the blocking pool when a callback stands behind the arguments.

mod call;
mod descriptors;
mod files;
mod table;
mod tree;
mod watch;

use super::codec::{self, Encoding};
use call::{FsPath, Outcome, StatFields, Stop};
use files::{Content, Target};
use heddle_engine::{Args, Local, Scope, Thrown};
use heddle_sys::thread::is_stopped;
use std::os::fd::RawFd;
use tree::{Entries, Group};

pub(crate) use descriptors::{Descriptors, Parcel, Tracked, Travelling};
pub use table::OPS;

type Result<'s> = std::result::Result<Local<'s>, Thrown>;

/// What keeps the loop alive, as Node names it.
const RESOURCE: &str = "FSReqCallback";

/// What a request gives back to JavaScript.
enum Reply {
    Nothing,
    Number(f64),
    /// Text from bytes in UTF-8, or the bytes.
    Name(Vec<u8>, Form),
    /// Undefined: there is no such file, and that was allowed.
    Stat(Option<StatFields>, Integers),
    Numbers(Vec<i64>, Integers),
    Content(Content),
    Names(Vec<Vec<u8>>, Form),
    /// `[names, kinds]`, or null.
    Entries(Option<Entries>, Form),
    /// `[[folder, names, kinds], …]`
    Groups(Vec<Group>, Form),
}

/// How names are given to JavaScript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    Bytes,
}

/// How numbers are given to JavaScript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Integers {
    Number,
    BigInt,
}

/// Runs a request: at once if `callback` is undefined, else on the blocking pool.
fn submit<'s>(
    scope: &mut Scope<'s>,
    callback: Local<'s>,
    request: impl FnOnce(Stop<'_>) -> Outcome<Reply> + Send + 'static,
) -> Result<'s> {
    if callback.is_function() {
        // No descriptor is closed, and its number reused, while a request works with it.
        let open = descriptors::descriptors(scope);
        let work = move || {
            let result = request(&is_stopped);
            drop(open);
            result
        };
        heddle_core::spawn_blocking(scope, callback, RESOURCE, work, reply);
        return Ok(Local::undefined());
    }
    let result = request(&is_stopped);
    reply(scope, result)
}

fn reply<'s>(scope: &mut Scope<'s>, result: Outcome<Reply>) -> Result<'s> {
    match result {
        Ok(value) => to_js(scope, value),
        Err(failure) => Err(failure.throw(scope)),
    }
}

fn name_to_js<'s>(scope: &mut Scope<'s>, bytes: &[u8], form: Form) -> Result<'s> {
    Ok(match form {
        Form::Bytes => scope.uint8_array_copy(bytes)?,
        Form::Text if bytes.is_ascii() => scope.string_latin1(bytes),
        Form::Text => scope.string(&String::from_utf8_lossy(bytes)),
    })
}

fn names_to_js<'s>(scope: &mut Scope<'s>, names: &[Vec<u8>], form: Form) -> Result<'s> {
    scope.array_with(names, |scope, name| name_to_js(scope, name, form))
}

fn entries_to_js<'s>(
    scope: &mut Scope<'s>,
    entries: &Entries,
    form: Form,
) -> std::result::Result<[Local<'s>; 2], Thrown> {
    let names = names_to_js(scope, &entries.names, form)?;
    let kinds = scope.uint8_array_copy(&entries.kinds)?;
    Ok([names, kinds])
}

/// 64-bit fields as an ArrayBuffer, which JavaScript reads as Float64Array or BigInt64Array.
fn fields_to_js<'s>(scope: &mut Scope<'s>, fields: &[i64], integers: Integers) -> Result<'s> {
    let bytes = fields.iter().flat_map(|field| match integers {
        // Inode and device numbers are unsigned.
        Integers::Number => (*field as f64).to_ne_bytes(),
        Integers::BigInt => field.to_ne_bytes(),
    });
    let bytes = bytes.collect();
    scope.array_buffer(bytes)
}

fn content_to_js<'s>(scope: &mut Scope<'s>, content: Content) -> Result<'s> {
    match content {
        Content::Bytes(bytes) => scope.array_buffer(bytes),
        Content::TooLarge(size) => Ok(scope.number(size as f64)),
        Content::Text(text) => scope.text(*text),
    }
}

fn to_js<'s>(scope: &mut Scope<'s>, value: Reply) -> Result<'s> {
    match value {
        Reply::Nothing | Reply::Stat(None, _) => Ok(Local::undefined()),
        Reply::Number(number) => Ok(scope.number(number)),
        Reply::Name(bytes, form) => name_to_js(scope, &bytes, form),
        Reply::Stat(Some(fields), integers) => fields_to_js(scope, &fields, integers),
        Reply::Numbers(numbers, integers) => fields_to_js(scope, &numbers, integers),
        Reply::Content(content) => content_to_js(scope, content),
        Reply::Names(names, form) => names_to_js(scope, &names, form),
        Reply::Entries(None, _) => Ok(scope.null()),
        Reply::Entries(Some(entries), form) => {
            let pair = entries_to_js(scope, &entries, form)?;
            scope.array(&pair)
        }
        Reply::Groups(groups, form) => scope.array_with(groups, |scope, group| {
            let parent = name_to_js(scope, &group.parent, form)?;
            let [names, kinds] = entries_to_js(scope, &group.entries, form)?;
            scope.array(&[parent, names, kinds])
        }),
    }
}

// ---- arguments ---------------------------------------------------------------------------------------------

/// A path: a string, or bytes. JavaScript has checked it for null bytes.
fn path_arg(scope: &mut Scope<'_>, value: Local<'_>) -> std::result::Result<FsPath, Thrown> {
    let bytes = if value.is_string() {
        scope.with_chars(value, |chars| codec::encode(chars, Encoding::Utf8))
    } else {
        scope.bytes_to_vec(value)
    };
    bytes.and_then(FsPath::new).ok_or_else(|| scope.throw_type_error("a path without null bytes was expected"))
}

fn int_arg(scope: &mut Scope<'_>, value: Local<'_>) -> std::result::Result<i32, Thrown> {
    value.as_i32().ok_or_else(|| scope.throw_type_error("a 32-bit integer was expected"))
}

fn uint_arg(scope: &mut Scope<'_>, value: Local<'_>) -> std::result::Result<u32, Thrown> {
    value.as_u32().ok_or_else(|| scope.throw_type_error("an unsigned 32-bit integer was expected"))
}

fn number_arg(scope: &mut Scope<'_>, value: Local<'_>) -> std::result::Result<f64, Thrown> {
    value.as_number().ok_or_else(|| scope.throw_type_error("a number was expected"))
}

/// A position in a file; negative for the file's own.
fn position_arg(value: Local<'_>) -> Option<u64> {
    // Positions beyond 2^53 are rounded; saturating keeps them in the kernel's range.
    value.as_number().filter(|position| *position >= 0.0).map(|position| (position as u64).min(i64::MAX as u64))
}

fn target_arg(scope: &mut Scope<'_>, value: Local<'_>) -> std::result::Result<Target, Thrown> {
    match value.as_i32() {
        Some(number) => Ok(Target::Fd(number)),
        None => path_arg(scope, value).map(Target::Path),
    }
}

fn form_arg(value: Local<'_>) -> Form {
    if value.is_true() {
        Form::Bytes
    } else {
        Form::Text
    }
}

fn integers_arg(value: Local<'_>) -> Integers {
    if value.is_true() {
        Integers::BigInt
    } else {
        Integers::Number
    }
}

/// Part of a view: its own offset is the view's.
fn range_arg(
    scope: &mut Scope<'_>,
    view: Local<'_>,
    offset: Local<'_>,
    length: Local<'_>,
) -> std::result::Result<std::ops::Range<usize>, Thrown> {
    let bounds = offset.as_i64().zip(length.as_i64()).and_then(|(offset, length)| {
        let start = usize::try_from(offset).ok()?;
        let end = start.checked_add(usize::try_from(length).ok()?)?;
        (end <= scope.byte_len(view)).then_some(start..end)
    });
    bounds.ok_or_else(|| scope.throw_type_error("a range within the buffer was expected"))
}

// ---- reading and writing buffers of JavaScript ---------------------------------------------------------------

/// `op_fs_read(fd, view, offset, length, position[, callback])` -> bytes read
fn op_fs_read<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let fd = int_arg(scope, args.get(0))?;
    let view = args.get(1);
    let range = range_arg(scope, view, args.get(2), args.get(3))?;
    let position = position_arg(args.get(4));
    let callback = args.get(5);
    if !callback.is_function() {
        // Straight into the buffer.
        let result = scope.with_bytes_mut(view, |bytes| {
            call::read(&is_stopped, fd, bytes.get_mut(range).unwrap_or_default(), position)
        });
        let count = result.unwrap_or(Ok(0)).map_err(|failure| failure.throw(scope))?;
        return Ok(scope.number(count as f64));
    }
    // The pool reads into memory of its own: the user's may be moved, detached or freed meanwhile.
    let view = scope.global_handle(view);
    let length = range.len();
    heddle_core::spawn_blocking(
        scope,
        callback,
        RESOURCE,
        move || {
            let mut bytes = vec![0; length];
            let count = call::read(&is_stopped, fd, &mut bytes, position)?;
            bytes.truncate(count);
            Ok(bytes)
        },
        move |scope, result: Outcome<Vec<u8>>| {
            let bytes = result.map_err(|failure| failure.throw(scope))?;
            let view = view.get(scope);
            scope.with_bytes_mut(view, |target| copy_into(target.get_mut(range).unwrap_or_default(), &bytes));
            Ok(scope.number(bytes.len() as f64))
        },
    );
    Ok(Local::undefined())
}

fn copy_into(target: &mut [u8], bytes: &[u8]) -> usize {
    let count = target.len().min(bytes.len());
    target[..count].copy_from_slice(&bytes[..count]);
    count
}

/// The views of an array, with their lengths.
fn views_arg<'s>(scope: &mut Scope<'s>, array: Local<'s>) -> std::result::Result<Vec<Local<'s>>, Thrown> {
    let Some(length) = scope.array_length(array) else {
        return Err(scope.throw_type_error("an array of views was expected"));
    };
    (0..length).map(|index| scope.get_index(array, index)).collect()
}

fn read_vectored(stop: Stop<'_>, fd: RawFd, total: usize, count: usize, position: Option<u64>) -> Outcome<Vec<u8>> {
    if count == 0 {
        // As the kernel says to readv(2) without buffers through libuv.
        return Err(call::error(rustix::io::Errno::INVAL, "read", &call::Subject::None));
    }
    let mut bytes = vec![0; total];
    let read = call::read(stop, fd, &mut bytes, position)?;
    bytes.truncate(read);
    Ok(bytes)
}

fn scatter(scope: &mut Scope<'_>, views: &[Local<'_>], mut bytes: &[u8]) {
    for view in views {
        let used = scope.with_bytes_mut(*view, |target| copy_into(target, bytes)).unwrap_or(0);
        bytes = &bytes[used..];
    }
}

/// `op_fs_readv(fd, views, position[, callback])` -> bytes read
fn op_fs_readv<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let fd = int_arg(scope, args.get(0))?;
    let views = views_arg(scope, args.get(1))?;
    let position = position_arg(args.get(2));
    let total = views.iter().map(|view| scope.byte_len(*view)).sum();
    let count = views.len();
    let callback = args.get(3);
    if !callback.is_function() {
        let result = read_vectored(&is_stopped, fd, total, count, position);
        let bytes = result.map_err(|failure| failure.throw(scope))?;
        scatter(scope, &views, &bytes);
        return Ok(scope.number(bytes.len() as f64));
    }
    let views: Vec<_> = views.into_iter().map(|view| scope.global_handle(view)).collect();
    heddle_core::spawn_blocking(
        scope,
        callback,
        RESOURCE,
        move || read_vectored(&is_stopped, fd, total, count, position),
        move |scope, result: Outcome<Vec<u8>>| {
            let bytes = result.map_err(|failure| failure.throw(scope))?;
            let views: Vec<_> = views.iter().map(|view| view.get(scope)).collect();
            scatter(scope, &views, &bytes);
            Ok(scope.number(bytes.len() as f64))
        },
    );
    Ok(Local::undefined())
}

/// `op_fs_write(fd, view, offset, length, position[, callback])` -> bytes written
fn op_fs_write<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let fd = int_arg(scope, args.get(0))?;
    let view = args.get(1);
    let range = range_arg(scope, view, args.get(2), args.get(3))?;
    let position = position_arg(args.get(4));
    let callback = args.get(5);
    if !callback.is_function() {
        // Straight from the buffer.
        let result = scope
            .with_bytes(view, |bytes| call::write(&is_stopped, fd, bytes.get(range).unwrap_or_default(), position));
        let written = result.unwrap_or(Ok(0)).map_err(|failure| failure.throw(scope))?;
        return Ok(scope.number(written as f64));
    }
    let bytes = scope.with_bytes(view, |bytes| bytes.get(range).unwrap_or_default().to_vec()).unwrap_or_default();
    submit(scope, callback, move |stop| Ok(Reply::Number(call::write(stop, fd, &bytes, position)? as f64)))
}

/// `op_fs_writev(fd, views, position[, callback])` -> bytes written
fn op_fs_writev<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let fd = int_arg(scope, args.get(0))?;
    let views = views_arg(scope, args.get(1))?;
    let position = position_arg(args.get(2));
    let mut bytes = Vec::new();
    for view in views {
        scope.with_bytes(view, |more| bytes.extend_from_slice(more));
    }
    submit(scope, args.get(3), move |stop| Ok(Reply::Number(call::write(stop, fd, &bytes, position)? as f64)))
}

/// `op_fs_write_string(fd, string, position[, callback])` -> bytes written; the string in UTF-8
fn op_fs_write_string<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let fd = int_arg(scope, args.get(0))?;
    let bytes = scope.with_chars(args.get(1), |chars| codec::encode(chars, Encoding::Utf8)).unwrap_or_default();
    let position = position_arg(args.get(2));
    submit(scope, args.get(3), move |stop| Ok(Reply::Number(call::write(stop, fd, &bytes, position)? as f64)))
}

/// `op_fs_writefile(path|fd, flags, mode, string|view, flush[, callback])`
fn op_fs_writefile<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let target = target_arg(scope, args.get(0))?;
    let flags = int_arg(scope, args.get(1))?;
    let mode = uint_arg(scope, args.get(2))?;
    let data = args.get(3);
    let flush = if args.get(4).is_true() { files::Flush::Yes } else { files::Flush::No };
    let callback = args.get(5);
    if !data.is_string() && !callback.is_function() {
        // Straight from the buffer.
        let result = scope.with_bytes(data, |bytes| files::write_file(&is_stopped, &target, flags, mode, bytes, flush));
        result.unwrap_or(Ok(())).map_err(|failure| failure.throw(scope))?;
        return Ok(Local::undefined());
    }
    let bytes = if data.is_string() {
        scope.with_chars(data, |chars| codec::encode(chars, Encoding::Utf8))
    } else {
        scope.bytes_to_vec(data)
    };
    let bytes = bytes.unwrap_or_default();
    submit(scope, callback, move |stop| {
        files::write_file(stop, &target, flags, mode, &bytes, flush)?;
        Ok(Reply::Nothing)
    })
}
