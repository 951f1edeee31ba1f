//! Functions as profiles name them: what the engine says of a frame, taken apart and put into V8's words.

use heddle_engine::{SampleFrame, SampleFrameKind};
use std::collections::HashMap;
use std::fmt::Write;

/// Which of Node's two ways of writing a profile: they differ in the type of script numbers and in URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// `startCpuProfile()`: numbers, and files as the program names them.
    Api,
    /// `--cpu-prof`: strings, and `file:` URLs.
    Flag,
}

struct Function {
    kind: SampleFrameKind,
    text: String,
    source: u32,
}

/// The functions that were seen, each once.
#[derive(Default)]
pub(crate) struct Functions {
    list: Vec<Function>,
    numbers: HashMap<Vec<u8>, u32>,
    scratch: Vec<u8>,
}

impl Functions {
    /// The number of a frame's function.
    pub(crate) fn number(&mut self, frame: SampleFrame<'_>) -> u32 {
        self.scratch.clear();
        self.scratch.push(frame.kind as u8);
        self.scratch.extend_from_slice(&frame.source.to_le_bytes());
        self.scratch.extend_from_slice(frame.text);
        if let Some(number) = self.numbers.get(&self.scratch) {
            return *number;
        }
        let number = self.list.len() as u32;
        let text = String::from_utf8_lossy(frame.text).into_owned();
        self.list.push(Function { kind: frame.kind, text, source: frame.source });
        self.numbers.insert(self.scratch.clone(), number);
        number
    }

    /// The descriptions of all of them, by number; `names` are the full names of scripts by their numbers.
    pub(crate) fn call_frames(&self, style: Style, names: &HashMap<u32, String>) -> Vec<String> {
        self.list.iter().map(|function| CallFrame::of(function, names).to_json(style)).collect()
    }
}

/// The description of a node that is no function.
pub(crate) fn call_frame_named(name: &str, style: Style) -> String {
    CallFrame::named(name).to_json(style)
}

/// Appends formatted text.
pub(crate) fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}

/// A function as the file describes it; line and column from 0, -1: unknown.
#[derive(Debug, PartialEq, Eq)]
struct CallFrame {
    name: String,
    source: u32,
    url: String,
    line: i64,
    column: i64,
}

impl CallFrame {
    fn named(name: &str) -> CallFrame {
        CallFrame { name: name.to_owned(), source: 0, url: String::new(), line: -1, column: -1 }
    }

    fn of(function: &Function, names: &HashMap<u32, String>) -> CallFrame {
        let text = function.text.as_str();
        match function.kind {
            SampleFrameKind::Builtin => CallFrame::named(text),
            SampleFrameKind::Wasm => {
                let (name, place) = split_name(text);
                CallFrame { url: place.to_owned(), ..CallFrame::named(name) }
            }
            SampleFrameKind::Function => {
                let (name, place) = split_name(text);
                let (file, line, column) = split_place(place);
                // The text has only the beginning of a long name.
                let mut url = names.get(&function.source).map_or(file, String::as_str);
                let mut name = shown_name(name);
                // Functions of the language that the engine has in JavaScript.
                if url == "self-hosted" {
                    return CallFrame::named(&name);
                }
                // Code made by `eval` or `Function` has no URL.
                if let Some((_, maker)) = url.rsplit_once(" > ") {
                    url = "";
                    if maker != "eval" && name == "anonymous" {
                        name.clear();
                    }
                }
                let (line, column) = if line == 0 { (0, 0) } else { (line - 1, (column - 1).max(0)) };
                CallFrame { name, source: function.source, url: url.to_owned(), line, column }
            }
        }
    }

    fn to_json(&self, style: Style) -> String {
        let text = |text: &str| serde_json::Value::from(text).to_string();
        let url = match style {
            Style::Flag if self.url.starts_with('/') => {
                url::Url::from_file_path(&self.url).map_or_else(|()| self.url.clone(), String::from)
            }
            _ => self.url.clone(),
        };
        let quote = if style == Style::Flag { "\"" } else { "" };
        format!(
            "{{\"functionName\":{},\"lineNumber\":{},\"columnNumber\":{},\"scriptId\":{quote}{}{quote},\"url\":{}}}",
            text(&self.name),
            self.line,
            self.column,
            self.source,
            text(&url)
        )
    }
}

/// `name (place)`, or a place alone.
fn split_name(text: &str) -> (&str, &str) {
    match text.strip_suffix(')').and_then(|text| text.split_once(" (")) {
        Some((name, place)) => (name, place),
        None => ("", text),
    }
}

/// `file:line:column` or `file`.
fn split_place(place: &str) -> (&str, i64, i64) {
    let mut parts = place.rsplitn(3, ':');
    let (column, line, file) = (parts.next(), parts.next(), parts.next());
    match (file, line.and_then(|line| line.parse().ok()), column.and_then(|column| column.parse().ok())) {
        (Some(file), Some(line), Some(column)) => (file, line, column),
        _ => (place, 0, 0),
    }
}

/// The engine guesses names of functions that have none: `outer/obj.method`, `outer/<` for an argument. V8 guesses the
/// former only.
fn shown_name(name: &str) -> String {
    let Some((_, guess)) = name.rsplit_once('/') else {
        return if name.contains(['<', '[']) { String::new() } else { name.to_owned() };
    };
    if guess.contains(['<', '[']) {
        return String::new();
    }
    guess.strip_prefix("this.").unwrap_or(guess).replace(".prototype.", ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_the_engine_are_taken_apart() {
        let of = |text: &str| {
            let function = Function { kind: SampleFrameKind::Function, text: text.into(), source: 7 };
            let frame = CallFrame::of(&function, &HashMap::new());
            (frame.name, frame.url, frame.line, frame.column)
        };
        assert_eq!(of("busy (/a b (c)/x.js:3:14)"), ("busy".into(), "/a b (c)/x.js".into(), 2, 13));
        assert_eq!(of("node:fs:1:1"), (String::new(), "node:fs".into(), 0, 0));
        assert_eq!(of("/x.js"), (String::new(), "/x.js".into(), 0, 0));
        assert_eq!(of("main/run (x:2:1)").0, "run");
        assert_eq!(of("main/< (x:2:1)").0, "");
        assert_eq!(of("Foo.prototype.bar (x:2:1)").0, "Foo.prototype.bar");
        assert_eq!(of("map (self-hosted:5:1)"), ("map".into(), String::new(), -1, -1));
        assert_eq!(of("/x.js line 4 > eval:1:1").1, "");
        assert_eq!(of("anonymous (/x.js line 4 > Function:1:19)"), (String::new(), String::new(), 0, 18));
    }
}
