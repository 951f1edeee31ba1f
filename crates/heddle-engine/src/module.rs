//! ECMAScript modules: the engine asks a [`ModuleHost`] for every import; loading is synchronous.

use crate::{Caught, Local, Scope, Thrown};
use heddle_glue::synthetic as glue;
use mozjs::jsapi as raw;
use mozjs::jsapi::{Handle, HandleObject, HandleValue, JSContext, JSObject, JSScript};
use mozjs::jsval::{ObjectValue, UndefinedValue};
use mozjs::rooted;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::rc::Rc;

/// The `type` attribute of an import.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ModuleKind {
    /// None given: JavaScript (or what the host makes of the file).
    JavaScript,
    /// `json`
    Json,
    /// `text`
    Text,
    /// `bytes`
    Bytes,
    /// None given, and what is wanted is the source of the module (`import source`), not its namespace.
    Source,
    /// Something that the engine does not know: the attribute's text.
    Unknown(Rc<str>),
}

impl ModuleKind {
    /// The attribute's text.
    pub fn type_attribute(&self) -> Option<&str> {
        match self {
            ModuleKind::JavaScript | ModuleKind::Source => None,
            ModuleKind::Json => Some("json"),
            ModuleKind::Text => Some("text"),
            ModuleKind::Bytes => Some("bytes"),
            ModuleKind::Unknown(text) => Some(text),
        }
    }
}

/// An import that the engine wants resolved.
pub struct ModuleRequest<'s> {
    /// As written.
    pub specifier: String,
    /// The private of the importing script or module (its URL); `undefined` if there is none.
    pub referrer: Local<'s>,
    /// The `type` attribute.
    pub kind: ModuleKind,
    /// Whether it is `import()`.
    pub dynamic: bool,
    /// Where the import stands, from 1.
    pub line: u32,
}

/// Loads modules for an isolate.
pub trait ModuleHost {
    /// The module record that an import means: compiled, not linked. The host keeps the module map.
    fn load<'s>(&self, scope: &mut Scope<'s>, request: &ModuleRequest<'s>) -> Result<Local<'s>, Thrown>;
    /// Fills `import.meta` of a module, given its private.
    fn meta<'s>(&self, scope: &mut Scope<'s>, private: Local<'s>, meta: Local<'s>) -> Result<(), Thrown>;
}

pub(crate) fn install(cx: *mut JSContext) {
    // SAFETY: the context is new; the hooks are static functions.
    unsafe {
        let runtime = raw::JS_GetRuntime(cx);
        raw::SetModuleLoadHook(runtime, Some(load_hook));
        raw::SetModuleMetadataHook(runtime, Some(meta_hook));
    }
}

unsafe extern "C" fn load_hook(
    cx: *mut JSContext,
    referrer: Handle<*mut JSScript>,
    request: HandleObject,
    _host_defined: HandleValue,
    payload: HandleValue,
    line: u32,
    _column: raw::ColumnNumberOneOrigin,
) -> bool {
    // SAFETY: called by the engine with live, rooted arguments, in the importing realm.
    unsafe {
        let dynamic = payload.get().is_object() && {
            rooted!(in(cx) let promise = payload.get().to_object());
            raw::IsPromiseObject(promise.handle().into())
        };
        let mut scope = Scope::new(cx);
        let loaded = catch_unwind(AssertUnwindSafe(|| load(&mut scope, referrer, request, dynamic, line)));
        let module = match loaded {
            Ok(Ok(module)) if module.object_ptr().is_some_and(is_module) => module,
            Ok(Ok(_)) => {
                let _thrown =
                    scope.throw_error(crate::ErrorKind::Error, "internal error: the module loader gave no module");
                return false;
            }
            Ok(Err(_)) if dynamic && raw::JS_IsExceptionPending(cx) => {
                return raw::FinishLoadingImportedModuleFailedWithPendingException(cx, payload);
            }
            Ok(Err(_)) => return false,
            Err(_) => {
                let _thrown = scope.throw_error(crate::ErrorKind::Error, "internal error: the module loader panicked");
                return false;
            }
        };
        rooted!(in(cx) let record = module.raw().to_object());
        let wanted_by = if dynamic { std::ptr::null_mut() } else { referrer.get() };
        if !glue::hg_synthetic_read(cx, record.get(), wanted_by, request.get()) {
            return false;
        }
        if !dynamic {
            return raw::FinishLoadingImportedModule(cx, referrer, request, payload, record.handle().into(), false);
        }
        // The source of a module is given as it is.
        if !raw::ModuleRequestIsSourcePhase(cx, request) && scope.link_module(module).is_err() {
            if !raw::JS_IsExceptionPending(cx) {
                return false;
            }
            return raw::FinishLoadingImportedModuleFailedWithPendingException(cx, payload);
        }
        rooted!(in(cx) let no_script = std::ptr::null_mut::<JSScript>());
        raw::FinishLoadingImportedModule(cx, no_script.handle().into(), request, payload, record.handle().into(), false)
    }
}

