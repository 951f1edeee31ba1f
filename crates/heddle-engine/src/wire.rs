//! [`Message`]s between processes. The engine writes clone data for one process only when they hold shared memory, so a
//! message is always written so, and what points into this process is rewritten here: strings by pointer, transferred
//! buffers, shared memory. Reading goes through `heddle_wire`, which checks every byte first.

use crate::clone::Data;
use crate::payload::{Bytes, Plain, SealedBytes, WasmCode, WasmModule};
use crate::{Attachment, CloneDelegate, Local, Message, Scope, SharedBuf, Text, Thrown};
use heddle_sys::memfd::{Sealed, SealedWriter};
use heddle_wire::{tags, Body, CheckedPlain, Content, Data as WireData, HostPart, Malformed, Part};
use std::io;
use std::mem::MaybeUninit;
use std::sync::Arc;

/// What cannot go to another process, or come from one, and why.
#[derive(Debug)]
pub enum Refusal {
    /// A thing of this kind stays in its process.
    Kind(String),
    /// A SharedArrayBuffer that can grow: its length stands where no other process can see it.
    Growable,
    /// A WebAssembly.Module, and why.
    Code(&'static str),
    /// There was no memory or no descriptor for it.
    System(io::Error),
    /// Another process has sent what it must not.
    Malformed(Malformed),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Refusal {
        Refusal::System(error)
    }
}

impl From<Malformed> for Refusal {
    fn from(error: Malformed) -> Refusal {
        Refusal::Malformed(error)
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            // What finds the place in the value looks for this text (internal/worker/platform.js).
            Refusal::Kind(kind) => {
                let why = match kind.as_str() {
                    "WebAssembly.Memory" => ": its memory belongs to this one",
                    _ => "",
                };
                write!(f, "#<{kind}> could not be cloned to another process{why}.")
            }
            Refusal::Code(why) => write!(f, "#<WebAssembly.Module> could not be cloned to another process: {why}."),
            Refusal::Growable => {
                f.write_str("#<SharedArrayBuffer> could not be cloned to another process: it can grow, unseen there.")
            }
            Refusal::System(error) => write!(f, "The object could not be cloned: {error}"),
            Refusal::Malformed(error) => write!(f, "A message of another process is malformed: {error}"),
        }
    }
}

/// Knows what the host's attachments are between processes: ports, descriptors, described objects.
pub trait WireHost {
    /// An attachment as an entry of the side table; [`Refusal::Kind`] for what cannot leave the process.
    fn pack(&self, attachment: Attachment) -> Result<HostPart, Refusal>;
    /// The attachment that [`CloneDelegate::read`] makes an object of. The entry is another process': everything in it
    /// is to be checked.
    fn unpack(&self, part: HostPart) -> Result<Attachment, Refusal>;
    /// Why no WebAssembly.Module is to be sent.
    fn keeps_code(&self) -> Option<&'static str> {
        None
    }
    /// Whether modules of the other process are compiled in this one.
    fn takes_code(&self) -> bool {
        true
    }
}

/// Bytes for the side table: beside the message if they are large.
fn content(bytes: &[u8]) -> Result<Content, Refusal> {
    if bytes.len() < heddle_wire::LARGE {
        return Ok(Content::Inline(bytes.into()));
    }
    let sealed = Sealed::new(bytes)?;
    Ok(Content::Sealed { length: sealed.len(), memory: sealed.into_descriptor() })
}

impl Message {
    /// What goes to another process. Shared memory becomes a descriptor ([`SharedBuf::share`]); on a refusal everything
    /// that was in the message is gone with it, as if it had been sent and lost.
    pub fn into_wire(self, host: &dyn WireHost) -> Result<heddle_wire::Message, Refusal> {
        let mut parts = Vec::new();
        for attachment in self.attachments {
            parts.push(pack(attachment, host)?);
        }
        let body = match self.data {
            Data::Undefined => Body::Undefined,
            Data::Null => Body::Null,
            Data::Bool(value) => Body::Bool(value),
            Data::Number(value) => Body::Number(value),
            Data::Text(text) => Body::Text(text),
            Data::Bytes(bytes) => {
                parts.push(Part::Bytes(content(bytes.as_slice())?));
                Body::Bytes
            }
            Data::Plain(plain) => Body::Plain(WireData::new(plain.flatten())),
            Data::PlainBytes(bytes) => Body::Plain(WireData::new(&bytes[..])),
            Data::CloneBytes(bytes) => Body::Clone(WireData::new(&bytes[..])),
            Data::Attached => Body::Bytes,
            Data::Unreadable(why) => Body::Unreadable(why),
            // SAFETY: the engine wrote the data in this process, and it lives as long as the call.
            Data::Clone(buffer) => Body::Clone(WireData::new(unsafe { rewrite(&buffer.flatten(), &mut parts) }?)),
        };
        Ok(heddle_wire::Message { body, parts })
    }

