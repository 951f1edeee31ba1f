//! The start of a process worker: its process, what it is sent first, and what its parent has of it from then on.

use super::super::frames::kind;
use super::super::kernel_limits;
use super::super::sandbox::{Grants, Sandbox};
use super::super::start_frame::Start;
use super::super::{workers, WorkerStart};
use super::output::OwnStreams;
use super::{more_oom_kills, ProcessWorker};
use crate::ops::Platform;
use crate::options::ProcessOptions;
use heddle_core::{Event, EventLoop, Interest, LoopMeter};
use heddle_engine::{Message, Refusal, Scope};
use heddle_process::zygote::{self, fork_worker, GroupOrder, Home};
use heddle_process::Asked;
use heddle_sys::descriptor::with_descriptor;
use heddle_sys::shared_region::SharedRegion;
use heddle_worker::{send_meanwhile, Link, LinkPorts, LinkSide, PortEnd, WorkerOutput};
use rustix::fs::{Mode, OFlags};
use std::cell::{Cell, RefCell};
use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::rc::Rc;
use std::sync::{Arc, Once};

/// A worker's ends of its ports, in this process.
pub(in crate::worker) struct Ends {
    pub(in crate::worker) port: PortEnd,
    pub(in crate::worker) stdin: Option<PortEnd>,
}

/// A standard stream, or what there is instead if the program has closed it.
fn stream(number: i32) -> io::Result<OwnedFd> {
    let copy = with_descriptor(number, |fd| rustix::io::fcntl_dupfd_cloexec(fd, 3)).and_then(Result::ok);
    match copy {
        Some(copy) => Ok(copy),
        None => nothing(),
    }
}

fn nothing() -> io::Result<OwnedFd> {
    Ok(rustix::fs::open("/dev/null", OFlags::RDWR | OFlags::CLOEXEC, Mode::empty())?)
}

/// A worker's link, and the streams that a sandboxed one has of its own.
fn fork(confined: bool, group: Option<&GroupOrder>) -> io::Result<(OwnedFd, Option<OwnStreams>)> {
    // What others write to this process's input is not for a sandboxed worker, nor are its descriptors.
    let (input, own, [output, error]) = if confined {
        let (own, ends) = OwnStreams::open()?;
        (nothing()?, Some(own), ends)
    } else {
        (stream(0)?, None, [stream(1)?, stream(2)?])
    };
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let folder =
        rustix::fs::open(".", flags, Mode::empty()).or_else(|_| rustix::fs::open("/", flags, Mode::empty()))?;
    let umask = heddle_sys::heritage::known_umask();
    let home = Home { streams: [input.as_fd(), output.as_fd(), error.as_fd()], folder: folder.as_fd(), umask, group };
    let link = fork_worker(if confined { zygote::Kind::Confined } else { zygote::Kind::Plain }, &home)?;
    Ok((link, own))
}

/// Starts a worker; its ends of the ports in this process.
pub(in crate::worker) fn start(
    scope: &mut Scope<'_>,
    worker: WorkerStart,
    (data, grants): (Message, Option<Grants>),
    options: &ProcessOptions,
    has_stdin: bool,
) -> Result<(Rc<ProcessWorker>, Ends), Refusal> {
    let forked = Asked::now();
    let group = kernel_limits::group(&worker.start.limits);
    let (link, own_streams) = fork(grants.is_some(), group.as_ref())?;
    let (link, mut descriptors) = Link::for_parent(link)?;
    let link = Arc::new(link);
    send_meanwhile(&link);
    static COUNT_KILLS: Once = Once::new();
    COUNT_KILLS.call_once(|| {
        // The first time says nothing yet.
        more_oom_kills();
    });
    let ports = LinkPorts::new(&link, LinkSide::Parent, &Platform);
    if grants.is_some() {
        ports.confine();
    }
    let (data, outgoing) = ports.write(data)?;
    let ends = Ends { port: ports.fixed(0), stdin: has_stdin.then(|| ports.fixed(1)) };
    let (meter, meter_memory) = SharedRegion::create(LoopMeter::SHARED_LENGTH)?;
    let process = Rc::new(ProcessWorker {
        id: worker.id,
        link,
        partial: RefCell::default(),
        looks_again: Cell::new(false),
        ports,
        later: RefCell::default(),
        unread_output: RefCell::default(),
        output: WorkerOutput::new(worker.only_stream),
        own_streams,
        waits_for_output: Cell::new(false),
        tie: Arc::default(),
        meter,
        asked: RefCell::default(),
        questions: Cell::new(0),
        watches: RefCell::default(),
        bell: Cell::new(None),
        said: Cell::new(None),
        misbehaved: Cell::new(false),
        dead: Cell::new(false),
        unlinked: Cell::new(false),
        forked,
        loop_handle: scope.state::<EventLoop>().handle(),
        limits: worker.start.limits,
        group: group.map(|group| group.name),
        fate: Cell::new(None),
        finished: Cell::new(false),
        delayed: RefCell::default(),
    });
    let (handle, id) = (scope.state::<EventLoop>().handle(), process.id);
    process.link.on_room(move || {
        handle.post(Event::Run(Box::new(move |scope| {
            workers(scope).process(id).iter().for_each(|process| process.look(scope))
        })));
    });
    let socket = process.link.socket().as_raw_fd();
    process.watch(scope, socket, Interest::ReadWrite, |scope, process| process.look(scope))?;
    let env = worker.start.env.as_deref();
    let sandbox = grants.map(|grants| Sandbox::prepare(grants, &worker.entry, env, options));
    let start = Start {
        entry: worker.entry,
        start: worker.start,
        options: options.clone(),
        only_stream: worker.only_stream,
        has_stdin,
        sandbox,
        data: data.bytes,
    };
    descriptors.push(meter_memory);
    descriptors.extend(data.descriptors);
    process.link.send_beside(kind::START, &[&start.encode()], descriptors);
    process.bell.set(Some(scope.state::<EventLoop>().add_bell(process.clone())));
    outgoing.sent();
    Ok((process, ends))
}
