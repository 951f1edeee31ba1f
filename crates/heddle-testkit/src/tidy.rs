//! The rules of the tree that the compiler does not check.
//!
//! Each check returns what it found wrong, one line a finding.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Crates that may hold `unsafe` code.
const UNSAFE_CRATES: [&str; 3] = ["heddle-engine", "heddle-glue", "heddle-sys"];
/// Crates that may name the engine's bindings.
const ENGINE_CRATES: [&str; 2] = ["heddle-engine", "heddle-glue"];
/// The crate that may name libc.
const LIBC_CRATES: [&str; 1] = ["heddle-sys"];
/// Crates whose code runs on the threads of isolates, where a wait must be one that can be ended (`heddle_sys::file`).
const ISOLATE_CRATES: [&str; 5] = ["heddle-core", "heddle-engine", "heddle-process", "heddle-std", "heddle-worker"];
/// Files with more lines get a warning: where, what, how many.
const LENGTHS: [(&str, &str, usize); 4] =
    [("crates", "rs", 600), ("crates", "cpp", 600), ("crates", "h", 600), ("crates/heddle-std/js", "js", 500)];

/// A source file with its path relative to the tree.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn crate_name(&self) -> &str {
        self.path.strip_prefix("crates/").and_then(|rest| rest.split('/').next()).unwrap_or("")
    }
}

/// Every broken rule of the tree.
pub fn violations(root: &Path) -> io::Result<Vec<String>> {
    let rust = sources(root, "crates", &["rs"])?;
    let js = sources(root, "crates/heddle-std/js", &["js"])?;
    let mut found = Vec::new();
    fences(&rust, &mut found);
    endless_waits(&rust, &mut found);
    forbid_lines(root, &mut found)?;
    module_headers(&rust, &mut found);
    lint_inheritance(root, &mut found)?;
    used_dependencies(root, &rust, &mut found)?;
    op_names(&rust, &js, &mut found);
    error_codes(&js, &mut found);
    module_ids(&js, &mut found);
    js_headers(&js, &mut found);
    Ok(found)
}

/// Things worth a look that fail nothing: files that grew long.
pub fn warnings(root: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for (dir, extension, limit) in LENGTHS {
        for source in sources(root, dir, &[extension])? {
            let lines = source.text.lines().count();
            if lines > limit && !source.path.contains("/vendor/") {
                found.push(format!("{}: {lines} lines (over {limit})", source.path));
            }
        }
    }
    Ok(found)
}

