//! Structured clone of the host's platform objects: ports and descriptors natively, all others by the protocol of their
//! JavaScript classes (`internal/worker/platform`).

use super::fs::{Parcel, Travelling};
use super::worker::PortState;
use heddle_core::EventLoop;
use heddle_engine::{Attachment, CloneDelegate, Local, Message, Refusal, Scope, Thrown, WireHost};
use heddle_wire::HostPart;
use heddle_worker::{PortEnd, Things};

/// The clone delegate of every isolate.
pub(crate) struct Platform;

/// A platform object under way: the class's name and a message with its data.
struct Described {
    kind: String,
    data: Message,
}

fn hook<'s>(scope: &mut Scope<'s>, name: &str, args: &[Local<'_>]) -> Result<Local<'s>, Thrown> {
    match scope.state::<EventLoop>().hooks().get(scope, name) {
        Some(hook) => scope.call(hook, Local::undefined(), args),
        None => Err(scope.throw_type_error("internal error: structured clone hooks are missing")),
    }
}

impl Platform {
    /// `[kind, data, transferList]` as an attachment; `None` for `undefined`.
    fn describe(&self, scope: &mut Scope<'_>, described: Local<'_>) -> Result<Option<Attachment>, Thrown> {
        if !described.is_object() {
            return Ok(None);
        }
        let kind = scope.get_index(described, 0)?;
        let kind = scope.str(kind).unwrap_or_default();
        let data = scope.get_index(described, 1)?;
        let transfer = scope.get_index(described, 2)?;
        let data = scope.write_message(data, transfer, self)?;
        Ok(Some(Box::new(Described { kind, data })))
    }
}

impl CloneDelegate for Platform {
    fn write(&self, scope: &mut Scope<'_>, object: Local<'_>) -> Result<Option<Attachment>, Thrown> {
        if scope.host::<PortState>(object).is_some() {
            return Ok(None);
        }
        scope.nested(|scope| {
            let described = hook(scope, "cloneWrite", &[object])?;
            self.describe(scope, described)
        })
    }

    fn write_error(&self, scope: &mut Scope<'_>, error: Local<'_>) -> Result<Option<Attachment>, Thrown> {
        // Set once there is a class of such errors.
        let Some(hook) = scope.state::<EventLoop>().hooks().get(scope, "cloneWriteError") else { return Ok(None) };
        scope.nested(|scope| {
            let described = scope.call(hook, Local::undefined(), &[error])?;
            self.describe(scope, described)
        })
    }

    fn can_transfer(&self, scope: &mut Scope<'_>, object: Local<'_>) -> Result<bool, Thrown> {
        if Parcel::is_one(scope, object) {
            return Ok(true);
        }
        scope.nested(|scope| Ok(hook(scope, "cloneCanTransfer", &[object])?.is_true()))
    }

    fn transfer(&self, scope: &mut Scope<'_>, object: Local<'_>) -> Result<Attachment, Thrown> {
        if let Some(port) = scope.host::<PortState>(object) {
            return match port.detach(scope) {
                Some(end) => Ok(Box::new(end)),
                None => Err(self.data_clone_error(scope, "MessagePort in transfer list is already detached", None)),
            };
        }
        if let Some(travelling) = Parcel::take(scope, object) {
            return Ok(travelling);
        }
        let attachment = scope.nested(|scope| {
            let described = hook(scope, "cloneTransfer", &[object])?;
            self.describe(scope, described)
        })?;
        match attachment {
            Some(attachment) => Ok(attachment),
            None => Err(self.data_clone_error(scope, "Value not transferable", Some(object))),
        }
    }

    fn duplicate(&self, attachment: &Attachment) -> Option<Attachment> {
        let described = attachment.downcast_ref::<Described>()?;
        let data = described.data.duplicate(self)?;
        Some(Box::new(Described { kind: described.kind.clone(), data }))
    }

    fn read<'s>(&self, scope: &mut Scope<'s>, attachment: Attachment) -> Result<Local<'s>, Thrown> {
        let attachment = match attachment.downcast::<PortEnd>() {
            Ok(end) => {
                let object = scope.platform_object()?;
                scope.set_host(object, PortState::new(*end));
                let kind = scope.string("MessagePort");
                return hook(scope, "cloneRead", &[kind, object]);
            }
            Err(other) => other,
        };
        let attachment = match attachment.downcast::<Travelling>() {
            Ok(travelling) => return Parcel::unpack(scope, *travelling),
            Err(other) => other,
        };
        match attachment.downcast::<Described>() {
            Ok(described) => {
                let data = scope.read_message(described.data, self)?;
                let kind = scope.string(&described.kind);
                hook(scope, "cloneRead", &[kind, data])
            }
            Err(_) => Err(scope.throw_type_error("internal error: an unknown attachment in a message")),
        }
    }

    fn data_clone_error(&self, scope: &mut Scope<'_>, message: &str, object: Option<Local<'_>>) -> Thrown {
        let thrown = scope.nested(|scope| {
            let text = scope.string(message);
            let object = match object {
                Some(object) => scope.local(object),
                None => scope.local(Local::undefined()),
            };
            hook(scope, "cloneError", &[text, object]).err()
        });
        match thrown {
            Some(thrown) => thrown,
            None => scope.throw_type_error(message),
        }
    }
}

