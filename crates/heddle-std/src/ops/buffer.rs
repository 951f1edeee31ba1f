//! Ops of Buffer: strings to bytes and back in Node's encodings, search, comparison, base64 helpers.
//!
//! The encodings are numbers here; `js/internal/buffer/encodings.js` gives them their names.

use super::codec::{self, Encoding};
use heddle_engine::{Args, Local, NativeFn, Scope, Thrown};
use memchr::memmem;

type Result<'s> = std::result::Result<Local<'s>, Thrown>;

/// An index or length argument; what is no sensible number counts as `fallback`.
fn index(args: &Args<'_>, at: u32, fallback: usize) -> usize {
    args.get(at).as_number().filter(|n| *n >= 0.0).map_or(fallback, |n| n as usize)
}

fn encoding(args: &Args<'_>, at: u32) -> Encoding {
    args.get(at).as_u32().and_then(Encoding::from_number).unwrap_or(Encoding::Utf8)
}

fn number<'s>(scope: &mut Scope<'s>, value: usize) -> Result<'s> {
    Ok(scope.number(value as f64))
}

/// `op_buffer_from_string(string, encoding)` -> ArrayBuffer of the string's bytes
fn op_buffer_from_string<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let encoding = encoding(args, 1);
    if encoding != Encoding::Utf8 {
        let bytes = scope.with_chars(args.get(0), |chars| codec::encode(chars, encoding)).unwrap_or_default();
        return scope.array_buffer(bytes);
    }
    let length = scope.with_chars(args.get(0), |chars| codec::encoded_len(&chars, encoding)).unwrap_or(0);
    let buffer = scope.array_buffer_zeroed(length)?;
    scope.with_chars_into(args.get(0), buffer, |chars, target| codec::encode_into(chars, target, encoding));
    Ok(buffer)
}

/// `op_buffer_write(view, string, offset, max, encoding)` -> bytes written, whole characters only; -1 for shared memory,
/// which is written from JavaScript so that no byte beside the text is touched
fn op_buffer_write<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    if scope.is_shared_memory(args.get(0)) {
        return Ok(scope.number(-1.0));
    }
    let encoding = encoding(args, 4);
    let (offset, max) = (index(args, 2, 0), index(args, 3, usize::MAX));
    let room = scope.byte_len(args.get(0)).saturating_sub(offset).min(max);
    let written = scope.with_chars_into(args.get(1), args.get(0), |chars, bytes| {
        let target = bytes.get_mut(offset..offset.saturating_add(room)).unwrap_or(&mut []);
        codec::encode_into(chars, target, encoding).1
    });
    number(scope, written.unwrap_or(0))
}

/// `op_buffer_to_string(view, start, end, encoding)` -> string; undefined if it would be too long; null for shared
/// memory, of which JavaScript sends a copy of the part that is wanted
fn op_buffer_to_string<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    if scope.is_shared_memory(args.get(0)) {
        return Ok(scope.null());
    }
    let encoding = encoding(args, 3);
    let start = index(args, 1, 0);
    let end = index(args, 2, usize::MAX);
    let decoded = scope.with_bytes(args.get(0), |bytes| {
        let end = end.min(bytes.len());
        codec::decode(bytes.get(start..end).unwrap_or(&[]), encoding)
    });
    match decoded {
        None => Ok(scope.string("")),
        Some(text) => Ok(scope.decoded(text)?.unwrap_or(Local::undefined())),
    }
}

/// `op_buffer_utf8_length(string)` -> its length in UTF-8
fn op_buffer_utf8_length<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let length = scope.with_chars(args.get(0), |chars| chars.utf8_len()).unwrap_or(0);
    number(scope, length)
}

