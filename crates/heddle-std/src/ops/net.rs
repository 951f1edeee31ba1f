//! Stream sockets and pipes. Failures are negative error numbers, as Node's handles give them.

use crate::net::address::{Address, Name};
use crate::net::stream::{Callback, Write};
use crate::net::{streams, transmit, Stream};
use crate::permissions::Resolved;
use heddle_core::spawn_blocking;
use heddle_engine::{Args, Local, NativeFn, Scope, Thrown};
use heddle_sys::descriptor::adopt_descriptor;
use heddle_sys::resolve::{resolve, Family, ResolveError};
use rustix::fd::AsFd;
use rustix::io::Errno;
use rustix::net::{self, sockopt, AddressFamily};
use std::rc::Rc;
use std::time::Duration;

type Op<'s> = Result<Local<'s>, Thrown>;

fn stream_of(scope: &Scope<'_>, args: &Args<'_>) -> Result<Rc<Stream>, Errno> {
    args.get(0).as_u32().and_then(|id| streams(scope).get(id)).ok_or(Errno::BADF)
}

/// Runs `f` on the stream of the first argument, with the callback that argument `index` is.
fn with_callback<'s>(
    scope: &mut Scope<'s>,
    args: &Args<'s>,
    index: u32,
    f: impl FnOnce(&Rc<Stream>, &mut Scope<'s>, Callback) -> Result<(), Errno>,
) -> Op<'s> {
    let result = stream_of(scope, args).and_then(|stream| {
        let callback = Callback::new(scope, args.get(index));
        f(&stream, scope, callback)
    });
    status(scope, result)
}

fn status<'s>(scope: &mut Scope<'s>, result: Result<(), Errno>) -> Op<'s> {
    number(scope, result.map(|()| 0.0))
}

fn number<'s>(scope: &mut Scope<'s>, result: Result<f64, Errno>) -> Op<'s> {
    Ok(scope.number(result.unwrap_or_else(|errno| f64::from(-errno.raw_os_error()))))
}

fn text(scope: &mut Scope<'_>, value: Local<'_>) -> String {
    scope.str(value).unwrap_or_default()
}

// `address, port` at these positions; a port of undefined means that the address is a path.
fn address(scope: &mut Scope<'_>, args: &Args<'_>, position: u32) -> Result<Address, Errno> {
    let (place, port) = (text(scope, args.get(position)), args.get(position + 1));
    match port.as_u32() {
        None => Address::unix(&place),
        Some(port) => {
            // Any socket will do to ask for the number of a network device.
            let flags = net::SocketFlags::CLOEXEC;
            let probe = net::socket_with(AddressFamily::INET6, net::SocketType::DGRAM, flags, None)
                .or_else(|_| net::socket_with(AddressFamily::INET, net::SocketType::DGRAM, flags, None))?;
            Address::inet(&place, u16::try_from(port).map_err(|_| Errno::INVAL)?, probe.as_fd())
        }
    }
}

/// `op_net_new()` -> id of a stream without a descriptor, which bind or connect makes
fn op_net_new<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let id = streams(scope).add(Stream::default());
    Ok(scope.number(f64::from(id)))
}

/// `op_net_open(fd, isChannel)` -> id | -errno: the descriptor belongs to the stream from now on. A channel takes
/// descriptors, and what is written to it is sent though the process exits
fn op_net_open<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let opened = adopt_descriptor(args.get(0).as_i32().unwrap_or(-1)).ok_or(Errno::BADF).and_then(Stream::open);
    let id = opened.map(|stream| {
        if args.get(1).is_true() {
            stream.take_descriptors();
            stream.drain_at_exit();
        }
        f64::from(streams(scope).add(stream))
    });
    number(scope, id)
}

