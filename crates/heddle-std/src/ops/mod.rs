//! Ops by area: each file exports `OPS`, and `init` if the area keeps state of its own in the isolate.

mod buffer;
mod builtin;
mod child;
mod codec;
mod crypto;
mod diagnostics;
mod encoding;
mod fs;
mod guard;
mod heap_snapshot;
mod heap_statistics;
mod ipc;
mod limits;
mod locks;
mod loop_;
mod main;
mod modules;
mod net;
mod os;
mod platform;
mod port_flow;
mod process;
mod profile;
mod request;
mod stdio;
mod threads;
mod url;
mod url_pattern;
mod value;
mod worker;
mod worker_control;
mod worker_output;

pub(crate) use fs::{Descriptors, Tracked};
pub(crate) use guard::table as guarded_table;
pub(crate) use heap_statistics::statistics as heap_figures;
use heddle_engine::{NativeFn, OpTable};
pub(crate) use ipc::draining as rings_to_drain;
pub(crate) use platform::Platform;
use std::sync::OnceLock;
pub(crate) use stdio::write as write_output;

/// The ops of an area, by name.
type Area = &'static [(&'static str, NativeFn)];

/// All ops of the process.
pub(crate) fn table() -> &'static OpTable {
    static TABLE: OnceLock<OpTable> = OnceLock::new();
    TABLE.get_or_init(|| OpTable::new(areas()))
}

fn areas() -> &'static [Area] {
    &[
        buffer::OPS,
        builtin::OPS,
        child::OPS,
        crypto::OPS,
        diagnostics::OPS,
        encoding::OPS,
        fs::OPS,
        guard::OPS,
        heap_snapshot::OPS,
        heap_statistics::OPS,
        ipc::OPS,
        limits::OPS,
        locks::OPS,
        loop_::OPS,
        main::OPS,
        modules::OPS,
        net::OPS,
        os::OPS,
        process::OPS,
        profile::OPS,
        stdio::OPS,
        threads::OPS,
        url::OPS,
        value::OPS,
        port_flow::OPS,
        worker::OPS,
        worker_control::OPS,
        worker_output::OPS,
    ]
}