/// `op_buffer_compare(a, b, aStart, aEnd, bStart, bEnd)` -> -1, 0 or 1
fn op_buffer_compare<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    fn part(bytes: &[u8], start: usize, end: usize) -> &[u8] {
        let end = end.min(bytes.len());
        bytes.get(start..end).unwrap_or(&[])
    }
    let (a_start, a_end) = (index(args, 2, 0), index(args, 3, usize::MAX));
    let (b_start, b_end) = (index(args, 4, 0), index(args, 5, usize::MAX));
    let ordering = scope.with_bytes(args.get(0), |a| {
        scope.with_bytes(args.get(1), |b| part(a, a_start, a_end).cmp(part(b, b_start, b_end)) as i32)
    });
    Ok(scope.number(f64::from(ordering.flatten().unwrap_or(0))))
}

/// Where a search may begin, as Node counts it: from the end if negative. `Err` is the result when there is none.
fn search_start(length: usize, offset: i64, needle: usize, forward: bool) -> std::result::Result<usize, i64> {
    let length_i = length as i64;
    let start = if offset < 0 {
        if offset + length_i >= 0 {
            offset + length_i
        } else if forward || needle == 0 {
            0
        } else {
            return Err(-1);
        }
    } else if offset + needle as i64 <= length_i {
        offset
    } else if needle == 0 {
        length_i
    } else if forward {
        return Err(-1);
    } else {
        length_i - 1
    };
    if needle == 0 {
        return Err(start);
    }
    if length == 0 || needle > length || (forward && start as usize + needle > length) {
        return Err(-1);
    }
    usize::try_from(start).map_err(|_| -1)
}

fn search(haystack: &[u8], needle: &[u8], offset: i64, wide: bool, forward: bool) -> i64 {
    let start = match search_start(haystack.len(), offset, needle.len(), forward) {
        Ok(start) => start,
        Err(result) => return result,
    };
    if wide {
        return search_wide(haystack, needle, start, forward);
    }
    let found = if forward {
        memmem::find(&haystack[start..], needle).map(|at| at + start)
    } else {
        let end = (start + needle.len()).min(haystack.len());
        memmem::rfind(&haystack[..end], needle)
    };
    found.map_or(-1, |at| at as i64)
}

/// UTF-16 is found at even positions only.
fn search_wide(haystack: &[u8], needle: &[u8], start: usize, forward: bool) -> i64 {
    let haystack = &haystack[..haystack.len() & !1];
    let needle = &needle[..needle.len() & !1];
    if haystack.len() < 2 || needle.is_empty() || needle.len() > haystack.len() {
        return -1;
    }
    if forward {
        let mut from = start & !1;
        while let Some(at) = haystack.get(from..).and_then(|rest| memmem::find(rest, needle)) {
            let at = from + at;
            if at.is_multiple_of(2) {
                return at as i64;
            }
            from = at + 1;
        }
    } else {
        let mut end = ((start & !1) + needle.len()).min(haystack.len());
        while let Some(at) = memmem::rfind(&haystack[..end], needle) {
            if at % 2 == 0 {
                return at as i64;
            }
            end = at + needle.len() - 1;
        }
    }
    -1
}

/// `op_buffer_index_of(view, stringOrView, offset, encoding, forward)` -> position or -1
fn op_buffer_index_of<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let encoding = encoding(args, 3);
    let offset = args.get(2).as_number().unwrap_or(0.0) as i64;
    let forward = args.get(4).is_true();
    let value = args.get(1);
    let wide = encoding == Encoding::Utf16Le;
    let position = if value.is_string() {
        let needle = scope.with_chars(value, |chars| codec::encode(chars, encoding)).unwrap_or_default();
        scope.with_bytes(args.get(0), |haystack| search(haystack, &needle, offset, wide, forward))
    } else {
        scope
            .with_bytes(args.get(0), |haystack| {
                scope.with_bytes(value, |needle| search(haystack, needle, offset, wide, forward))
            })
            .flatten()
    };
    Ok(scope.number(position.unwrap_or(-1) as f64))
}

