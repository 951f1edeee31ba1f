//! Embeds the built-in JavaScript: a table of (id, source) for every file below `js/`.
#![allow(missing_docs)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("js");
    println!("cargo:rerun-if-changed=js");
    let mut files = Vec::new();
    collect(&root, &mut files);
    // By id, not by path: the look-up is a binary search, and "a.js" sorts behind "a/b.js".
    files.sort_by_key(|file| file.with_extension("").to_string_lossy().into_owned());
    let mut table = String::from("pub(crate) static SOURCES: &[(&str, &str)] = &[\n");
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        for byte in file.to_string_lossy().bytes().skip(root.to_string_lossy().len()).chain(bytes) {
            sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        let id = file.strip_prefix(&root).unwrap().with_extension("");
        let _ = writeln!(table, "    ({:?}, include_str!({:?})),", id.to_str().unwrap(), file.to_str().unwrap());
    }
    table.push_str("];\n");
    let _ = writeln!(
        table,
        "/// Check sum of the table, for caches of compiled code.\npub(crate) const SOURCES_SUM: u64 = {sum:#x};"
    );
    let out = PathBuf::from(std::env::var("OUT_DIR").unwrap()).join("builtin_sources.rs");
    std::fs::write(out, table).unwrap();
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "js") {
            files.push(path);
        }
    }
}
