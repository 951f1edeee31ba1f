//! Installs the pinned packages of `tests/npm` once, unmodified, under `target/`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Either the folder to run the npm tests from, or why they are skipped.
pub enum Install {
    /// Packages and test scripts stand side by side here, so bare imports resolve.
    Ready(PathBuf),
    /// No npm, or no registry.
    Skipped(String),
}

/// Copies `tests/npm` to `target/npm-tests` and installs its lock file there.
pub fn install(root: &Path) -> io::Result<Install> {
    let source = root.join("tests/npm");
    let folder = root.join("target/npm-tests");
    fs::create_dir_all(&folder)?;
    copy_tree(&source, &folder)?;
    let lock = fs::read(source.join("package-lock.json"))?;
    let stamp = folder.join("installed.lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(Install::Ready(folder));
    }
    let output = Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        .args(["--fetch-retries", "1", "--fetch-timeout", "20000"])
        .current_dir(&folder)
        .stdin(Stdio::null())
        .output();
    let output = match output {
        Ok(output) => output,
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            return Ok(Install::Skipped("npm is not installed".into()));
        }
        Err(e) => return Err(e),
    };
    let errors = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        fs::write(&stamp, lock)?;
        return Ok(Install::Ready(folder));
    }
    let unreachable = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT", "ENETUNREACH", "ECONNRESET"]
        .iter()
        .any(|code| errors.contains(code));
    if unreachable {
        return Ok(Install::Skipped("the npm registry cannot be reached".into()));
    }
    Err(io::Error::other(format!("npm ci failed:\n{errors}")))
}

fn copy_tree(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            if entry.file_name() != "node_modules" {
                copy_tree(&entry.path(), &target)?;
            }
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
