//! The script test runner and the checks of the tree itself.
//!
//! One behaviour is one script is one process: a crash or a hang is one red line, and
//! no test can disturb another. The runner knows nothing of the runtime it runs, so the
//! same suite runs under another Node-compatible runtime as a check of the tests.
#![forbid(unsafe_code)]

pub mod case;
pub mod discover;
pub mod golden;
pub mod npm;
pub mod process;
pub mod runner;
pub mod test262;
pub mod tidy;

use std::path::{Path, PathBuf};

/// The root of the source tree: the one that the current folder is in, else the one this crate was built from. A tree
/// that was copied together with its build folder tests itself.
pub fn tree_root() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let is_tree = |folder: &&Path| folder.join("crates/heddle-testkit/Cargo.toml").is_file();
    if let Some(root) = here.ancestors().find(is_tree) {
        return root.to_path_buf();
    }
    let crate_dir = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    match crate_dir.ancestors().nth(2) {
        Some(root) => root.to_path_buf(),
        None => crate_dir,
    }
}
