//! `heddle --help`.

use crate::flags::{Kind, FLAGS};
use std::fmt::Write;

/// The help text; the options come from the same table that parses them.
pub(crate) fn text() -> String {
    let mut text = String::from(
        "Usage: heddle [options] [script.js | script.ts | -] [arguments]   (-, or none: standard input)\n\
         \x20      heddle run [options] script [arguments]\n\
         \x20      heddle [options] -e code [arguments]\n\
         \x20      heddle --as-node command [arguments]\n\n\
         Runs JavaScript and TypeScript programs written for Node.\n\nOptions:\n",
    );
    for flag in FLAGS.iter().filter(|flag| !flag.help.is_empty()) {
        let mut names = String::new();
        if !flag.short.is_empty() {
            let _ = write!(names, "{}, ", flag.short);
        }
        names.push_str(flag.name);
        match flag.kind {
            Kind::Switch => {}
            Kind::Text | Kind::List | Kind::Number => names.push_str("=…"),
        }
        let _ = writeln!(text, "  {names:<34} {}", flag.help);
    }
    text.push_str(
        "\nEnvironment variables:\n\
         \x20 NODE_OPTIONS                       options, as if given first\n\
         \x20 NODE_PATH                          folders for module look-up, with ':' between\n\
         \x20 NODE_NO_WARNINGS=1                 silences process warnings\n\
         \x20 NO_COLOR, FORCE_COLOR              colours in output\n\
         \x20 UV_THREADPOOL_SIZE                 blocking threads that one isolate may use (4)\n",
    );
    text
}