    /// A message that another process has sent. `Message::decode` has checked it; the descriptors in it are checked here.
    pub fn from_wire(wire: heddle_wire::Message, host: &dyn WireHost) -> Result<Message, Refusal> {
        let mut attachments = Vec::with_capacity(wire.parts.len());
        for part in wire.parts {
            attachments.push(Some(unpack(part, host)?));
        }
        let unchecked = Refusal::Malformed(Malformed { what: "data that were not checked", at: 0 });
        let data = match wire.body {
            Body::Undefined => Data::Undefined,
            Body::Null => Data::Null,
            Body::Bool(value) => Data::Bool(value),
            Body::Number(value) => Data::Number(value),
            Body::Text(text) => Data::Text(text),
            Body::Bytes => Data::Attached,
            Body::Unreadable(why) => Data::Unreadable(why),
            Body::Plain(data) => Data::PlainBytes(data.into_checked().ok_or(unchecked)?.into()),
            Body::Clone(data) => Data::CloneBytes(data.into_checked().ok_or(unchecked)?.into()),
        };
        let transfers = match &data {
            Data::CloneBytes(bytes) => bytes.get(12..16) == Some(&tags::TRANSFER_MAP.to_le_bytes()),
            _ => false,
        };
        Ok(Message { data, attachments, transfers, moved: 0, ticket: None })
    }
}

fn pack(attachment: Option<Attachment>, host: &dyn WireHost) -> Result<Part, Refusal> {
    // Taken when a message is read, and then the message is gone.
    let attachment = attachment.ok_or_else(|| Refusal::Kind("Object".to_owned()))?;
    if attachment.is::<Arc<WasmModule>>() || attachment.is::<Arc<WasmCode>>() {
        if let Some(why) = host.keeps_code() {
            return Err(Refusal::Code(why));
        }
    }
    let attachment = match attachment.downcast::<Arc<WasmModule>>() {
        Ok(module) => {
            let code = module.to_code();
            return Ok(Part::Wasm(content(&code.ok_or(Refusal::Code("there was no memory for its bytes"))?)?));
        }
        Err(other) => other,
    };
    let attachment = match attachment.downcast::<Arc<WasmCode>>() {
        Ok(code) => {
            return Ok(Part::Wasm(match &**code {
                WasmCode::Inline(bytes) => Content::Inline(bytes.clone()),
                WasmCode::Sealed(sealed) => {
                    Content::Sealed { memory: sealed.descriptor().try_clone_to_owned()?, length: sealed.len() }
                }
            }))
        }
        Err(other) => other,
    };
    let attachment = match attachment.downcast::<Arc<Bytes>>() {
        Ok(bytes) => return Ok(Part::Bytes(content(bytes.as_slice())?)),
        Err(other) => other,
    };
    let attachment = match attachment.downcast::<Arc<SealedBytes>>() {
        Ok(bytes) => {
            let (length, memory) = (bytes.0.len(), bytes.0.descriptor().try_clone_to_owned()?);
            return Ok(Part::Bytes(Content::Sealed { memory, length }));
        }
        Err(other) => other,
    };
    match attachment.downcast::<SharedBuf>() {
        Ok(memory) => Ok(Part::Shared(memory.share()?)),
        Err(other) => Ok(Part::Host(host.pack(other)?)),
    }
}

fn unpack(part: Part, host: &dyn WireHost) -> Result<Attachment, Refusal> {
    Ok(match part {
        Part::Bytes(Content::Inline(bytes)) => Box::new(Arc::new(Bytes::from_vec(bytes.into_vec()))),
        Part::Bytes(Content::Sealed { memory, length }) => {
            Box::new(Arc::new(SealedBytes(Sealed::open(memory, length)?)))
        }
        Part::Shared(shared) => Box::new(SharedBuf::map_shared(shared)?),
        Part::Wasm(_) if !host.takes_code() => {
            return Err(Malformed { what: "code that is not taken", at: 0 }.into());
        }
        Part::Wasm(Content::Inline(bytes)) => Box::new(Arc::new(WasmCode::Inline(bytes))),
        Part::Wasm(Content::Sealed { memory, length }) => {
            Box::new(Arc::new(WasmCode::Sealed(Sealed::open(memory, length)?)))
        }
        Part::Host(part) => host.unpack(part)?,
    })
}