/// `op_net_kind(fd)` -> 'TCP' | 'PIPE' | 'UDP' | 'FILE' | 'TTY' | 'UNKNOWN'
fn op_net_kind<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let kind = heddle_sys::descriptor::with_descriptor(args.get(0).as_i32().unwrap_or(-1), |fd| {
        if rustix::termios::isatty(fd) {
            return Ok("TTY");
        }
        Ok(match rustix::fs::FileType::from_raw_mode(rustix::fs::fstat(fd)?.st_mode) {
            rustix::fs::FileType::RegularFile | rustix::fs::FileType::CharacterDevice => "FILE",
            rustix::fs::FileType::Fifo => "PIPE",
            rustix::fs::FileType::Socket => match (sockopt::socket_type(fd)?, sockopt::socket_domain(fd)?) {
                (net::SocketType::STREAM, AddressFamily::UNIX) => "PIPE",
                (net::SocketType::STREAM, _) => "TCP",
                (net::SocketType::DGRAM, AddressFamily::INET | AddressFamily::INET6) => "UDP",
                _ => "UNKNOWN",
            },
            _ => "UNKNOWN",
        })
    });
    let kind = kind.unwrap_or(Err(Errno::BADF)).unwrap_or("UNKNOWN");
    Ok(scope.string(kind))
}

/// `op_net_bind(id, address | path, port | undefined, ipv6Only, reusePort)` -> 0 | -errno
fn op_net_bind<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let result = stream_of(scope, args).and_then(|stream| {
        let address = address(scope, args, 1)?;
        stream.bind(&address, args.get(3).is_true(), args.get(4).is_true())
    });
    status(scope, result)
}

/// `op_net_listen(id, backlog, callback(status, id))` -> 0 | -errno
fn op_net_listen<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    with_callback(scope, args, 2, |stream, scope, callback| {
        streams(scope).keep_spare();
        stream.listen(scope, args.get(1).as_i32().unwrap_or(511), callback)
    })
}

/// `op_net_connect(id, address | path, port | undefined, callback(status))` -> 0 | -errno
fn op_net_connect<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    with_callback(scope, args, 3, |stream, scope, callback| {
        let address = address(scope, args, 1)?;
        stream.connect(scope, &address, callback)
    })
}

/// `op_net_read_start(id, callback(status, bytes | null, descriptors?))` -> 0 | -errno; null is the end
fn op_net_read_start<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    with_callback(scope, args, 1, |stream, scope, callback| stream.read_start(scope, callback))
}

/// `op_net_read_stop(id)` -> 0 | -errno
fn op_net_read_stop<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let result = stream_of(scope, args).and_then(|stream| stream.read_stop(scope));
    status(scope, result)
}

/// `op_net_write(id, bytes | string (UTF-8), callback(status), descriptors?)` -> bytes that wait; 0: all is written and
/// the callback is not called | -errno. The descriptors are borrowed.
fn op_net_write<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let result = write(scope, args);
    number(scope, result)
}

fn write(scope: &mut Scope<'_>, args: &Args<'_>) -> Result<f64, Errno> {
    let stream = stream_of(scope, args)?;
    let data = args.get(1);
    let mut descriptors = Vec::new();
    if let Some(count) = args.get(3).is_object().then(|| scope.get(args.get(3), "length").ok()).flatten() {
        for index in 0..count.as_u32().unwrap_or(0) {
            let fd = scope.get_index(args.get(3), index).ok().and_then(|fd| fd.as_i32()).unwrap_or(-1);
            let copy = heddle_sys::descriptor::with_descriptor(fd, |fd| rustix::io::fcntl_dupfd_cloexec(fd, 0));
            descriptors.push(copy.unwrap_or(Err(Errno::BADF))?);
        }
    }
    let owned = scope.str(data);
    let mut at_once = |bytes: &[u8]| -> Result<(usize, Vec<u8>), Errno> {
        let mut sent = 0;
        if !stream.is_writing() {
            while sent < bytes.len() {
                match stream.with_fd(|fd| transmit::send(fd.as_fd(), &bytes[sent..], &descriptors)) {
                    Ok(count) => {
                        sent += count;
                        descriptors.clear();
                    }
                    Err(Errno::AGAIN) => break,
                    Err(errno) => return Err(errno),
                }
            }
        }
        Ok((bytes.len() - sent, bytes[sent..].to_vec()))
    };
    let (left, rest) = match &owned {
        Some(text) => at_once(text.as_bytes())?,
        None => scope.with_bytes(data, at_once).unwrap_or(Err(Errno::INVAL))?,
    };
    if left > 0 {
        let done = Callback::new(scope, args.get(2));
        stream.queue_write(scope, Write { bytes: rest, sent: 0, descriptors, done: Some(done) })?;
    }
    Ok(left as f64)
}

