//! What one isolate may use at most; see docs/limits.md.

use crate::options::ProcessOptions;
use heddle_engine::MemoryLimits;
use heddle_worker::TimeLimits;
use std::sync::OnceLock;
use std::time::Duration;

const MIB: f64 = 1048576.0;
/// What a process needs beside its budgets: the stacks of its threads, messages, source texts.
const DATA_MARGIN_MB: f64 = 64.0;
/// Largest default of a heap (as V8's).
const DEFAULT_HEAP_MB: f64 = 4096.0;

/// Limits of an isolate in MiB and milliseconds, as the options give them, so that they can be read back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Largest size of the space for young objects.
    pub young_mb: f64,
    /// The heap; infinite: no limit.
    pub heap_mb: f64,
    /// Machine code; 0: no limit.
    pub code_mb: f64,
    /// JavaScript's stack.
    pub stack_mb: f64,
    /// Buffers and WebAssembly memories; infinite: no limit.
    pub external_mb: f64,
    /// Processor time; infinite: no limit.
    pub cpu_ms: f64,
    /// Time since the worker's program started; infinite: no limit.
    pub wall_ms: f64,
    /// Of a process, as all that follow: its memory, with that of what it starts; infinite: no limit.
    pub memory_mb: f64,
    /// Its private writable memory by the kernel's count; infinite: no limit.
    pub data_mb: f64,
    /// Its open descriptors; infinite: no limit of its own.
    pub open_files: f64,
    /// Its processes and threads; infinite: no limit of its own.
    pub processes: f64,
    /// The size of a file that it writes; infinite: no limit of its own.
    pub file_size_mb: f64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            young_mb: 8.0,
            heap_mb: f64::INFINITY,
            code_mb: 0.0,
            stack_mb: 4.0,
            external_mb: f64::INFINITY,
            cpu_ms: f64::INFINITY,
            wall_ms: f64::INFINITY,
            memory_mb: f64::INFINITY,
            data_mb: f64::INFINITY,
            open_files: f64::INFINITY,
            processes: f64::INFINITY,
            file_size_mb: f64::INFINITY,
        }
    }
}

impl Limits {
    /// Of the main isolate: the heap is limited only by `--max-old-space-size`.
    pub fn of_main(options: &ProcessOptions) -> Limits {
        let heap_mb = options.number("--max-old-space-size").unwrap_or(f64::INFINITY);
        Limits { heap_mb, ..Limits::default() }
    }

    /// Of a worker that sets none itself. The heap: `--max-old-space-size`, else half of the memory, at most 4 GiB.
    /// Buffers: three quarters of the memory, which is the machine's or what a control group leaves of it, or `most` MiB.
    pub fn of_workers(options: &ProcessOptions, most: f64) -> Limits {
        let memory = memory_mb().min(most);
        let heap_mb = options.number("--max-old-space-size");
        let heap_mb = heap_mb.unwrap_or_else(|| (memory / 2.0).floor().clamp(16.0, DEFAULT_HEAP_MB));
        Limits { heap_mb, external_mb: (memory * 0.75).floor().max(16.0), ..Limits::default() }
    }

    /// Each limit with its name among the options of a worker.
    pub(crate) fn by_name(&mut self) -> [(&'static str, &mut f64); 12] {
        [
            ("maxYoungGenerationSizeMb", &mut self.young_mb),
            ("maxOldGenerationSizeMb", &mut self.heap_mb),
            ("codeRangeSizeMb", &mut self.code_mb),
            ("stackSizeMb", &mut self.stack_mb),
            ("externalMb", &mut self.external_mb),
            ("cpuMs", &mut self.cpu_ms),
            ("wallMs", &mut self.wall_ms),
            ("memoryMb", &mut self.memory_mb),
            ("dataMb", &mut self.data_mb),
            ("openFiles", &mut self.open_files),
            ("processes", &mut self.processes),
            ("fileSizeMb", &mut self.file_size_mb),
        ]
    }

    /// Sets the limit of a process's private memory: that of all its memory, or the budgets, if there are any, with what
    /// the engine may exceed them by and what is needed beside them.
    pub(crate) fn fit_data(&mut self, has_budgets: bool) {
        if self.memory_mb.is_finite() {
            self.data_mb = self.memory_mb;
        } else if has_budgets {
            self.data_mb = 2.0 * self.heap_mb + self.external_mb + self.stack_mb + self.young_mb + DATA_MARGIN_MB;
        }
    }

    /// Those of the memory.
    pub(crate) fn memory(&self) -> MemoryLimits {
        let code = if self.code_mb > 0.0 { bytes(self.code_mb).max(LEAST_CODE) } else { u64::MAX };
        MemoryLimits { heap: bytes(self.heap_mb), external: bytes(self.external_mb), code }
    }

    /// The space for young objects in bytes, of a size that the engine takes.
    pub(crate) fn nursery(&self) -> u32 {
        bytes(self.young_mb).clamp(256 << 10, 64 << 20) as u32
    }

    /// The limits of time.
    pub(crate) fn time(&self) -> TimeLimits {
        let limit = |ms: f64| ms.is_finite().then(|| Duration::from_secs_f64((ms / 1e3).clamp(0.0, LONGEST)));
        TimeLimits { cpu: limit(self.cpu_ms), wall: limit(self.wall_ms) }
    }

    /// JavaScript's stack in bytes.
    pub(crate) fn stack(&self) -> usize {
        bytes(self.stack_mb).min(LARGEST_STACK) as usize
    }
}

/// Seconds that nothing lasts.
const LONGEST: f64 = 1e9;
/// With less, what runs could not be compiled at all.
const LEAST_CODE: u64 = 4 << 20;
/// A thread whose stack is larger could not be started.
const LARGEST_STACK: u64 = 4095 << 20;

/// The memory there is, read once: a control group's limit is not expected to change.
fn memory_mb() -> f64 {
    static MEMORY: OnceLock<u64> = OnceLock::new();
    *MEMORY.get_or_init(heddle_sys::process::memory_size) as f64 / MIB
}

pub(crate) fn bytes(mb: f64) -> u64 {
    // A float beyond the range becomes the largest number.
    (mb * MIB) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::OptionValue;

    #[test]
    fn the_command_line_sets_the_default_of_workers() {
        let mut options = ProcessOptions::default();
        assert_eq!(Limits::of_main(&options).memory(), MemoryLimits::default());
        assert!((16 << 20..=4096 << 20).contains(&Limits::of_workers(&options, f64::INFINITY).memory().heap));
        options.flags.insert("--max-old-space-size".into(), OptionValue::Number(64.0));
        assert_eq!(Limits::of_main(&options).memory().heap, 64 << 20);
        assert_eq!(Limits::of_workers(&options, f64::INFINITY).memory().heap, 64 << 20);
    }

    #[test]
    fn sizes_fit_the_engine() {
        let limits = Limits { young_mb: 0.01, stack_mb: 1e9, ..Limits::default() };
        assert_eq!(limits.nursery(), 256 << 10);
        assert_eq!(limits.stack() as u64, LARGEST_STACK);
    }
}