/// Words of clone data that this process has written.
struct Words<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Words<'_> {
    fn word(&mut self) -> u64 {
        let mut word = [0; 8];
        word.copy_from_slice(&self.bytes[self.at..self.at + 8]);
        self.at += 8;
        u64::from_le_bytes(word)
    }
}

/// Clone data for another process; adds to the side table what has to go there.
///
/// # Safety
/// `bytes` must be clone data that the engine has written in this process, and their owner must be live.
unsafe fn rewrite(bytes: &[u8], parts: &mut Vec<Part>) -> Result<Vec<u8>, Refusal> {
    let mut words = Words { bytes, at: 0 };
    let mut out = Vec::with_capacity(bytes.len());
    let pair = |tag: u32, data: u32| (u64::from(tag) << 32 | u64::from(data)).to_le_bytes();
    while words.at < bytes.len() {
        let start = words.at;
        let word = words.word();
        let (tag, data) = ((word >> 32) as u32, word as u32);
        // Bytes that follow and stay as they are.
        let follow = match tag {
            tags::HEADER => {
                out.extend_from_slice(&pair(tags::HEADER, tags::OTHER_PROCESS));
                continue;
            }
            tags::STRING | tags::STRING_OBJECT => {
                let units = (data & !(tags::LATIN1 | tags::BY_POINTER)) as usize;
                let length = if data & tags::LATIN1 == 0 { units * 2 } else { units };
                if data & tags::BY_POINTER != 0 {
                    let buffer = words.word() as *const u8;
                    // SAFETY: a string buffer that the clone data hold a reference to: two words of four bytes, then
                    // the characters.
                    let characters = unsafe { std::slice::from_raw_parts(buffer.add(8), length) };
                    out.extend_from_slice(&pair(tag, data & !tags::BY_POINTER));
                    out.extend_from_slice(characters);
                    out.resize(out.len().next_multiple_of(8), 0);
                    continue;
                }
                length
            }
            tags::BIGINT | tags::BIGINT_OBJECT => (data & i32::MAX as u32) as usize * 8,
            tags::NUMBER_OBJECT | tags::DATE => 8,
            tags::ARRAY_BUFFER | tags::IMMUTABLE_ARRAY_BUFFER => {
                let length = words.word() as usize;
                words.at = start + 8;
                8 + length
            }
            tags::RESIZABLE_ARRAY_BUFFER => {
                let length = words.word() as usize;
                words.at = start + 8;
                16 + length
            }
            // The length; then the buffer's own words, then the offset, which looks like a small number.
            tags::TYPED_ARRAY | tags::DATA_VIEW => 8,
            tags::SHARED_ARRAY_BUFFER | tags::GROWABLE_SHARED_ARRAY_BUFFER => {
                let (length, raw) = (words.word() as usize, words.word());
                out.extend_from_slice(&pair(tags::SHARED, parts.len() as u32));
                // SAFETY: a raw buffer that the clone data hold a reference to.
                let memory = unsafe { SharedBuf::retain(raw, length, tag == tags::GROWABLE_SHARED_ARRAY_BUFFER) };
                parts.push(Part::Shared(memory.share()?));
                continue;
            }
            tags::SHARED_WASM_MEMORY => return Err(Refusal::Kind("WebAssembly.Memory".to_owned())),
            tags::TRANSFER_MAP => {
                let count = words.word();
                out.extend_from_slice(&pair(tags::TRANSFER_MAP, 0));
                out.extend_from_slice(&count.to_le_bytes());
                for _ in 0..count {
                    let entry = (words.word() >> 32) as u32;
                    let (content_at, extra) = (words.word() as *const u8, words.word());
                    let index = if entry == tags::TRANSFER_ARRAY_BUFFER {
                        let bytes: &[u8] = match extra as usize {
                            0 => &[],
                            // SAFETY: the content of a transferred buffer, which the clone data own.
                            length => unsafe { std::slice::from_raw_parts(content_at, length) },
                        };
                        parts.push(Part::Bytes(content(bytes)?));
                        parts.len() as u64 - 1
                    } else {
                        extra
                    };
                    out.extend_from_slice(&pair(tags::TRANSFERRED, tags::OWNED_BY_HOST));
                    out.extend_from_slice(&[0; 8]);
                    out.extend_from_slice(&index.to_le_bytes());
                }
                continue;
            }
            _ => 0,
        };
        let end = words.at + follow.next_multiple_of(8);
        out.extend_from_slice(&bytes[start..end]);
        words.at = end;
    }
    Ok(out)
}

