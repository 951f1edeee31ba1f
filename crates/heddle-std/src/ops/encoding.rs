//! Ops of TextEncoder and TextDecoder.

use super::codec;
use encoding_rs::{CoderResult, Decoder, Encoding};
use heddle_engine::{Args, Local, NativeFn, Scope, Text, Thrown};
use std::cell::RefCell;
use std::rc::Rc;

type Result<'s> = std::result::Result<Local<'s>, Thrown>;

/// A decoder between the chunks of a stream.
struct StreamDecoder {
    decoder: RefCell<Decoder>,
    fatal: bool,
}

fn encoding_of(scope: &mut Scope<'_>, label: Local<'_>) -> Option<&'static Encoding> {
    let label = scope.str(label)?;
    Encoding::for_label_no_replacement(label.as_bytes())
}

fn new_decoder(encoding: &'static Encoding, ignore_bom: bool) -> Decoder {
    // "ignore" here means to keep the mark as text.
    if ignore_bom {
        encoding.new_decoder_without_bom_handling()
    } else {
        encoding.new_decoder_with_bom_removal()
    }
}

/// Decodes one chunk; `None` on ill-formed input when `fatal`.
fn decode_chunk(decoder: &mut Decoder, mut bytes: &[u8], last: bool, fatal: bool) -> Option<Vec<u16>> {
    let mut out = Vec::new();
    loop {
        let room = decoder.max_utf16_buffer_length(bytes.len())?;
        let start = out.len();
        out.resize(start + room, 0);
        let (result, read, written, had_errors) = decoder.decode_to_utf16(bytes, &mut out[start..], last);
        out.truncate(start + written);
        if fatal && had_errors {
            return None;
        }
        bytes = &bytes[read..];
        if result == CoderResult::InputEmpty {
            return Some(out);
        }
    }
}

/// `op_encoding_encode(string)` -> Uint8Array of its UTF-8
fn op_encoding_encode<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let length = scope.with_chars(args.get(0), |chars| chars.utf8_len()).unwrap_or(0);
    let bytes = scope.uint8_array_zeroed(length)?;
    scope.with_chars_into(args.get(0), bytes, codec::encode_utf8_into);
    Ok(bytes)
}

/// `op_encoding_encode_into(string, view, progress)`: progress[0] units read, progress[1] bytes written; false, with
/// nothing done, for shared memory
fn op_encoding_encode_into<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    if scope.is_shared_memory(args.get(1)) {
        return Ok(scope.boolean(false));
    }
    let (read, written) = scope.with_chars_into(args.get(0), args.get(1), codec::encode_utf8_into).unwrap_or((0, 0));
    scope.with_bytes_mut(args.get(2), |bytes| {
        if let Some(target) = bytes.get_mut(..8) {
            target[..4].copy_from_slice(&(read as u32).to_ne_bytes());
            target[4..].copy_from_slice(&(written as u32).to_ne_bytes());
        }
    });
    Ok(scope.boolean(true))
}

/// `op_encoding_name(label)` -> the encoding's name in lower case, or undefined
fn op_encoding_name<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    Ok(match encoding_of(scope, args.get(0)) {
        Some(encoding) => scope.string(&encoding.name().to_ascii_lowercase()),
        None => Local::undefined(),
    })
}

/// `op_encoding_decode_utf8(view, fatal, ignoreBOM)` -> string, or undefined if ill-formed and fatal
fn op_encoding_decode_utf8<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let (fatal, ignore_bom) = (args.get(1).is_true(), args.get(2).is_true());
    let decoded = scope.with_bytes(args.get(0), |bytes| {
        let text = if ignore_bom { bytes } else { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes) };
        if fatal {
            Text::from_utf8_bytes(text)
        } else {
            Some(Text::from_utf8_lossy(text))
        }
    });
    match decoded {
        None => Ok(scope.string("")),
        Some(None) => Ok(Local::undefined()),
        Some(Some(text)) => Ok(scope.decoded(text)?.unwrap_or(Local::undefined())),
    }
}

/// `op_encoding_decode(name, view, fatal, ignoreBOM)` -> string, or undefined if ill-formed and fatal
fn op_encoding_decode<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let (fatal, ignore_bom) = (args.get(2).is_true(), args.get(3).is_true());
    let Some(encoding) = encoding_of(scope, args.get(0)) else { return Ok(Local::undefined()) };
    let mut decoder = new_decoder(encoding, ignore_bom);
    let units = scope.with_bytes(args.get(1), |bytes| decode_chunk(&mut decoder, bytes, true, fatal));
    Ok(match units {
        None => scope.string(""),
        Some(None) => Local::undefined(),
        Some(Some(units)) => scope.string_utf16(&units),
    })
}

/// `op_encoding_decoder_create(name, fatal, ignoreBOM)` -> a decoder for `op_encoding_decoder_decode`
fn op_encoding_decoder_create<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let (fatal, ignore_bom) = (args.get(1).is_true(), args.get(2).is_true());
    let Some(encoding) = encoding_of(scope, args.get(0)) else {
        return Err(scope.throw_type_error("unknown encoding"));
    };
    let object = scope.platform_object()?;
    scope.set_host(object, Rc::new(StreamDecoder { decoder: RefCell::new(new_decoder(encoding, ignore_bom)), fatal }));
    Ok(object)
}

/// `op_encoding_decoder_decode(decoder, view, last)` -> string, or undefined if ill-formed and fatal
fn op_encoding_decoder_decode<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let Some(state) = scope.host::<StreamDecoder>(args.get(0)) else {
        return Err(scope.throw_type_error("not a decoder"));
    };
    let last = args.get(2).is_true();
    let units = scope
        .with_bytes(args.get(1), |bytes| decode_chunk(&mut state.decoder.borrow_mut(), bytes, last, state.fatal))
        .flatten();
    Ok(match units {
        None => Local::undefined(),
        Some(units) => scope.string_utf16(&units),
    })
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_encoding_encode", op_encoding_encode),
    ("op_encoding_encode_into", op_encoding_encode_into),
    ("op_encoding_name", op_encoding_name),
    ("op_encoding_decode_utf8", op_encoding_decode_utf8),
    ("op_encoding_decode", op_encoding_decode),
    ("op_encoding_decoder_create", op_encoding_decoder_create),
    ("op_encoding_decoder_decode", op_encoding_decoder_decode),
];
