//! Finds the tests by walking the tree: no list is kept by hand, so no test is forgotten.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::case::{Case, Kind};

const EXTENSIONS: [&str; 5] = ["js", "mjs", "cjs", "ts", "mts"];

/// Every test under `root/tests`, sorted by name.
pub fn discover(root: &Path) -> io::Result<Vec<Case>> {
    let mut cases = Vec::new();
    let tests = root.join("tests");
    for area in sorted_entries(&tests)? {
        if !area.is_dir() {
            continue;
        }
        match file_name(&area) {
            "golden" => golden_cases(root, &area, &mut cases)?,
            "npm" => script_cases(root, &area, &Kind::Npm, &mut cases)?,
            _ => script_cases(root, &area, &Kind::Script, &mut cases)?,
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(cases)
}

fn script_cases(root: &Path, dir: &Path, kind: &Kind, cases: &mut Vec<Case>) -> io::Result<()> {
    for path in sorted_entries(dir)? {
        let name = file_name(&path);
        if name.starts_with('_') || name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            if name != "fixtures" && name != "node_modules" {
                script_cases(root, &path, kind, cases)?;
            }
        } else if is_script(&path) {
            cases.push(Case::load(case_name(root, &path), path, kind.clone())?);
        }
    }
    Ok(())
}

fn golden_cases(root: &Path, dir: &Path, cases: &mut Vec<Case>) -> io::Result<()> {
    for folder in sorted_entries(dir)? {
        if !folder.is_dir() {
            continue;
        }
        let mains: Vec<PathBuf> = sorted_entries(&folder)?
            .into_iter()
            .filter(|p| p.file_stem().is_some_and(|s| s == "main") && is_script(p))
            .collect();
        let [main] = mains.as_slice() else {
            return Err(io::Error::other(format!(
                "{}: a golden test has exactly one main.*, found {}",
                folder.display(),
                mains.len()
            )));
        };
        let name = case_name(root, &folder);
        cases.push(Case::load(name, main.clone(), Kind::Golden(folder))?);
    }
    Ok(())
}

fn sorted_entries(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(dir)? {
        paths.push(entry?.path());
    }
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> &str {
    path.file_name().and_then(|n| n.to_str()).unwrap_or("")
}

fn is_script(path: &Path) -> bool {
    path.is_file() && path.extension().and_then(|e| e.to_str()).is_some_and(|e| EXTENSIONS.contains(&e))
}

fn case_name(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned()
}