impl Scope<'_> {
    /// Clones a value for another process; a `DataCloneError` names what cannot go there. `transfer` as for
    /// [`Scope::write_message`].
    pub fn write_wire(
        &mut self,
        value: Local<'_>,
        transfer: Local<'_>,
        delegate: &dyn CloneDelegate,
        host: &dyn WireHost,
    ) -> Result<heddle_wire::Message, Thrown> {
        let message = self.write_message(value, transfer, delegate)?;
        message.into_wire(host).map_err(|refusal| delegate.data_clone_error(self, &refusal.to_string(), None))
    }
}

/// The bytes before the characters of a string in plain data: its tag and its length. As in `plain_writer.cpp`.
pub const PLAIN_STRING_HEAD: usize = 5;
const LATIN1: u8 = 6;
const TWO_BYTE: u8 = 7;

/// What plain data that begin like this are, if they are one string: how many characters, and whether of two bytes each.
pub fn plain_string(data: &[u8]) -> Option<(usize, bool)> {
    let (tag, rest) = data.split_first()?;
    let units = u32::from_le_bytes(*rest.first_chunk()?) as usize;
    match *tag {
        LATIN1 => Some((units, false)),
        TWO_BYTE => Some((units, true)),
        _ => None,
    }
}

/// What the receiver of plain data is to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainForm {
    /// A structured clone.
    Clone,
    /// What `JSON.parse(JSON.stringify(value))` gives.
    Json,
}

/// Objects and arrays of strings, numbers, booleans, null and undefined, for another process.
pub struct PlainMessage(Plain);

impl PlainMessage {
    /// In bytes.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        let mut length = 0;
        self.0.pieces(|piece| length += piece.len());
        length
    }

    /// Gives the bytes to `f`, piece by piece: long strings are pieces of their own, which are not copied.
    pub fn pieces(&self, f: impl FnMut(&[u8])) {
        self.0.pieces(f);
    }

    /// Adds the bytes to `to`.
    pub fn append_to(&self, to: &mut Vec<u8>) {
        self.0.pieces(|piece| to.extend_from_slice(piece));
    }

    /// The bytes in sealed memory.
    pub fn seal(&self) -> io::Result<Sealed> {
        let mut writer = SealedWriter::new()?;
        let mut result = Ok(());
        self.0.pieces(|piece| {
            if result.is_ok() {
                result = writer.write(piece);
            }
        });
        result?;
        writer.seal()
    }
}

impl<'s> Scope<'s> {
    /// Plain data for another process; `None`, with nothing done, if the value is not plain.
    pub fn write_plain(&mut self, value: Local<'_>, form: PlainForm) -> Result<Option<PlainMessage>, Thrown> {
        Ok(Plain::write(self, value, form == PlainForm::Json)?.map(PlainMessage))
    }

    /// The value of plain data in sealed memory of another process, if that is one string; `None` for anything else. It
    /// is read right into the string.
    pub fn read_sealed_string(&mut self, memory: &Sealed) -> io::Result<Option<Result<Local<'s>, Thrown>>> {
        let mut head = [MaybeUninit::new(0); PLAIN_STRING_HEAD];
        if memory.len() <= PLAIN_STRING_HEAD as u64 {
            return Ok(None);
        }
        memory.read_at(0, &mut head)?;
        // SAFETY: initialised above, and filled since.
        let Some((units, wide)) = plain_string(&head.map(|byte| unsafe { byte.assume_init() })) else {
            return Ok(None);
        };
        let bytes = if wide { units * 2 } else { units };
        if (bytes + PLAIN_STRING_HEAD) as u64 != memory.len() {
            return Ok(None);
        }
        // SAFETY: `read_at` fills all of it unless it fails.
        let text = unsafe { Text::filled(units, wide, |to| memory.read_at(PLAIN_STRING_HEAD as u64, to)) }?;
        Ok(match text {
            Ok(text) => Some(self.text(text)),
            // The general way has the error.
            Err(_) => None,
        })
    }

    /// The value of plain data of another process.
    pub fn read_plain(&mut self, data: CheckedPlain<'_>) -> Result<Local<'s>, Thrown> {
        Plain::read_bytes(self, data.bytes())
    }
}