/// `op_net_queued(id)` -> bytes that wait to be written
fn op_net_queued<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let result = stream_of(scope, args).map(|stream| stream.queued() as f64);
    number(scope, result)
}

/// `op_net_end(id, callback(status))` -> 0 | -errno: ends the sending side when all is written
fn op_net_end<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    with_callback(scope, args, 1, |stream, scope, callback| stream.end(scope, callback))
}

/// `op_net_close(id, callback | undefined, reset)` -> 0 | -errno; with `reset` a TCP connection is cut off
fn op_net_close<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let result = stream_of(scope, args).and_then(|stream| {
        if args.get(2).is_true() {
            stream.with_fd(|fd| sockopt::set_socket_linger(fd, Some(Duration::ZERO)))?;
        }
        streams(scope).remove(args.get(0).as_u32().unwrap_or(0));
        let closed = args.get(1).is_function().then(|| Callback::new(scope, args.get(1)));
        stream.close(scope, closed);
        Ok(())
    });
    status(scope, result)
}

/// `op_net_ref(id, bool)`: whether reading or listening keeps the loop alive
fn op_net_ref<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let result = stream_of(scope, args).map(|stream| stream.set_ref(scope, args.get(1).is_true()));
    status(scope, result)
}

/// `op_net_has_ref(id)`
fn op_net_has_ref<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let refed = stream_of(scope, args).is_ok_and(|stream| stream.has_ref());
    Ok(scope.boolean(refed))
}

/// `op_net_fd(id)` -> the number of its descriptor, -1 if there is none
fn op_net_fd<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let fd = stream_of(scope, args).map_or(-1, |stream| stream.number());
    Ok(scope.number(f64::from(fd)))
}

/// `op_net_name(id, ofPeer)` -> `[address, port, family]` | path | -errno
fn op_net_name<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let of_peer = args.get(1).is_true();
    let name = stream_of(scope, args).and_then(|stream| {
        stream.with_fd(|fd| if of_peer { net::getpeername(fd)?.ok_or(Errno::NOTCONN) } else { net::getsockname(fd) })
    });
    match name.map(Name::of) {
        Err(errno) => status(scope, Err(errno)),
        Ok(Name::Unix(path)) => Ok(scope.string(&path)),
        Ok(Name::Inet(address, port, family)) => {
            let parts = [scope.string(&address), scope.number(f64::from(port)), scope.string(family)];
            scope.array(&parts)
        }
    }
}

/// `op_net_set_no_delay(id, bool)` -> 0 | -errno
fn op_net_set_no_delay<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let on = args.get(1).is_true();
    let result = stream_of(scope, args).and_then(|s| s.with_fd(|fd| sockopt::set_tcp_nodelay(fd, on)));
    status(scope, result)
}

/// `op_net_set_keep_alive(id, bool, delaySeconds, intervalSeconds, count)` -> 0 | -errno; 0 leaves a value as it is
fn op_net_set_keep_alive<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let seconds = |position: u32| args.get(position).as_u32().filter(|value| *value > 0);
    let result = stream_of(scope, args).and_then(|stream| {
        stream.with_fd(|fd| {
            sockopt::set_socket_keepalive(fd, args.get(1).is_true())?;
            if !args.get(1).is_true() {
                return Ok(());
            }
            if let Some(delay) = seconds(2) {
                sockopt::set_tcp_keepidle(fd, Duration::from_secs(delay.into()))?;
            }
            if let Some(interval) = seconds(3) {
                sockopt::set_tcp_keepintvl(fd, Duration::from_secs(interval.into()))?;
            }
            seconds(4).map_or(Ok(()), |count| sockopt::set_tcp_keepcnt(fd, count))
        })
    });
    status(scope, result)
}

fn is_v6(fd: impl AsFd) -> Result<bool, Errno> {
    Ok(sockopt::socket_domain(fd)? == AddressFamily::INET6)
}

