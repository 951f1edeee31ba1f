//! The event loop, ticks, microtasks and the async context slot.

use heddle_core::{EventLoop, Milestone};
use heddle_engine::{Args, Local, NativeFn, Scope, Thrown};
use std::time::{Duration, Instant};

/// `op_loop_hooks_set({ name: function … })`
fn op_loop_hooks_set<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let event_loop = scope.state::<EventLoop>();
    for name in scope.keys(args.get(0))? {
        let function = scope.get(args.get(0), &name)?;
        let function = scope.global_handle(function);
        event_loop.hooks().set(&name, function);
    }
    Ok(Local::undefined())
}

/// `op_loop_now()` -> ms since the isolate's time origin, as of this turn
fn op_loop_now<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let now = scope.state::<EventLoop>().now_ms();
    Ok(scope.number(now))
}

/// `op_loop_update_time()`
fn op_loop_update_time<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    scope.state::<EventLoop>().update_time();
    Ok(Local::undefined())
}

/// `op_loop_resources()` -> names of what keeps the loop alive
fn op_loop_resources<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let active = scope.state::<EventLoop>().active();
    scope.array_with(active, |scope, name| Ok(scope.string(name)))
}

/// `op_loop_explain(again, timers)`: prints what keeps the process alive, unless it did and `again` is false; `timers` are those
/// of this thread, each with its stack
fn op_loop_explain<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    crate::why_alive::explain(scope, args.get(0).is_true(), args.get(1));
    Ok(Local::undefined())
}

/// `op_stack_text()` -> what runs, a line for each frame
fn op_stack_text<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let text = scope.stack_text();
    Ok(scope.string(&text))
}

/// `op_loop_idle_ns()` -> nanoseconds spent waiting
fn op_loop_idle_ns<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let idle = scope.state::<EventLoop>().idle_ns();
    Ok(scope.number(idle as f64))
}

/// `op_timer_schedule(ms)`: wants `processTimers` after `ms`; negative: not at all
fn op_timer_schedule<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let ms = args.get(0).as_number().unwrap_or(0.0);
    let due = (ms >= 0.0).then(|| Instant::now() + Duration::from_secs_f64((ms / 1e3).min(1e9)));
    scope.state::<EventLoop>().schedule_timers(due);
    Ok(Local::undefined())
}

/// `op_timer_ref(bool)`
fn op_timer_ref<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    scope.state::<EventLoop>().ref_timers(args.get(0).is_true());
    Ok(Local::undefined())
}

/// `op_immediate_want(any, refed)`
fn op_immediate_want<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    scope.state::<EventLoop>().want_immediates(args.get(0).is_true(), args.get(1).is_true());
    Ok(Local::undefined())
}

/// `op_tick_want(bool)`
fn op_tick_want<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    scope.state::<EventLoop>().want_ticks(args.get(0).is_true());
    Ok(Local::undefined())
}

/// `op_microtask_run()`
fn op_microtask_run<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    EventLoop::run_microtasks(scope);
    Ok(Local::undefined())
}

/// `op_context_get()`
fn op_context_get<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    Ok(scope.context())
}

/// `op_context_set(object | undefined)`
fn op_context_set<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    scope.set_context(args.get(0));
    Ok(Local::undefined())
}

/// `op_time_hr()` -> ms since the isolate's time origin, read now
fn op_time_hr<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let origin = scope.state::<EventLoop>().origin();
    Ok(scope.number(origin.elapsed().as_secs_f64() * 1e3))
}

/// `op_time_origin()` -> unix ms of the isolate's time origin
fn op_time_origin<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let origin = scope.state::<EventLoop>().unix_origin_ms();
    Ok(scope.number(origin))
}

/// `op_loop_metrics()` -> `[nodeStart, v8Start, environment, bootstrapComplete, loopStart, loopExit, idleTime, loopCount,
/// events, eventsWaiting]`; times in ms since the time origin, -1 for what has not happened
fn op_loop_metrics<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let event_loop = scope.state::<EventLoop>();
    let (turns, events, waiting) = event_loop.counts();
    let environment = event_loop.marked(Milestone::Environment);
    let values = [
        0.0,
        environment / 2.0,
        environment,
        event_loop.marked(Milestone::Bootstrapped),
        event_loop.marked(Milestone::LoopStart),
        event_loop.marked(Milestone::LoopExit),
        event_loop.idle_ns() as f64 / 1e6,
        turns as f64,
        events as f64,
        waiting as f64,
    ];
    scope.array_with(values, |scope, value| Ok(scope.number(value)))
}

/// `op_microtask_enqueue(function)`
fn op_microtask_enqueue<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    if args.get(0).is_function() {
        scope.enqueue_microtask(args.get(0))?;
    }
    Ok(Local::undefined())
}

/// `op_promise_hook_set(function | undefined)`: called with (0, promise) when a promise is made, 1: settled, 2 and 3: before
/// and after a job of its
fn op_promise_hook_set<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let function = args.get(0);
    scope.set_promise_hook((!function.is_undefined()).then_some(function))?;
    Ok(Local::undefined())
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_loop_explain", op_loop_explain),
    ("op_stack_text", op_stack_text),
    ("op_loop_hooks_set", op_loop_hooks_set),
    ("op_loop_now", op_loop_now),
    ("op_loop_update_time", op_loop_update_time),
    ("op_loop_resources", op_loop_resources),
    ("op_loop_idle_ns", op_loop_idle_ns),
    ("op_timer_schedule", op_timer_schedule),
    ("op_timer_ref", op_timer_ref),
    ("op_immediate_want", op_immediate_want),
    ("op_tick_want", op_tick_want),
    ("op_microtask_run", op_microtask_run),
    ("op_context_get", op_context_get),
    ("op_context_set", op_context_set),
    ("op_time_hr", op_time_hr),
    ("op_time_origin", op_time_origin),
    ("op_loop_metrics", op_loop_metrics),
    ("op_microtask_enqueue", op_microtask_enqueue),
    ("op_promise_hook_set", op_promise_hook_set),
];