fn load<'s>(
    scope: &mut Scope<'s>,
    referrer: Handle<*mut JSScript>,
    request: HandleObject,
    dynamic: bool,
    line: u32,
) -> Result<Local<'s>, Thrown> {
    let private = scope.root(UndefinedValue());
    // SAFETY: the arguments are rooted by the engine; the specifier is rooted before anything else runs.
    let (specifier, kind, type_text) = unsafe {
        if !referrer.get().is_null() {
            mozjs::glue::JS_GetScriptPrivate(referrer.get(), private.handle_mut());
        }
        let specifier = raw::GetModuleRequestSpecifier(scope.cx, request);
        let kind = raw::GetModuleRequestType(scope.cx, request);
        let Some(specifier) = specifier.as_ref() else { return Err(Thrown::pending()) };
        let specifier = scope.root(mozjs::jsval::StringValue(specifier));
        let text = heddle_glue::requests::hg_request_type(scope.cx, request.get()).as_ref();
        (specifier, kind, text.map(|text| scope.root(mozjs::jsval::StringValue(text))))
    };
    // SAFETY: the request is rooted by the engine.
    let source = unsafe { raw::ModuleRequestIsSourcePhase(scope.cx, request) };
    let kind = match kind {
        _ if source => ModuleKind::Source,
        raw::ModuleType::JavaScript => ModuleKind::JavaScript,
        raw::ModuleType::JSON => ModuleKind::Json,
        raw::ModuleType::Text => ModuleKind::Text,
        raw::ModuleType::Bytes => ModuleKind::Bytes,
        _ => {
            let text = type_text.and_then(|text| scope.str(text)).unwrap_or_default();
            ModuleKind::Unknown(text.into())
        }
    };
    let specifier = scope.str(specifier).unwrap_or_default();
    let host = scope.inner().module_host.borrow().clone();
    let Some(host) = host else {
        return Err(scope.throw_type_error("modules are not available in this isolate"));
    };
    host.load(scope, &ModuleRequest { specifier, referrer: private, kind, dynamic, line })
}

unsafe extern "C" fn meta_hook(cx: *mut JSContext, module: HandleObject, meta: HandleObject) -> bool {
    // SAFETY: called by the engine with live, rooted arguments.
    unsafe {
        let mut scope = Scope::new(cx);
        let private = scope.root(UndefinedValue());
        mozjs::glue::JS_GetModulePrivate(module.get(), private.handle_mut());
        let meta = scope.root(ObjectValue(meta.get()));
        let host = scope.inner().module_host.borrow().clone();
        let Some(host) = host else { return true };
        matches!(catch_unwind(AssertUnwindSafe(|| host.meta(&mut scope, private, meta))), Ok(Ok(())))
    }
}

unsafe extern "C" fn on_loaded(cx: *mut JSContext, module: HandleValue) -> bool {
    // SAFETY: the host-defined value is the module record given to LoadRequestedModules.
    unsafe {
        rooted!(in(cx) let record = module.get().to_object());
        raw::ModuleLink(cx, record.handle().into())
    }
}

unsafe extern "C" fn on_load_failed(cx: *mut JSContext, _module: HandleValue, error: HandleValue) -> bool {
    // SAFETY: the error is rooted by the engine.
    unsafe { raw::JS_SetPendingException(cx, error, raw::ExceptionStackBehavior::Capture) };
    true
}

fn is_module(object: *mut JSObject) -> bool {
    // SAFETY: a live object; the name of a class is static. No other class is called that.
    unsafe { std::ffi::CStr::from_ptr(heddle_glue::engine::hg_class_name(object)) == c"Module" }
}

impl<'s> Scope<'s> {
    /// The engine does not check what it is given.
    fn record(&mut self, module: Local<'_>) -> Result<*mut JSObject, Thrown> {
        match module.object_ptr() {
            Some(object) if is_module(object) => Ok(object),
            _ => Err(self.throw_type_error("not a module record")),
        }
    }