/// `op_buffer_swap(view, size)`: reverses the bytes of each element of 2, 4 or 8 bytes
fn op_buffer_swap<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    // (On shared memory the whole view is rewritten, which is what swapping means anyway.)
    fn swap<const N: usize>(bytes: &mut [u8]) {
        for chunk in bytes.chunks_exact_mut(N) {
            chunk.reverse();
        }
    }
    let size = args.get(1).as_u32();
    scope.with_bytes_mut(args.get(0), |bytes| match size {
        Some(2) => swap::<2>(bytes),
        Some(4) => swap::<4>(bytes),
        Some(8) => swap::<8>(bytes),
        _ => {}
    });
    Ok(Local::undefined())
}

/// `op_buffer_is_utf8(view)` -> is it well-formed UTF-8
fn op_buffer_is_utf8<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let valid = scope.with_bytes(args.get(0), heddle_engine::is_utf8);
    Ok(scope.boolean(valid.unwrap_or(false)))
}

/// `op_buffer_is_ascii(view)` -> is every byte below 128
fn op_buffer_is_ascii<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let ascii = scope.with_bytes(args.get(0), <[u8]>::is_ascii);
    Ok(scope.boolean(ascii.unwrap_or(false)))
}

/// `op_buffer_atob(string)` -> string; 1: a character that base64 has not; 2: one character too many
fn op_buffer_atob<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    match scope.with_chars(args.get(0), codec::forgiving_base64_decode) {
        Some(Ok(bytes)) => Ok(scope.string_latin1(&bytes)),
        Some(Err(codec::Base64Error::Remainder)) => number(scope, 2),
        Some(Err(codec::Base64Error::Character)) | None => number(scope, 1),
    }
}

/// `op_buffer_btoa(string)` -> string, or undefined if a character is above U+00FF
fn op_buffer_btoa<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let bytes = scope.with_chars(args.get(0), codec::latin1_strict).flatten();
    Ok(match bytes {
        Some(bytes) => {
            let text = base64_simd::STANDARD.encode_to_string(&bytes);
            scope.string_latin1(text.as_bytes())
        }
        None => Local::undefined(),
    })
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_buffer_from_string", op_buffer_from_string),
    ("op_buffer_write", op_buffer_write),
    ("op_buffer_to_string", op_buffer_to_string),
    ("op_buffer_utf8_length", op_buffer_utf8_length),
    ("op_buffer_compare", op_buffer_compare),
    ("op_buffer_index_of", op_buffer_index_of),
    ("op_buffer_swap", op_buffer_swap),
    ("op_buffer_is_utf8", op_buffer_is_utf8),
    ("op_buffer_is_ascii", op_buffer_is_ascii),
    ("op_buffer_atob", op_buffer_atob),
    ("op_buffer_btoa", op_buffer_btoa),
];

#[cfg(test)]
mod tests {
    use super::{search, search_start};

    #[test]
    fn offsets_count_from_the_end_when_negative() {
        assert_eq!(search_start(10, -3, 2, true), Ok(7));
        assert_eq!(search_start(10, -30, 2, true), Ok(0));
        assert_eq!(search_start(10, -30, 2, false), Err(-1));
        assert_eq!(search_start(10, 30, 0, true), Err(10));
        assert_eq!(search_start(10, 30, 2, false), Ok(9));
    }

    #[test]
    fn search_finds_both_ways() {
        let text = b"this is a buffer this";
        assert_eq!(search(text, b"this", 1, false, true), 17);
        assert_eq!(search(text, b"this", 16, false, false), 0);
        assert_eq!(search(text, b"none", 0, false, true), -1);
    }

    #[test]
    fn utf16_is_found_at_even_positions_only() {
        let text = [0x61, 0x62, 0x00, 0x62, 0x00, 0x63];
        assert_eq!(search(&text, &[0x62, 0x00], 0, true, true), -1);
        assert_eq!(search(&text, &[0x00, 0x62], 0, true, true), 2);
        assert_eq!(search(&text, &[0x00, 0x62], 5, true, false), 2);
    }
}
