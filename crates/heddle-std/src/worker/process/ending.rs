//! The end of a worker's process: what it is made of, and that its output comes before it.

use super::super::kernel_limits;
use super::output::OwnStreams;
use super::{lock, more_oom_kills, ProcessWorker, PATIENCE};
use heddle_core::delay::run_after;
use heddle_core::{Event, EventLoop};
use heddle_engine::Scope;
use heddle_process::zygote::Fate;
use heddle_worker::{ExitReason, LimitUse, TimeLimit};
use rustix::process::Signal;
use std::rc::Rc;
use std::time::Duration;

/// What a shell adds to a signal's number.
const BY_SIGNAL: i32 = 128;

impl ProcessWorker {
    /// Finishes when its output is written, or nobody takes it.
    pub(super) fn finish_after_output(self: &Rc<Self>, scope: &mut Scope<'_>, streams: &OwnStreams) {
        let finish = {
            let (handle, id) = (scope.state::<EventLoop>().handle(), self.id);
            move || {
                handle.post(Event::Run(Box::new(move |scope| {
                    if let Some(process) = super::super::workers(scope).process(id) {
                        process.finish_now(scope);
                    }
                })));
            }
        };
        streams.when_written(finish.clone());
        self.delayed.borrow_mut().extend(run_after(PATIENCE, finish));
    }

    /// Whether it ended by the kernel's limit of its processor time.
    fn has_used_processor(&self, fate: &Fate) -> bool {
        let Some(seconds) = kernel_limits::processor_seconds(&self.limits) else { return false };
        let used = Duration::from_micros(fate.usage.user_time + fate.usage.system_time);
        // A program that ignores the signal is killed a second later.
        let is_killed = fate.signal == Signal::KILL.as_raw() && used.as_secs() > seconds;
        fate.signal == Signal::XCPU.as_raw() || is_killed
    }

    /// Its code, and why it ended.
    pub(super) fn ending(&self, fate: Option<Fate>) -> (i32, ExitReason, Option<LimitUse>) {
        if self.misbehaved.get() {
            return (1, ExitReason::Misbehaved, None);
        }
        if let Some(said) = self.said.get() {
            return said;
        }
        if let Some(cause) = *lock(&self.tie.cause) {
            return (1, cause.reason(), None);
        }
        match fate {
            Some(fate) if fate.out_of_memory && fate.signal == Signal::KILL.as_raw() => {
                (1, ExitReason::MemoryLimit, None)
            }
            Some(fate) if self.has_used_processor(&fate) => {
                let used = Duration::from_micros(fate.usage.user_time + fate.usage.system_time);
                let limit = self.limits.time().cpu.map(|max| LimitUse { limit: TimeLimit::Cpu, used, max });
                (1, ExitReason::CpuLimit, limit)
            }
            Some(fate) if fate.signal == Signal::KILL.as_raw() => {
                let reason = if more_oom_kills() { ExitReason::OutOfMemory } else { ExitReason::Killed };
                (BY_SIGNAL + fate.signal, reason, None)
            }
            Some(fate) if fate.signal != 0 => {
                let faults =
                    [Signal::SEGV, Signal::BUS, Signal::ILL, Signal::FPE, Signal::ABORT, Signal::TRAP, Signal::SYS];
                let fault = faults.iter().any(|fault| fault.as_raw() == fate.signal);
                (BY_SIGNAL + fate.signal, if fault { ExitReason::Crashed } else { ExitReason::Killed }, None)
            }
            // It left without a word, by a native's doing.
            Some(fate) => (fate.code, ExitReason::Crashed, None),
            None => (1, ExitReason::Killed, None),
        }
    }
}
