//! What JavaScript calls for a channel's ring.

use super::*;

fn add(scope: &mut Scope<'_>, stream: Rc<Stream>, ends: (Sender, Receiver), on_message: Local<'_>) -> u32 {
    let on_message = Callback::new(scope, on_message);
    let ring = Ring {
        stream,
        sender: RefCell::new(ends.0),
        receiver: RefCell::new(ends.1),
        on_message,
        waiting: RefCell::default(),
        queued: Cell::new(0),
        large: RefCell::default(),
        guard: RefCell::default(),
        on_sent: RefCell::default(),
        arrived: RefCell::default(),
        held: RefCell::default(),
        incoming: RefCell::default(),
        over: Cell::new(false),
        broken: Cell::new(false),
        bell: Cell::new(None),
    };
    let rings = rings(scope);
    let id = rings.next.get();
    rings.next.set(id + 1);
    rings.table.borrow_mut().insert(id, Rc::new(ring));
    id
}

/// `op_ipc_make(stream, onMessage(kind, value, handle))` -> ring | -errno: offers the other process a ring
fn op_ipc_make<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let made = args.get(0).as_u32().and_then(|id| streams(scope).get(id)).ok_or(Errno::BADF).and_then(|stream| {
        let (ends, fd) = ring::create().map_err(|error| Errno::from_raw_os_error(raw(&error)))?;
        stream.send_beside(scope, SWITCH, vec![fd])?;
        Ok((stream, ends))
    });
    let id = made.map(|(stream, ends)| f64::from(add(scope, stream, ends, args.get(1))));
    number(scope, id)
}

/// `op_ipc_open(stream, fd, onMessage(kind, value, handle))` -> ring | -errno: takes the ring that was offered
fn op_ipc_open<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let stream = args.get(0).as_u32().and_then(|id| streams(scope).get(id)).ok_or(Errno::BADF);
    let fd = adopt_descriptor(args.get(1).as_i32().unwrap_or(-1)).ok_or(Errno::BADF);
    let opened = stream.and_then(|stream| {
        let ends = ring::open(&fd?).map_err(|error| Errno::from_raw_os_error(raw(&error)))?;
        // After all that was written in Node's wire.
        stream.send_in_order(scope, SWITCH)?;
        Ok((stream, ends))
    });
    let id = opened.map(|(stream, ends)| f64::from(add(scope, stream, ends, args.get(2))));
    number(scope, id)
}

fn number<'s>(scope: &mut Scope<'s>, result: Result<f64, Errno>) -> Op<'s> {
    Ok(scope.number(result.unwrap_or_else(|errno| -f64::from(errno.raw_os_error()))))
}

/// `op_ipc_start(ring)`: messages are taken from now on
fn op_ipc_start<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    if let Some(ring) = ring(scope, args).filter(|ring| ring.bell.get().is_none()) {
        let id = scope.state::<EventLoop>().add_bell(ring.clone());
        ring.bell.set(Some(id));
    }
    Ok(Local::undefined())
}

/// `op_ipc_pump(ring, descriptors | undefined)`: something came by the socket
fn op_ipc_pump<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let Some(ring) = ring(scope, args) else { return Ok(Local::undefined()) };
    for index in 0..scope.array_length(args.get(1)).unwrap_or(0) {
        let fd = scope.get_index(args.get(1), index)?.as_i32().and_then(adopt_descriptor);
        ring.arrived.borrow_mut().extend(fd);
    }
    ring.answer(scope);
    Ok(Local::undefined())
}

