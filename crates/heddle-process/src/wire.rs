//! The messages between a runtime and its guard: a length and a body each, numbers in the machine's order. What comes
//! from the other side is checked: a body that is no message ends the connection.

use heddle_sys::process::ResourceUsage;
use std::collections::VecDeque;
use std::os::fd::OwnedFd;

/// Names a child on its channel.
pub type ChildId = u64;

/// What a child used.
pub type Usage = ResourceUsage;

/// How a child ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exit {
    /// Its exit code, if it exited.
    pub code: i32,
    /// The signal that ended it; 0 if it exited.
    pub signal: i32,
    /// What it used.
    pub usage: Usage,
}

/// The largest body: more than any kernel takes as arguments and environment.
pub const LARGEST: usize = 64 << 20;

/// What a runtime asks for.
#[derive(Debug)]
pub enum Request {
    /// Start a program.
    Start(Start),
    /// Send a signal to a child, or to it and its descendants.
    Kill(Kill),
}

/// A program to start.
#[derive(Debug, Default)]
pub struct Start {
    pub child: ChildId,
    pub file: Vec<u8>,
    pub arguments: Vec<Vec<u8>>,
    pub environment: Vec<Vec<u8>>,
    pub path: Option<Vec<u8>>,
    /// `None`: a session of its own.
    pub group: Option<u32>,
    pub umask: Option<u32>,
    pub user: Option<u32>,
    pub user_group: Option<u32>,
    /// The folder that relative paths start from; a descriptor travels along.
    pub folder: Option<OwnedFd>,
    /// `None`: nothing; a descriptor travels along for each other.
    pub descriptors: Vec<Option<OwnedFd>>,
    /// Whether descriptors were lost on the way, for want of room in the receiver's table.
    pub incomplete: bool,
}

/// A signal to send.
#[derive(Debug)]
pub struct Kill {
    pub child: ChildId,
    pub signal: i32,
    pub tree: bool,
}

/// What a guard answers and reports.
#[derive(Debug, PartialEq, Eq)]
pub enum Reply {
    /// The program runs.
    Started(ChildId, u32),
    /// It could not be started: errno.
    Failed(ChildId, i32),
    /// A signal was sent: 0 or errno.
    Killed(ChildId, i32),
    /// A child ended.
    Ended(ChildId, Exit),
}

/// The other side sent what is no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

// ---- writing -------------------------------------------------------------------------------------------------------

struct Writer(Vec<u8>);

impl Writer {
    fn new(kind: u8) -> Writer {
        Writer(vec![0, 0, 0, 0, kind])
    }

    fn u32(&mut self, value: u32) {
        self.0.extend_from_slice(&value.to_ne_bytes());
    }

    fn i32(&mut self, value: i32) {
        self.u32(value as u32);
    }

    fn u64(&mut self, value: u64) {
        self.0.extend_from_slice(&value.to_ne_bytes());
    }

    fn bytes(&mut self, value: &[u8]) {
        self.u32(value.len() as u32);
        self.0.extend_from_slice(value);
    }

    fn list(&mut self, values: &[Vec<u8>]) {
        self.u32(values.len() as u32);
        values.iter().for_each(|value| self.bytes(value));
    }

    fn optional(&mut self, value: Option<u32>) {
        self.u32(value.is_some().into());
        self.u32(value.unwrap_or_default());
    }

    fn finish(mut self) -> Vec<u8> {
        let length = (self.0.len() - 4) as u32;
        self.0[..4].copy_from_slice(&length.to_ne_bytes());
        self.0
    }
}

impl Request {
    /// The bytes, and the descriptors that travel with them in order.
    pub fn encode(self) -> (Vec<u8>, Vec<OwnedFd>) {
        match self {
            Request::Start(start) => start.encode(),
            Request::Kill(kill) => {
                let mut out = Writer::new(b'K');
                out.u64(kill.child);
                out.i32(kill.signal);
                out.u32(kill.tree.into());
                (out.finish(), Vec::new())
            }
        }
    }
}

impl Start {
    fn encode(self) -> (Vec<u8>, Vec<OwnedFd>) {
        let mut out = Writer::new(b'S');
        out.u64(self.child);
        out.bytes(&self.file);
        out.list(&self.arguments);
        out.list(&self.environment);
        out.u32(self.path.is_some().into());
        out.bytes(self.path.as_deref().unwrap_or_default());
        for value in [self.group, self.umask, self.user, self.user_group] {
            out.optional(value);
        }
        out.u32(self.folder.is_some().into());
        out.u32(self.descriptors.len() as u32);
        self.descriptors.iter().for_each(|fd| out.u32(fd.is_some().into()));
        let descriptors = self.folder.into_iter().chain(self.descriptors.into_iter().flatten()).collect();
        (out.finish(), descriptors)
    }
}

