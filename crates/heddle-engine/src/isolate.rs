//! [`Isolate`]: one context, one realm, one thread; and [`IsolateHandle`], the part of it that other threads see.

use crate::arena::{Arena, Persistent, Roots};
use crate::{
    Engine, Global, GlobalHost, LimitHost, Local, MemoryLimits, ModuleHost, NearHeapLimit, OpTable, RejectionKind,
    Scope, Thrown,
};
use heddle_glue::engine as glue;
use mozjs::gc::CustomAutoRooter;
use mozjs::jsapi as raw;
use mozjs::jsapi::{JSContext, Value};
use mozjs::jsval::ObjectValue;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::VecDeque;
use std::ffi::c_void;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, RwLock};

/// How to make an isolate.
#[derive(Default)]
pub struct IsolateOptions {
    /// An isolate of the process that lives longer and whose atoms and self-hosted code are shared (2 ms and 1.5 MB
    /// cheaper). `None` for the first.
    pub parent: Option<ParentRuntime>,
    /// Stack that JavaScript may use, in bytes; 0: 1 MiB; at least 192 KiB. Must be well below the thread's stack.
    pub stack_quota: usize,
    /// Limits of its memory.
    pub memory: MemoryLimits,
    /// Largest size of the space for young objects in bytes; 0: 8 MiB.
    pub nursery: u32,
    /// The native functions that the host offers; see [`Scope::ops_object`].
    pub ops: Option<&'static OpTable>,
}

/// Least stack quota: the engine's own code needs some before it checks.
const MIN_STACK: usize = 192 << 10;

/// The root runtime of the process, for [`IsolateOptions::parent`]. It must outlive its children: the process's
/// first isolate is never destroyed before the process leaves.
#[derive(Clone, Copy)]
pub struct ParentRuntime(*mut raw::JSRuntime);
// SAFETY: only passed to JS_NewContext, which reads immutable parts of the parent runtime from the child's thread.
unsafe impl Send for ParentRuntime {}
// SAFETY: as above.
unsafe impl Sync for ParentRuntime {}

/// Where tasks that the engine finished on other threads go. Called from any thread.
pub trait TaskSink: Send + Sync {
    /// Arranges for [`Isolate::run_task`] on the isolate's thread after `delay_ms`. False if the isolate takes no more
    /// tasks: the task is then dropped, and so must be all later ones.
    fn dispatch(&self, task: Task, delay_ms: u32) -> bool;

    /// Arranges for [`Scope::take_cleanups`] soon. Called on the isolate's thread amid a collection: nothing of the
    /// engine may be used.
    fn cleanups_wait(&self);
}

/// A task of the engine's for [`Isolate::run_task`]. Dropped, it goes back to the engine, which waits for it when the
/// isolate is destroyed: so a sink must not outlive the isolate with tasks in it.
pub struct Task(*mut glue::Task);
// SAFETY: the engine hands these from helper threads to the context's thread.
unsafe impl Send for Task {}
impl Drop for Task {
    fn drop(&mut self) {
        // SAFETY: owned. A task that is registered with a runtime keeps it from being destroyed until it is dropped.
        unsafe { glue::hg_task_drop(self.0) }
    }
}