/// Classes whose description may come from another process: whoever reads it believes nothing of it.
const DESCRIBED: [&str; 13] = [
    "AbortSignal",
    "Blob",
    "BlockList",
    "DOMException",
    "File",
    "FileHandle",
    "Histogram",
    "Object",
    "QuotaExceededError",
    "ReadableStream",
    "SocketAddress",
    "TransformStream",
    "WritableStream",
];
/// The name of a descriptor in a message.
const DESCRIPTOR: &str = "Descriptor";

impl Things for Platform {
    fn pack(&self, attachment: Attachment, host: &dyn WireHost) -> Result<HostPart, Refusal> {
        let attachment = match attachment.downcast::<Described>() {
            Ok(described) if DESCRIBED.contains(&described.kind.as_str()) => {
                let message = Some(Box::new(described.data.into_wire(host)?));
                return Ok(HostPart { kind: described.kind, bytes: Box::default(), message, descriptors: Vec::new() });
            }
            Ok(described) => return Err(Refusal::Kind(described.kind)),
            Err(other) => other,
        };
        match attachment.downcast::<Travelling>() {
            Ok(travelling) => Ok(HostPart {
                kind: DESCRIPTOR.to_owned(),
                bytes: Box::default(),
                message: None,
                descriptors: vec![travelling.into_owned().ok_or_else(|| Refusal::Kind("FileHandle".to_owned()))?],
            }),
            Err(_) => Err(Refusal::Kind("MessagePort".to_owned())),
        }
    }

    fn unpack(&self, part: HostPart, host: &dyn WireHost) -> Result<Attachment, Refusal> {
        let HostPart { kind, bytes, message, mut descriptors } = part;
        match (message, descriptors.pop()) {
            _ if !bytes.is_empty() || !descriptors.is_empty() => Err(Refusal::Kind(kind)),
            (Some(message), None) if DESCRIBED.contains(&kind.as_str()) => {
                Ok(Box::new(Described { kind, data: Message::from_wire(*message, host)? }))
            }
            (None, Some(descriptor)) if kind == DESCRIPTOR => Ok(Box::new(Travelling::from(descriptor))),
            _ => Err(Refusal::Kind(kind)),
        }
    }

    fn duplicate(&self, message: &Message) -> Option<Message> {
        message.duplicate(self)
    }
}

/// For messages that no port goes with.
impl WireHost for Platform {
    fn keeps_code(&self) -> Option<&'static str> {
        Some("it is in a report")
    }

    fn takes_code(&self) -> bool {
        false
    }

    fn pack(&self, attachment: Attachment) -> Result<HostPart, Refusal> {
        Things::pack(self, attachment, self)
    }

    fn unpack(&self, part: HostPart) -> Result<Attachment, Refusal> {
        Things::unpack(self, part, self)
    }
}
