//! The expected texts are those of Node 26 (`module.stripTypeScriptTypes`), unless a comment says otherwise.

use super::*;

fn strip(source: &str) -> String {
    strip_types(source, "").unwrap_or_else(|error| panic!("{source}: {error}"))
}