/// A function to run inside the isolate at its next interrupt check, even amid a loop.
pub type Interrupt = Box<dyn FnOnce(&mut Scope<'_>) + Send>;

struct CxPtr(*mut JSContext);
// SAFETY: used only for JS_RequestInterruptCallback, which the engine allows from any thread while the context
// lives; the lock around it guarantees that.
unsafe impl Send for CxPtr {}
// SAFETY: as above.
unsafe impl Sync for CxPtr {}

struct HandleState {
    cx: RwLock<Option<CxPtr>>,
    terminating: AtomicBool,
    interrupts: Mutex<VecDeque<Interrupt>>,
}

/// What other threads may do with an isolate.
#[derive(Clone)]
pub struct IsolateHandle(Arc<HandleState>);

impl IsolateHandle {
    /// Ends all JavaScript of the isolate: what runs is unwound without its handlers, and nothing starts again.
    /// Returns at once.
    pub fn terminate(&self) {
        self.0.terminating.store(true, Ordering::SeqCst);
        self.poke();
    }

    /// Whether [`IsolateHandle::terminate`] was called.
    pub fn is_terminating(&self) -> bool {
        self.0.terminating.load(Ordering::SeqCst)
    }

    /// Runs `f` in the isolate at its next interrupt check. If the isolate is idle that is when JavaScript next
    /// runs; if that is not soon enough the caller makes its loop call [`Scope::serve_interrupts`].
    pub fn interrupt(&self, f: Interrupt) {
        self.0.interrupts.lock().unwrap_or_else(|e| e.into_inner()).push_back(f);
        self.poke();
    }

    fn poke(&self) {
        if let Some(cx) = &*self.0.cx.read().unwrap_or_else(|e| e.into_inner()) {
            // SAFETY: the context lives while the lock is held, and the call is thread-safe.
            unsafe { raw::JS_RequestInterruptCallback(cx.0) };
            crate::atomics::kick(cx.0);
        }
    }
}

/// State of an isolate that callbacks find through the context.
pub(crate) struct Inner {
    pub(crate) locals: Rc<Arena>,
    pub(crate) globals: Rc<Persistent>,
    pub(crate) handle: IsolateHandle,
    pub(crate) state: RefCell<crate::scope::States>,
    pub(crate) ops: Cell<Option<&'static OpTable>>,
    pub(crate) global_host: RefCell<Option<Rc<dyn GlobalHost>>>,
    pub(crate) module_host: RefCell<Option<Rc<dyn ModuleHost>>>,
    pub(crate) rejections: RefCell<Vec<(RejectionKind, Global, Global)>>,
    pub(crate) cleanups: RefCell<Vec<Global>>,
    pub(crate) promise_hook: RefCell<Option<Global>>,
    pub(crate) limit_host: OnceCell<Rc<dyn LimitHost>>,
    pub(crate) near_heap_limit: RefCell<Option<NearHeapLimit>>,
    pub(crate) task_sink: RefCell<Option<Box<Arc<dyn TaskSink>>>>,
}

impl Inner {
    /// # Safety
    /// `cx` must be a context made by [`Isolate::new`], on its thread.
    pub(crate) unsafe fn of(cx: *mut JSContext) -> *const Inner {
        // SAFETY: the private was set by `Isolate::new`.
        unsafe { raw::JS_GetContextPrivate(cx).cast::<Inner>().cast_const() }
    }

    pub(crate) fn fixed(&self, slot: usize) -> Value {
        // SAFETY: the fixed slots are always initialised.
        unsafe { *self.locals.slot(slot) }
    }

    pub(crate) fn set_fixed(&self, slot: usize, value: Value) {
        // SAFETY: the fixed slots are traced, so any value may be stored; the isolate is single-threaded.
        unsafe { *self.locals.slot(slot) = value };
    }
}

/// One context, one realm, one thread.
pub struct Isolate {
    pub(crate) cx: *mut JSContext,
    pub(crate) inner: Rc<Inner>,
    roots: *mut CustomAutoRooter<Roots>,
    child: bool,
    /// Whether its thread waits in its name.
    waits: bool,
}

impl Isolate {
    /// Makes an isolate on this thread. `None` when there is no memory for one.
    pub fn new(engine: &'static Engine, options: IsolateOptions) -> Option<Isolate> {
        let parent = options.parent.map_or(std::ptr::null_mut(), |p| p.0);
        let cx = engine.new_context(parent, options.nursery)?;
        let handle = IsolateHandle(Arc::new(HandleState {
            cx: RwLock::new(Some(CxPtr(cx))),
            terminating: AtomicBool::new(false),
            interrupts: Mutex::default(),
        }));
        let inner = Rc::new(Inner {
            locals: Rc::new(Arena::new()),
            globals: Persistent::new(),
            handle,
            state: RefCell::default(),
            ops: Cell::new(options.ops),
            global_host: RefCell::default(),
            module_host: RefCell::default(),
            rejections: RefCell::default(),
            cleanups: RefCell::default(),
            promise_hook: RefCell::default(),
            limit_host: OnceCell::new(),
            near_heap_limit: RefCell::default(),
            task_sink: RefCell::default(),
        });
        let roots = Roots { locals: inner.locals.clone(), globals: inner.globals.clone() };
        let roots = Box::into_raw(Box::new(CustomAutoRooter::new(roots)));
        // SAFETY: the context is new, on this thread and without a realm; `roots` is first on the rooter list and
        // stays there until `drop`, so the list's last-in-first-out order holds; `inner` outlives the context.
        unsafe {
            raw::JS_SetContextPrivate(cx, Rc::as_ptr(&inner).cast_mut().cast::<c_void>());
            std::mem::forget((*roots).root(cx));
            raw::JS_AddInterruptCallback(cx, Some(on_interrupt));
        }
        let mut isolate = Isolate { cx, inner, roots, child: !parent.is_null(), waits: false };
        isolate.set_stack_quota(options.stack_quota);
        isolate.install()?;
        crate::limits::attach(cx, &isolate.inner, options.memory).then_some(isolate)
    }

    pub(crate) fn set_stack_quota(&mut self, bytes: usize) {
        let quota = if bytes == 0 { 1 << 20 } else { bytes.max(MIN_STACK) };
        // SAFETY: the context is live and on its thread.
        unsafe { raw::JS_SetNativeStackQuota(self.cx, quota, quota - (16 << 10), quota - (32 << 10)) };
    }

    fn install(&mut self) -> Option<()> {
        crate::jobs::install(self.cx);
        self.waits = crate::atomics::install(self.cx);
        crate::module::install(self.cx);
        crate::finalization::install(self.cx, &self.inner);
        // SAFETY: the context is live; the class is static.
        let global = unsafe { glue::hg_new_global(self.cx, crate::realm::global_class()) };
        if global.is_null() {
            return None;
        }
        self.inner.set_fixed(crate::arena::SLOT_GLOBAL, ObjectValue(global));
        let _realm = raw::JSAutoRealm::new(self.cx, global);
        crate::originals::install(self.cx, &self.inner)
    }

    /// Runs `f` with a scope in the isolate's realm. Must not be nested.
    pub fn enter<R>(&mut self, f: impl for<'s> FnOnce(&mut Scope<'s>) -> R) -> R {
        let global = self.inner.fixed(crate::arena::SLOT_GLOBAL).to_object();
        // The global is traced by the fixed slot; the realm is left when the guard drops, after the scope.
        let _realm = raw::JSAutoRealm::new(self.cx, global);
        // SAFETY: the context is live, in its realm, and `self` is borrowed while the scope lives.
        let mut scope = unsafe { Scope::new(self.cx) };
        f(&mut scope)
    }

    /// The part of the isolate that other threads may use.
    pub fn handle(&self) -> IsolateHandle {
        self.inner.handle.clone()
    }

    /// For children of this isolate; see [`ParentRuntime`].
    pub fn runtime(&self) -> ParentRuntime {
        // SAFETY: the context is live.
        ParentRuntime(unsafe { raw::JS_GetRuntime(self.cx) })
    }

    /// Who hears of memory limits; to be set once.
    pub fn set_limit_host(&self, host: Rc<dyn LimitHost>) {
        let _ = self.inner.limit_host.set(host);
    }

    /// What runs when a global or standard class is first touched.
    pub fn set_global_host(&self, host: Rc<dyn GlobalHost>) {
        *self.inner.global_host.borrow_mut() = Some(host);
    }

    /// What loads modules.
    pub fn set_module_host(&self, host: Rc<dyn ModuleHost>) {
        *self.inner.module_host.borrow_mut() = Some(host);
    }

    /// Where tasks finished on other threads go (`Atomics.waitAsync`, WebAssembly compilation).
    pub fn set_task_sink(&mut self, sink: Arc<dyn TaskSink>) {
        let boxed = Box::new(sink);
        let closure = std::ptr::from_ref::<Arc<dyn TaskSink>>(&boxed).cast_mut().cast::<c_void>();
        // SAFETY: the boxed sink is kept in `inner` until after `hg_dispatch_shutdown`.
        unsafe { glue::hg_dispatch_init(self.cx, dispatch_task, closure) };
        *self.inner.task_sink.borrow_mut() = Some(boxed);
    }

    /// Runs a task that was given to the sink.
    pub fn run_task(scope: &mut Scope<'_>, task: Task) {
        // SAFETY: on the context's thread, in its realm; the task is consumed.
        unsafe { glue::hg_task_run(scope.cx, std::mem::ManuallyDrop::new(task).0, scope.is_terminating()) };
    }
}