impl Reply {
    /// The bytes.
    pub fn encode(&self) -> Vec<u8> {
        let (kind, child) = match self {
            Reply::Started(child, _) => (b'S', child),
            Reply::Failed(child, _) => (b'F', child),
            Reply::Killed(child, _) => (b'K', child),
            Reply::Ended(child, _) => (b'E', child),
        };
        let mut out = Writer::new(kind);
        out.u64(*child);
        match self {
            Reply::Started(_, pid) => out.u32(*pid),
            Reply::Failed(_, errno) | Reply::Killed(_, errno) => out.i32(*errno),
            Reply::Ended(_, exit) => {
                out.i32(exit.code);
                out.i32(exit.signal);
                usage_fields(&mut { exit.usage }).into_iter().for_each(|field| out.u64(*field));
            }
        }
        out.finish()
    }
}

pub(crate) fn usage_fields(usage: &mut Usage) -> [&mut u64; 9] {
    [
        &mut usage.user_time,
        &mut usage.system_time,
        &mut usage.max_rss,
        &mut usage.minor_faults,
        &mut usage.major_faults,
        &mut usage.blocks_in,
        &mut usage.blocks_out,
        &mut usage.voluntary_switches,
        &mut usage.involuntary_switches,
    ]
}

// ---- reading -------------------------------------------------------------------------------------------------------

/// Takes the first whole body off what has arrived; `None` if there is none yet.
pub fn take_frame(input: &mut Vec<u8>) -> Result<Option<Vec<u8>>, Malformed> {
    let Some(head) = input.first_chunk::<4>() else { return Ok(None) };
    let length = u32::from_ne_bytes(*head) as usize;
    if length == 0 || length > LARGEST {
        return Err(Malformed);
    }
    if input.len() < 4 + length {
        return Ok(None);
    }
    let rest = input.split_off(4 + length);
    let mut frame = std::mem::replace(input, rest);
    frame.drain(..4);
    Ok(Some(frame))
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take(&mut self, count: usize) -> Result<&[u8], Malformed> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Malformed)?;
        self.0 = rest;
        Ok(taken)
    }

    fn u8(&mut self) -> Result<u8, Malformed> {
        Ok(self.take(1)?[0])
    }

    fn u32(&mut self) -> Result<u32, Malformed> {
        let bytes = self.take(4)?.try_into().map_err(|_| Malformed)?;
        Ok(u32::from_ne_bytes(bytes))
    }

    fn i32(&mut self) -> Result<i32, Malformed> {
        self.u32().map(|value| value as i32)
    }

    fn u64(&mut self) -> Result<u64, Malformed> {
        let bytes = self.take(8)?.try_into().map_err(|_| Malformed)?;
        Ok(u64::from_ne_bytes(bytes))
    }

    fn flag(&mut self) -> Result<bool, Malformed> {
        match self.u32()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Malformed),
        }
    }

    fn bytes(&mut self) -> Result<Vec<u8>, Malformed> {
        let length = self.u32()? as usize;
        self.take(length).map(<[u8]>::to_vec)
    }

    fn list(&mut self) -> Result<Vec<Vec<u8>>, Malformed> {
        let count = self.u32()? as usize;
        // Each takes four bytes at least: a count that the rest cannot hold must not make us reserve for it.
        if count > self.0.len() / 4 {
            return Err(Malformed);
        }
        (0..count).map(|_| self.bytes()).collect()
    }

    fn optional(&mut self) -> Result<Option<u32>, Malformed> {
        let (some, value) = (self.flag()?, self.u32()?);
        Ok(some.then_some(value))
    }

    fn end(&self) -> Result<(), Malformed> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Malformed)
        }
    }
}

impl Request {
    /// Reads a request; its descriptors are the first of those that have arrived.
    pub fn decode(frame: &[u8], arrived: &mut VecDeque<OwnedFd>) -> Result<Request, Malformed> {
        let mut input = Reader(frame);
        let request = match input.u8()? {
            b'S' => Request::Start(Start::decode(&mut input, arrived)?),
            b'K' => Request::Kill(Kill { child: input.u64()?, signal: input.i32()?, tree: input.flag()? }),
            _ => return Err(Malformed),
        };
        input.end().map(|()| request)
    }
}

