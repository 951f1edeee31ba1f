//! Which parts of a source become white space, and the few characters that are set in their place.

/// Edits that change no position: blanked ranges and single ASCII characters.
pub(super) struct Edits<'s> {
    source: &'s str,
    blanks: Vec<(u32, u32)>,
    /// Characters that win over a blank.
    marks: Vec<(u32, u8)>,
}

impl<'s> Edits<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Edits { source, blanks: Vec::new(), marks: Vec::new() }
    }

    pub(super) fn blank(&mut self, start: u32, end: u32) {
        if start < end {
            self.blanks.push((start, end));
        }
    }

    /// Sets one character inside a blanked range (or over a single-byte character).
    pub(super) fn mark(&mut self, at: u32, byte: u8) {
        self.marks.push((at, byte));
    }

    pub(super) fn byte(&self, at: u32) -> Option<u8> {
        self.source.as_bytes().get(at as usize).copied()
    }

    pub(super) fn text(&self, start: u32, end: u32) -> &'s str {
        &self.source[start as usize..end as usize]
    }

    /// The next position that is neither white space nor inside a comment, and whether a line ended before it.
    pub(super) fn skip_trivia(&self, at: u32) -> (u32, bool) {
        let bytes = self.source.as_bytes();
        let mut at = at as usize;
        let mut newline = false;
        while at < bytes.len() {
            let rest = &self.source[at..];
            if rest.starts_with("//") {
                at += rest.find(['\n', '\r', '\u{2028}', '\u{2029}']).unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                let length = rest.find("*/").map_or(rest.len(), |end| end + 2);
                newline |= rest[..length].contains(['\n', '\r', '\u{2028}', '\u{2029}']);
                at += length;
            } else {
                match rest.chars().next() {
                    Some(c) if c.is_whitespace() || c == '\u{feff}' => {
                        newline |= matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
                        at += c.len_utf8();
                    }
                    _ => break,
                }
            }
        }
        (at as u32, newline)
    }

    /// The identifier-like word at a position.
    pub(super) fn word(&self, at: u32) -> &'s str {
        let rest = &self.source[at as usize..];
        let length =
            rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$')).count();
        &rest[..length]
    }

    pub(super) fn apply(mut self) -> String {
        self.blanks.sort_unstable();
        self.marks.sort_unstable();
        let mut out = String::with_capacity(self.source.len());
        let mut at = 0;
        for (start, end) in self.blanks {
            let (start, end) = ((start as usize).max(at), end as usize);
            if start >= end {
                continue;
            }
            out.push_str(&self.source[at..start]);
            for c in self.source[start..end].chars() {
                match c {
                    '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => out.push(c),
                    // One column of UTF-16 for each, and as many bytes as there were, so that marks find their place.
                    _ => match c.len_utf8() {
                        1 => out.push(' '),
                        2 => out.push('\u{a0}'),
                        3 => out.push('\u{2002}'),
                        _ => out.push_str(" \u{feff}"),
                    },
                }
            }
            at = end;
        }
        out.push_str(&self.source[at..]);
        debug_assert_eq!(out.len(), self.source.len());
        if self.marks.is_empty() {
            return out;
        }
        let mut bytes = out.into_bytes();
        for (at, byte) in self.marks {
            let at = at as usize;
            // A mark falls on the first byte of a blank: ASCII, because types begin with ASCII or are led by it.
            if bytes[at] < 0x80 {
                bytes[at] = byte;
            }
        }
        String::from_utf8(bytes).expect("only ASCII was replaced by ASCII")
    }
}