impl Drop for Isolate {
    fn drop(&mut self) {
        // After this no thread can reach the context.
        self.inner.handle.0.cx.write().unwrap_or_else(|e| e.into_inner()).take();
        drop(std::mem::take(&mut *self.inner.handle.0.interrupts.lock().unwrap_or_else(|e| e.into_inner())));
        if !self.child {
            // The first context owns what children share, and its destruction at exit can crash the engine. So it stays,
            // and with it what it points to: its helper threads may still dispatch.
            std::mem::forget(self.inner.clone());
            return;
        }
        self.enter(|scope| (scope.watch_collections(false), scope.profile_collections(false)));
        if self.inner.promise_hook.borrow().is_some() {
            // Taking it away cannot fail.
            let _ = self.enter(|scope| scope.set_promise_hook(None));
        }
        crate::limits::detach(self.cx);
        crate::finalization::uninstall(self.cx);
        self.inner.cleanups.borrow_mut().clear();
        self.inner.rejections.borrow_mut().clear();
        self.inner.module_host.borrow_mut().take();
        self.inner.global_host.borrow_mut().take();
        let state = std::mem::take(&mut *self.inner.state.borrow_mut());
        drop(state);
        if self.waits {
            crate::atomics::uninstall();
        }
        // SAFETY: nothing else uses the context; its rooter is the last on the list, since no scope is open.
        unsafe {
            if self.inner.task_sink.borrow().is_some() {
                glue::hg_dispatch_shutdown(self.cx);
            }
            crate::stack_trace::clear_hook(self.cx);
            (*self.roots.cast::<raw::CustomAutoRooter>())._base.remove_from_root_stack();
            crate::jobs::uninstall(self.cx);
            glue::hg_destroy_context(self.cx);
            drop(Box::from_raw(self.roots));
        }
    }
}