/// `op_net_set_tos(id, value)` -> 0 | -errno
fn op_net_set_tos<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let value = args.get(1).as_u32().unwrap_or(0);
    let result = stream_of(scope, args).and_then(|stream| {
        stream.with_fd(|fd| match is_v6(fd)? {
            true => sockopt::set_ipv6_tclass(fd, value),
            false => sockopt::set_ip_tos(fd, value as u8),
        })
    });
    status(scope, result)
}

/// `op_net_get_tos(id)` -> value | -errno
fn op_net_get_tos<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let result = stream_of(scope, args).and_then(|stream| {
        stream.with_fd(|fd| match is_v6(fd)? {
            true => sockopt::ipv6_tclass(fd).map(f64::from),
            false => sockopt::ip_tos(fd).map(f64::from),
        })
    });
    number(scope, result)
}

/// `op_net_chmod(path, mode)` -> 0 | -errno: who may connect to a socket in the file system
fn op_net_chmod<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (path, mode) = (text(scope, args.get(0)), args.get(1).as_u32().unwrap_or(0));
    let result = rustix::fs::chmod(path, rustix::fs::Mode::from_raw_mode(mode));
    status(scope, result)
}

/// `op_net_lookup(host, family (0 | 4 | 6), hints, callback(null, [address, family, …] | number))`: a number is that of the
/// resolver (`EAI_…`, negative, from -3000 on in libuv's numbering) or a negative errno
fn op_net_lookup<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let host = text(scope, args.get(0));
    let family = match args.get(1).as_u32() {
        Some(4) => Family::V4,
        Some(6) => Family::V6,
        _ => Family::Any,
    };
    let hints = args.get(2).as_i32().unwrap_or(0);
    let name = host.clone();
    let work = move || resolve(&host, family, hints);
    spawn_blocking(scope, args.get(3), "GetAddrInfoReqWrap", work, move |scope, found| match found {
        Ok(addresses) => {
            if let Some(resolved) = scope.try_state::<Resolved>() {
                addresses.iter().for_each(|address| resolved.note(&name, &address.to_string()));
            }
            let mut flat = Vec::with_capacity(addresses.len() * 2);
            for address in &addresses {
                flat.push(scope.string(&address.to_string()));
                flat.push(scope.number(if address.is_ipv4() { 4.0 } else { 6.0 }));
            }
            scope.array(&flat)
        }
        Err(ResolveError::System(errno)) => Ok(scope.number(f64::from(-errno))),
        Err(ResolveError::Resolver(number)) => Ok(scope.number(f64::from(libuv_number(number)))),
    });
    Ok(Local::undefined())
}

// https://docs.libuv.org/en/v1.x/errors.html
fn libuv_number(resolver: i32) -> i32 {
    match resolver {
        -9 => -3000,  // EAI_ADDRFAMILY
        -3 => -3001,  // EAI_AGAIN
        -1 => -3002,  // EAI_BADFLAGS
        -4 => -3004,  // EAI_FAIL
        -6 => -3005,  // EAI_FAMILY
        -10 => -3006, // EAI_MEMORY
        -5 => -3007,  // EAI_NODATA
        -8 => -3010,  // EAI_SERVICE
        -7 => -3011,  // EAI_SOCKTYPE
        _ => -3008,   // EAI_NONAME
    }
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_net_new", op_net_new),
    ("op_net_open", op_net_open),
    ("op_net_kind", op_net_kind),
    ("op_net_bind", op_net_bind),
    ("op_net_listen", op_net_listen),
    ("op_net_connect", op_net_connect),
    ("op_net_read_start", op_net_read_start),
    ("op_net_read_stop", op_net_read_stop),
    ("op_net_write", op_net_write),
    ("op_net_queued", op_net_queued),
    ("op_net_end", op_net_end),
    ("op_net_close", op_net_close),
    ("op_net_ref", op_net_ref),
    ("op_net_has_ref", op_net_has_ref),
    ("op_net_fd", op_net_fd),
    ("op_net_name", op_net_name),
    ("op_net_set_no_delay", op_net_set_no_delay),
    ("op_net_set_keep_alive", op_net_set_keep_alive),
    ("op_net_set_tos", op_net_set_tos),
    ("op_net_get_tos", op_net_get_tos),
    ("op_net_chmod", op_net_chmod),
    ("op_net_lookup", op_net_lookup),
];