impl Start {
    fn decode(input: &mut Reader<'_>, arrived: &mut VecDeque<OwnedFd>) -> Result<Start, Malformed> {
        let (child, file) = (input.u64()?, input.bytes()?);
        let (arguments, environment) = (input.list()?, input.list()?);
        let (has_path, path) = (input.flag()?, input.bytes()?);
        let (group, umask, user, user_group) =
            (input.optional()?, input.optional()?, input.optional()?, input.optional()?);
        let mut incomplete = false;
        let mut take = |wanted: bool| {
            let taken = if wanted { arrived.pop_front() } else { None };
            incomplete |= wanted && taken.is_none();
            taken
        };
        let folder = take(input.flag()?);
        let count = input.u32()? as usize;
        if count > input.0.len() / 4 {
            return Err(Malformed);
        }
        let mut descriptors = Vec::with_capacity(count);
        for _ in 0..count {
            descriptors.push(take(input.flag()?));
        }
        Ok(Start {
            child,
            file,
            arguments,
            environment,
            path: has_path.then_some(path),
            group,
            umask,
            user,
            user_group,
            folder,
            descriptors,
            incomplete,
        })
    }
}

impl Reply {
    /// Reads a reply.
    pub fn decode(frame: &[u8]) -> Result<Reply, Malformed> {
        let mut input = Reader(frame);
        let (kind, child) = (input.u8()?, input.u64()?);
        let reply = match kind {
            b'S' => Reply::Started(child, input.u32()?),
            b'F' => Reply::Failed(child, input.i32()?),
            b'K' => Reply::Killed(child, input.i32()?),
            b'E' => {
                let (code, signal) = (input.i32()?, input.i32()?);
                let mut usage = Usage::default();
                for field in usage_fields(&mut usage) {
                    *field = input.u64()?;
                }
                Reply::Ended(child, Exit { code, signal, usage })
            }
            _ => return Err(Malformed),
        };
        input.end().map(|()| reply)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Start {
        Start {
            child: 7,
            file: b"sh".to_vec(),
            arguments: vec![b"sh".to_vec(), b"".to_vec()],
            environment: vec![b"A=b".to_vec()],
            group: Some(12),
            user: Some(0),
            descriptors: vec![None, Some(std::fs::File::open("/dev/null").unwrap().into())],
            ..Start::default()
        }
    }

    #[test]
    fn requests_arrive_whole() {
        let (mut bytes, descriptors) = Request::Start(start()).encode();
        bytes.extend(Request::Kill(Kill { child: 7, signal: 15, tree: true }).encode().0);
        let mut arrived: VecDeque<_> = descriptors.into();
        assert_eq!(take_frame(&mut bytes[..10].to_vec()), Ok(None));
        let frame = take_frame(&mut bytes).unwrap().unwrap();
        let Ok(Request::Start(read)) = Request::decode(&frame, &mut arrived) else { panic!() };
        assert_eq!((read.child, read.file, read.arguments.len(), read.environment.len()), (7, b"sh".to_vec(), 2, 1));
        assert_eq!((read.path, read.group, read.umask, read.user), (None, Some(12), None, Some(0)));
        assert!(read.folder.is_none() && read.descriptors[0].is_none() && read.descriptors[1].is_some());
        let frame = take_frame(&mut bytes).unwrap().unwrap();
        assert!(matches!(Request::decode(&frame, &mut arrived), Ok(Request::Kill(Kill { tree: true, .. }))));
        assert!(bytes.is_empty());
    }

    #[test]
    fn replies_arrive_whole() {
        let usage = Usage { user_time: 3, involuntary_switches: 9, ..Usage::default() };
        let ended = Reply::Ended(1, Exit { code: 0, signal: 9, usage });
        for reply in [Reply::Started(1, 2), Reply::Failed(1, 2), Reply::Killed(1, 0), ended] {
            let mut bytes = reply.encode();
            let frame = take_frame(&mut bytes).unwrap().unwrap();
            assert_eq!(Reply::decode(&frame), Ok(reply));
        }
    }

    #[test]
    fn what_is_no_message_is_refused() {
        let (bytes, _) = Request::Start(start()).encode();
        for length in 0..bytes.len() - 4 {
            let mut arrived = VecDeque::new();
            assert!(Request::decode(&bytes[4..4 + length], &mut arrived).is_err(), "cut to {length}");
        }
        let without = Request::decode(&bytes[4..], &mut VecDeque::new());
        assert!(matches!(without, Ok(Request::Start(Start { incomplete: true, .. }))));
        assert!(Request::decode(b"X", &mut VecDeque::new()).is_err());
        assert_eq!(take_frame(&mut vec![0xff; 8]), Err(Malformed));
        assert!(Reply::decode(&[b'S', 0]).is_err());
    }
}