fn sources(root: &Path, dir: &str, extensions: &[&str]) -> io::Result<Vec<Source>> {
    let mut found = Vec::new();
    let mut pending: Vec<PathBuf> = vec![root.join(dir)];
    while let Some(dir) = pending.pop() {
        let entries = match fs::read_dir(&dir) {
            Ok(entries) => entries,
            Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
            Err(e) => return Err(e),
        };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                if path.file_name().is_none_or(|n| n != "target" && n != "node_modules") {
                    pending.push(path);
                }
                continue;
            }
            let known = path.extension().and_then(|e| e.to_str()).is_some_and(|e| extensions.contains(&e));
            if known {
                let text = fs::read_to_string(&path)?;
                let path = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
                found.push(Source { path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// A line of Rust without its line comment and without string literals, which may say anything.
fn code_of(line: &str) -> String {
    let mut code = String::new();
    let mut in_string = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if in_string => {
                chars.next();
            }
            '"' => in_string = !in_string,
            '/' if !in_string && chars.peek() == Some(&'/') => break,
            _ if !in_string => code.push(c),
            _ => {}
        }
    }
    code
}

fn has_word(code: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

/// unsafe, mozjs and libc stay where they belong.
fn fences(rust: &[Source], found: &mut Vec<String>) {
    let fences: [(&str, &[&str]); 4] =
        [("unsafe", &UNSAFE_CRATES), ("mozjs", &ENGINE_CRATES), ("mozjs_sys", &ENGINE_CRATES), ("libc", &LIBC_CRATES)];
    for source in rust {
        if source.path == "crates/heddle-testkit/src/tidy.rs" {
            continue;
        }
        for (word, crates) in fences {
            // The glue describes C types to itself with std's own names, so libc has one home only.
            if crates.contains(&source.crate_name()) {
                continue;
            }
            for (index, line) in source.text.lines().enumerate() {
                if has_word(&code_of(line), word) {
                    found.push(format!("{}:{}: \"{word}\" outside {}", source.path, index + 1, crates.join(", ")));
                }
            }
        }
    }
}

/// No std::fs where it could keep a worker from ending: it makes interrupted calls again.
fn endless_waits(rust: &[Source], found: &mut Vec<String>) {
    for source in rust.iter().filter(|source| ISOLATE_CRATES.contains(&source.crate_name())) {
        let tested = source.path.contains("/tests/") || source.path.ends_with("_tests.rs");
        if tested || source.path.ends_with("/build.rs") {
            continue;
        }
        for (index, line) in source.text.lines().enumerate() {
            if line.trim() == "#[cfg(test)]" {
                break;
            }
            let code = code_of(line);
            if code.contains("std::fs") || code.contains("std::process::Command") {
                let at = index + 1;
                found.push(format!("{}:{at}: std::fs cannot be interrupted; use heddle_sys::file", source.path));
            }
        }
    }
}

/// Every crate root outside the fence forbids unsafe code.
fn forbid_lines(root: &Path, found: &mut Vec<String>) -> io::Result<()> {
    for name in crate_names(root)? {
        if UNSAFE_CRATES.contains(&name.as_str()) {
            continue;
        }
        for file in ["src/lib.rs", "src/main.rs"] {
            let path = root.join("crates").join(&name).join(file);
            if path.is_file() && !fs::read_to_string(&path)?.contains("#![forbid(unsafe_code)]") {
                found.push(format!("crates/{name}/{file}: lacks #![forbid(unsafe_code)]"));
            }
        }
    }
    Ok(())
}

/// Every module says what it is for.
fn module_headers(rust: &[Source], found: &mut Vec<String>) {
    for source in rust {
        let in_src = source.path.contains("/src/");
        if in_src && !source.text.lines().any(|line| line.starts_with("//!")) {
            found.push(format!("{}: lacks a //! header", source.path));
        }
    }
}

/// Every crate takes the workspace's lints.
fn lint_inheritance(root: &Path, found: &mut Vec<String>) -> io::Result<()> {
    for name in crate_names(root)? {
        let manifest = fs::read_to_string(root.join("crates").join(&name).join("Cargo.toml"))?;
        if !manifest.contains("[lints]\nworkspace = true") {
            found.push(format!("crates/{name}/Cargo.toml: lacks [lints] workspace = true"));
        }
    }
    Ok(())
}

/// Every dependency of a crate is named in its code.
fn used_dependencies(root: &Path, rust: &[Source], found: &mut Vec<String>) -> io::Result<()> {
    for name in crate_names(root)? {
        let manifest = fs::read_to_string(root.join("crates").join(&name).join("Cargo.toml"))?;
        for dependency in dependencies(&manifest) {
            let word = dependency.replace('-', "_");
            let is_used = rust
                .iter()
                .filter(|s| s.crate_name() == name)
                .any(|s| s.text.lines().any(|line| has_word(&code_of(line), &word)));
            if !is_used {
                found.push(format!("crates/{name}/Cargo.toml: {dependency} is used nowhere"));
            }
        }
    }
    Ok(())
}

/// The names in the dependency sections of a manifest.
fn dependencies(manifest: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut in_section = false;
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            in_section = line.ends_with("dependencies]");
        } else if in_section && !line.starts_with('#') {
            if let Some((name, _)) = line.split_once('=') {
                names.push(name.trim());
            }
        }
    }
    names
}

fn crate_names(root: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root.join("crates"))? {
        let entry = entry?;
        if entry.path().join("Cargo.toml").is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Every op that JavaScript calls exists in Rust under the same name.
fn op_names(rust: &[Source], js: &[Source], found: &mut Vec<String>) {
    let mut defined = BTreeSet::new();
    for source in rust.iter().filter(|s| s.crate_name() != "heddle-testkit") {
        for line in source.text.lines() {
            for name in op_words(line) {
                if is_op_definition(line, name) {
                    defined.insert(name.to_string());
                }
            }
        }
    }
    if defined.is_empty() {
        // Nothing to compare with before the first op exists.
        return;
    }
    let mut missing = BTreeSet::new();
    for source in js.iter().filter(|s| !s.path.contains("/vendor/")) {
        for (index, line) in source.text.lines().enumerate() {
            let line = line.split("//").next().unwrap_or("");
            if line.trim_start().starts_with(['*', '/']) {
                continue;
            }
            for name in op_words(line) {
                if !defined.contains(name) && missing.insert(name.to_string()) {
                    found.push(format!("{}:{}: {name} is defined in no Rust file", source.path, index + 1));
                }
            }
        }
    }
}

/// Words of the form `op_noun_verb` in a line.
fn op_words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .filter(|word| word.starts_with("op_") && word.len() > 3)
}

fn is_op_definition(line: &str, name: &str) -> bool {
    line.contains(&format!("fn {name}("))
        || line.contains(&format!("fn {name}<"))
        || line.contains(&format!("\"{name}\""))
}

/// Every error code that built-in JavaScript makes an error of has a message.
fn error_codes(js: &[Source], found: &mut Vec<String>) {
    let is_table = |source: &&Source| source.path.contains("/js/internal/errors");
    let tables: Vec<&Source> = js.iter().filter(is_table).collect();
    let mut missing = BTreeSet::new();
    for source in js.iter().filter(|s| !is_table(s) && !s.path.contains("/vendor/")) {
        for (index, line) in source.text.lines().enumerate() {
            for prefix in ["new ERR_", "codes.ERR_", "codes().ERR_"] {
                for (at, _) in line.match_indices(prefix) {
                    let name = word_at(line, at + prefix.len() - "ERR_".len());
                    let known = tables.iter().any(|table| has_word(&table.text, name));
                    if !known && missing.insert(name) {
                        found.push(format!("{}:{}: {name} has no message in internal/errors", source.path, index + 1));
                    }
                }
            }
        }
    }
}

/// Every built-in module that is required by its id exists.
fn module_ids(js: &[Source], found: &mut Vec<String>) {
    const ROOT: &str = "crates/heddle-std/js/";
    for source in js.iter().filter(|s| !s.path.contains("/vendor/")) {
        for (index, line) in source.text.lines().enumerate() {
            if line.trim_start().starts_with("//") || line.trim_start().starts_with('*') {
                continue;
            }
            for (at, open) in line.match_indices("require('") {
                let id = line[at + open.len()..].split('\'').next().unwrap_or("");
                let is_id = ["bootstrap/", "heddle/", "internal/", "node/", "vendor/", "web/"]
                    .iter()
                    .any(|f| id.starts_with(f));
                let file = format!("{ROOT}{id}.js");
                if is_id && !js.iter().any(|s| s.path == file) {
                    found.push(format!("{}:{}: there is no built-in module {id}", source.path, index + 1));
                }
            }
        }
    }
}

/// The identifier that starts at a byte offset.
fn word_at(line: &str, from: usize) -> &str {
    let rest = &line[from..];
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
    &rest[..end]
}

/// Built-in JavaScript is strict and says what it is for.
fn js_headers(js: &[Source], found: &mut Vec<String>) {
    for source in js {
        if source.path.contains("/vendor/") {
            continue;
        }
        let mut lines = source.text.lines().filter(|l| !l.trim().is_empty());
        let top: Vec<&str> = lines.by_ref().take(12).collect();
        if !top.iter().any(|l| l.trim_start().starts_with("'use strict'")) {
            found.push(format!("{}: lacks 'use strict'", source.path));
        }
        if !top.iter().any(|l| l.starts_with("//") || l.starts_with("/*")) {
            found.push(format!("{}: lacks a header line that says what it does", source.path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_not_code() {
        assert!(!has_word(&code_of("let x = \"unsafe\"; // unsafe"), "unsafe"));
        assert!(has_word(&code_of("let x = unsafe { y };"), "unsafe"));
        assert!(!has_word(&code_of("#![forbid(unsafe_code)]"), "unsafe"));
        assert!(has_word(&code_of("use libc::c_int;"), "libc"));
    }

    #[test]
    fn finds_op_words() {
        let words: Vec<&str> = op_words("const { op_fs_open, op_fs_read } = ops; drop_x").collect();
        assert_eq!(words, ["op_fs_open", "op_fs_read"]);
    }

    #[test]
    fn reads_dependencies() {
        let manifest =
            "[package]\nname = \"x\"\n[dependencies]\n# why\na-b = \"1\"\n[build-dependencies]\ncc = \"1\"\n";
        assert_eq!(dependencies(manifest), ["a-b", "cc"]);
    }

    #[test]
    fn missing_ops_are_found() {
        let rust = [Source { path: "crates/heddle-std/src/ops/a.rs".into(), text: "fn op_a_get() {}".into() }];
        let js = [Source { path: "js/a.js".into(), text: "ops.op_a_get();\nops.op_a_set();".into() }];
        let mut found = Vec::new();
        op_names(&rust, &js, &mut found);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("op_a_set"));
    }
}
