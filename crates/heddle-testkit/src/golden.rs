//! Expected output with holes: `[WILD]` stands for any text, `[DIR]` for the test's folder.

use std::fs;
use std::io;
use std::path::Path;

/// What a golden test expects; absent files expect nothing in particular of that stream.
#[derive(Debug, Default)]
pub struct Expected {
    /// Pattern of standard output.
    pub stdout: Option<String>,
    /// Lines of standard output, in any order.
    pub stdout_sorted: Option<String>,
    /// Pattern of standard error.
    pub stderr: Option<String>,
    /// Exit code; 0 unless the file `exitcode` says otherwise.
    pub exit_code: i32,
    /// Arguments, one a line in the file `args`.
    pub args: Vec<String>,
    /// Text given on standard input.
    pub stdin: Option<String>,
}

impl Expected {
    /// Reads the expectation files of a golden folder.
    pub fn load(dir: &Path) -> io::Result<Expected> {
        let exit_code = match read_optional(&dir.join("exitcode"))? {
            None => 0,
            Some(text) => text
                .trim()
                .parse()
                .map_err(|_| io::Error::other(format!("{}: exitcode is not a number", dir.display())))?,
        };
        let args = read_optional(&dir.join("args"))?.unwrap_or_default();
        Ok(Expected {
            stdout: read_optional(&dir.join("stdout"))?,
            stdout_sorted: read_optional(&dir.join("stdout.sorted"))?.map(|text| sorted_lines(&text)),
            stderr: read_optional(&dir.join("stderr"))?,
            exit_code,
            args: args.lines().map(str::to_string).collect(),
            stdin: read_optional(&dir.join("stdin"))?,
        })
    }
}

fn read_optional(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}

/// The lines of a text in order, for output whose order is free.
pub fn sorted_lines(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

/// Whether `actual` matches `pattern`, in which `[WILD]` matches any text, also none.
pub fn matches(pattern: &str, actual: &str) -> bool {
    let mut parts = pattern.split("[WILD]");
    let first = parts.next().unwrap_or("");
    let Some(mut rest) = actual.strip_prefix(first) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    // Leftmost matches leave the most text for the later parts, so no backtracking is needed.
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// The first line where pattern and text differ, for the report; 1-based.
pub fn first_difference(pattern: &str, actual: &str) -> usize {
    let mut expected = pattern.lines();
    for (index, line) in actual.lines().enumerate() {
        match expected.next() {
            Some(want) if matches(want, line) => {}
            _ => return index + 1,
        }
    }
    actual.lines().count() + 1
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns() {
        assert!(matches("a\n", "a\n"));
        assert!(!matches("a\n", "a\nb\n"));
        assert!(matches("[WILD]", ""));
        assert!(matches("a[WILD]c", "abbbc"));
        assert!(matches("a[WILD]b[WILD]c", "a-b-b-c"));
        assert!(!matches("a[WILD]b[WILD]c", "a-c-b"));
        assert!(matches("x [WILD]\ny\n", "x 1\n2\ny\n"));
        assert!(!matches("aa[WILD]aa", "aaa"));
    }
}