unsafe extern "C" fn dispatch_task(closure: *mut c_void, task: *mut glue::Task, delay_ms: u32) -> bool {
    // SAFETY: the closure is the boxed sink of the isolate, which outlives the engine's dispatching.
    let sink = unsafe { &*closure.cast::<Arc<dyn TaskSink>>() };
    // A panic has dropped the task.
    catch_unwind(AssertUnwindSafe(|| sink.dispatch(Task(task), delay_ms))).unwrap_or(false)
}

unsafe extern "C" fn on_interrupt(cx: *mut JSContext) -> bool {
    // SAFETY: called by the engine on the context's thread, in some realm of it.
    let mut scope = unsafe { Scope::new(cx) };
    if !scope.is_terminating() {
        crate::limits::check(&mut scope);
    }
    if scope.is_terminating() || !scope.serve_interrupts() {
        // A request is good for one check: whatever JavaScript the host starts after this one must end as well.
        // SAFETY: the context is live and this is its thread.
        unsafe { raw::JS_RequestInterruptCallbackCanWait(cx) };
        return false;
    }
    true
}

impl<'s> Scope<'s> {
    /// Runs the functions that [`IsolateHandle::interrupt`] was given; false if the isolate is to end. What they throw is
    /// dropped.
    pub fn serve_interrupts(&mut self) -> bool {
        let handle = self.inner().handle.clone();
        loop {
            if handle.is_terminating() {
                return false;
            }
            let next = handle.0.interrupts.lock().unwrap_or_else(|e| e.into_inner()).pop_front();
            let Some(interrupt) = next else { return true };
            let _ = catch_unwind(AssertUnwindSafe(|| self.nested(interrupt)));
            // What an interrupt throws is not the interrupted code's.
            // SAFETY: the context is live and this is its thread.
            unsafe { raw::JS_ClearPendingException(self.cx) };
        }
    }

    /// The handle of this scope's isolate.
    pub fn isolate_handle(&self) -> IsolateHandle {
        self.inner().handle.clone()
    }

    /// For children of this scope's isolate.
    pub fn runtime(&self) -> ParentRuntime {
        // SAFETY: the context is live.
        ParentRuntime(unsafe { raw::JS_GetRuntime(self.cx) })
    }

    /// Calls a function and takes what it throws: `Err` is the exception, or `None` when terminated.
    pub fn try_call(
        &mut self,
        function: Local<'_>,
        this: Local<'_>,
        args: &[Local<'_>],
    ) -> Result<Local<'s>, Option<Local<'s>>> {
        self.call(function, this, args).map_err(|thrown: Thrown| match self.catch(thrown) {
            crate::Caught::Exception(e) => Some(e),
            crate::Caught::Terminated => None,
        })
    }
}