    /// Compiles a JSON module.
    pub fn json_module(&mut self, source: &str, url: &str) -> Result<Local<'s>, Thrown> {
        // SAFETY: the source is borrowed during the call only.
        let module = unsafe {
            let cx = mozjs::context::JSContext::from_ptr(std::ptr::NonNull::new_unchecked(self.cx));
            let url = std::ffi::CString::new(url).unwrap_or_default();
            let options = mozjs::rust::CompileOptionsWrapper::new(&cx, url, 1);
            let mut text = mozjs::rust::transform_str_to_source_text(source);
            raw::CompileJsonModule1(self.cx, options.ptr, &mut text)
        };
        self.check(!module.is_null())?;
        Ok(self.root_object(module))
    }

    /// A module whose only export is `default`.
    pub fn default_export_module(&mut self, value: Local<'_>) -> Result<Local<'s>, Thrown> {
        // SAFETY: the value is rooted; the result is rooted at once.
        let module = unsafe { raw::CreateDefaultExportSyntheticModule(self.cx, value.handle()) };
        self.check(!module.is_null())?;
        Ok(self.root_object(module))
    }

    /// A module that has nothing but its source, the object for `import source`.
    pub fn source_phase_module(&mut self, source: Local<'_>) -> Result<Local<'s>, Thrown> {
        let Some(object) = source.object_ptr() else {
            return Err(self.throw_type_error("a module's source is an object"));
        };
        // SAFETY: the object is rooted by its handle and by the callee; the result is rooted at once.
        let module = unsafe { glue::hg_source_phase_module(self.cx, object) };
        self.check(!module.is_null())?;
        Ok(self.root_object(module))
    }

    /// A module whose `default` is an object and whose other exports are the object's enumerable properties. Those that
    /// have a getter are read when an importer names them or takes the namespace.
    pub fn object_module(&mut self, exports: Local<'_>) -> Result<Local<'s>, Thrown> {
        let Some(object) = exports.object_ptr() else { return self.default_export_module(exports) };
        // SAFETY: the object is rooted by its handle and by the callee; the result is rooted at once.
        let module = unsafe { glue::hg_synthetic_module(self.cx, object) };
        self.check(!module.is_null())?;
        Ok(self.root_object(module))
    }

    /// Reads the exports of an [`Scope::object_module`] again, as far as they have been read.
    pub fn refresh_object_module(&mut self, module: Local<'_>) -> Result<(), Thrown> {
        let record = self.record(module)?;
        // SAFETY: a module record, rooted by its handle and by the callee.
        let ok = unsafe { glue::hg_synthetic_refresh(self.cx, record) };
        self.check(ok)
    }

    /// Loads all that a module imports and links it. `module` must be a record of this isolate.
    pub fn link_module(&mut self, module: Local<'_>) -> Result<(), Thrown> {
        rooted!(in(self.cx) let record = self.record(module)?);
        // SAFETY: the record is rooted; the callbacks are static.
        unsafe {
            if !raw::IsCyclicModule(record.get()) {
                return Ok(());
            }
            let ok = raw::LoadRequestedModules(
                self.cx,
                record.handle().into(),
                module.handle(),
                Some(on_loaded),
                Some(on_load_failed),
            );
            self.check(ok && !raw::JS_IsExceptionPending(self.cx))
        }
    }

    /// Evaluates a linked module; the promise of its completion.
    pub fn evaluate_module(&mut self, module: Local<'_>) -> Result<Local<'s>, Thrown> {
        self.check_running()?;
        rooted!(in(self.cx) let record = self.record(module)?);
        let result = self.root(UndefinedValue());
        // SAFETY: record and result are rooted. Whoever evaluates a module by itself may read any of its exports.
        let ok = unsafe {
            glue::hg_synthetic_read(self.cx, record.get(), std::ptr::null_mut(), std::ptr::null_mut())
                && raw::ModuleEvaluate(self.cx, record.handle().into(), result.handle_mut())
        };
        self.check(ok)?;
        Ok(result)
    }

    /// The namespace object of a linked module.
    pub fn module_namespace(&mut self, module: Local<'_>) -> Result<Local<'s>, Thrown> {
        rooted!(in(self.cx) let record = self.record(module)?);
        // SAFETY: the record is rooted; the result is rooted at once.
        let namespace = unsafe { raw::GetModuleNamespace(self.cx, record.handle().into()) };
        self.check(!namespace.is_null())?;
        Ok(self.root_object(namespace))
    }

    /// Whether a module is linked.
    pub fn module_is_linked(&mut self, module: Local<'_>) -> bool {
        // SAFETY: a record, rooted by `module`.
        module.object_ptr().is_some_and(|object| is_module(object) && unsafe { raw::ModuleIsLinked(object) })
    }

    /// What a failed operation threw, if it was an exception (not a termination).
    pub fn exception(&mut self, thrown: Thrown) -> Option<Local<'s>> {
        match self.catch(thrown) {
            Caught::Exception(error) => Some(error),
            Caught::Terminated => None,
        }
    }
}