/// `op_ipc_send(ring, form, message, handle | undefined, done(status) | undefined)` -> undefined if the form does not
/// suit the message | bytes that wait; 0: it is sent, and `done` is not called | -errno. Forms: 0 plain, 1 plain as of
/// JSON, 2 text of JSON, 3 bytes of V8's format.
fn op_ipc_send<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let Some(ring) = ring(scope, args) else { return number(scope, Err(Errno::BADF)) };
    let mut message = Outgoing {
        kind: PLAIN,
        large: 0,
        content: Content::Bytes(Vec::new()),
        done: 0,
        descriptors: Vec::new(),
        told: None,
    };
    let mut bytes = Vec::new();
    let mut sealed = None;
    let form = args.get(1).as_u32().unwrap_or(0);
    match form {
        0 | 1 => {
            let form = if form == 0 { PlainForm::Clone } else { PlainForm::Json };
            let Some(plain) = scope.write_plain(args.get(2), form)? else { return Ok(Local::undefined()) };
            match plain.len() {
                0..=ring::MOST => plain.append_to(&mut bytes),
                length @ ..=ring::BESIDE => message.content = Content::Plain(plain, length),
                _ => sealed = Some(plain.seal()),
            }
        }
        2 => {
            message.kind = JSON;
            bytes = scope.str(args.get(2)).unwrap_or_default().into_bytes();
        }
        _ => {
            message.kind = V8;
            let seal =
                |bytes: &[u8]| if bytes.len() > ring::BESIDE { Err(Sealed::new(bytes)) } else { Ok(bytes.to_vec()) };
            match scope.with_bytes(args.get(2), seal) {
                Some(Ok(copy)) => bytes = copy,
                Some(Err(made)) => sealed = Some(made),
                None => return number(scope, Err(Errno::INVAL)),
            }
        }
    }
    if bytes.len() > ring::BESIDE {
        let mut writer = SealedWriter::new();
        if let Ok(writer) = &mut writer {
            if let Err(error) = writer.write(&bytes) {
                return number(scope, Err(Errno::from_raw_os_error(raw(&error))));
            }
        }
        sealed = Some(writer.and_then(SealedWriter::seal));
    }
    match sealed {
        Some(Ok(memory)) => {
            message.kind |= SEALED;
            message.large = memory.len();
            bytes = memory.len().to_le_bytes().to_vec();
            message.descriptors.push(memory.into_descriptor());
        }
        Some(Err(error)) => return number(scope, Err(Errno::from_raw_os_error(raw(&error)))),
        None => {}
    }
    if let Content::Bytes(content) = &mut message.content {
        *content = bytes;
    }
    if message.content.len() > ring::MOST {
        message.large = message.content.len() as u64;
    }
    if let Some(fd) = args.get(3).as_i32() {
        let copy = with_descriptor(fd, |fd| rustix::io::fcntl_dupfd_cloexec(fd, 0)).unwrap_or(Err(Errno::BADF));
        match copy {
            Ok(copy) => message.descriptors.push(copy),
            Err(errno) => return number(scope, Err(errno)),
        }
        message.kind |= HANDLE;
    }
    if args.get(4).is_function() {
        message.told = Some(Callback::new(scope, args.get(4)));
    }
    let sent = ring.send(scope, message);
    number(scope, sent.map(|left| left as f64))
}

/// `op_ipc_queued(ring)` -> bytes that wait
fn op_ipc_queued<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let queued = ring(scope, args).map_or(0, |ring| ring.queued());
    Ok(scope.number(queued as f64))
}

/// `op_ipc_end(ring, done | undefined)`: nothing is read any more; `done` is called when all is sent, which may be now
fn op_ipc_end<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let Some(ring) = ring(scope, args) else { return Ok(scope.boolean(false)) };
    ring.over.set(true);
    ring.held.borrow_mut().take();
    ring.arrived.borrow_mut().clear();
    let waits = !ring.waiting.borrow().is_empty();
    if waits {
        let done = Callback::new(scope, args.get(1));
        *ring.on_sent.borrow_mut() = Some(done);
    }
    Ok(scope.boolean(waits))
}

/// `op_ipc_close(ring)`: lets it go
fn op_ipc_close<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let Some(ring) = ring(scope, args) else { return Ok(Local::undefined()) };
    ring.over.set(true);
    if let Some(bell) = ring.bell.take() {
        scope.state::<EventLoop>().remove_bell(bell);
    }
    if let Some(id) = args.get(0).as_u32() {
        rings(scope).table.borrow_mut().remove(&id);
    }
    ring.guard.borrow_mut().take();
    let event_loop = scope.state::<EventLoop>();
    for done in ring.waiting.take().into_iter().filter_map(|message| message.told) {
        event_loop.at_close("PipeWrap", move |scope| done.status(scope, Err(Errno::CANCELED)));
    }
    Ok(Local::undefined())
}

/// `op_ipc_is_offered(fd, offer)`: whether the channel on `fd` is the one that the offer in the environment is for
fn op_ipc_is_offered<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let offer = scope.str(args.get(1)).unwrap_or_default();
    let own = with_descriptor(args.get(0).as_i32().unwrap_or(-1), |fd| offer_for(fd.as_raw_fd()));
    Ok(scope.boolean(own.flatten().is_some_and(|own| own == offer)))
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_ipc_make", op_ipc_make),
    ("op_ipc_open", op_ipc_open),
    ("op_ipc_start", op_ipc_start),
    ("op_ipc_pump", op_ipc_pump),
    ("op_ipc_send", op_ipc_send),
    ("op_ipc_queued", op_ipc_queued),
    ("op_ipc_end", op_ipc_end),
    ("op_ipc_close", op_ipc_close),
    ("op_ipc_is_offered", op_ipc_is_offered),
];
