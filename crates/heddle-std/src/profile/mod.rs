//! Profiles: what a thread runs, sampled by time, and where it makes its objects, sampled by size.

pub(crate) mod allocations;
mod cpu;
pub(crate) mod flags;
mod functions;
mod heap;
pub(crate) mod sampler;

pub(crate) use functions::Style;
