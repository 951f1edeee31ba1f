//! The ECMAScript module driver of an isolate: resolves and loads for the engine, keeps the module map, and makes
//! modules of what is none (built-ins, CommonJS, JSON, text).
//!
//! Loading is synchronous, so `require` of an ES module needs no second path and no job runs in between. A CommonJS
//! module becomes generated source whose first statement reads its exports through `import.meta`, so that it runs at its
//! own turn of evaluation; a built-in becomes a module of its exports at once, as in Node.

mod error;
mod synthetic;

pub use error::{module_error, throw_module_error};

use crate::modules::{customize, Format, Resolver};
use crate::EventLoop;
use heddle_engine::{ErrorKind, Global, Local, ModuleHost, ModuleKind, ModuleRequest, PromiseState, Scope, Thrown};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Private of a generated module, in front of the URL that it stands for.
const SYNTHETIC: &str = "heddle-synthetic:";
/// As [`SYNTHETIC`], of one that stands for an instance of a WebAssembly module.
const WASM: &str = "heddle-wasm:";

/// Loads ES modules for one isolate.
pub struct EsmHost {
    resolver: Rc<Resolver>,
    modules: RefCell<HashMap<(String, ModuleKind), Global>>,
}

/// How a synchronous import ended.
pub enum Required<'s> {
    /// The namespace.
    Namespace(Local<'s>),
    /// The module or one that it imports awaits at top level.
    Async,
}

impl EsmHost {
    /// A host on the isolate's resolver.
    pub fn new(resolver: Rc<Resolver>) -> Rc<EsmHost> {
        Rc::new(EsmHost { resolver, modules: RefCell::default() })
    }

    /// The isolate's resolver.
    pub fn resolver(&self) -> &Rc<Resolver> {
        &self.resolver
    }

    /// Forgets all modules; before the isolate goes.
    pub fn clear(&self) {
        self.modules.borrow_mut().clear();
    }

    /// The module record for a URL, compiled now unless the map has it.
    pub fn module<'s>(&self, scope: &mut Scope<'s>, url: &str, kind: ModuleKind) -> Result<Local<'s>, Thrown> {
        let key = (url.to_owned(), kind);
        if let Some(module) = self.modules.borrow().get(&key) {
            return Ok(module.get(scope));
        }
        let module = self.make(scope, url, &key.1)?;
        let global = scope.global_handle(module);
        self.modules.borrow_mut().insert(key, global);
        Ok(module)
    }

    fn make<'s>(&self, scope: &mut Scope<'s>, url: &str, kind: &ModuleKind) -> Result<Local<'s>, Thrown> {
        let attributes = attributes(kind);
        let loaded = match customize::load(scope, url, &attributes)? {
            Some(loaded) => loaded,
            None => match self.resolver.load(url, &attributes) {
                Ok(loaded) => loaded,
                Err(error) => return Err(throw_module_error(scope, &error)),
            },
        };
        if *kind == ModuleKind::Source {
            if loaded.format != Format::Wasm {
                return Err(scope.throw_coded(
                    ErrorKind::SyntaxError,
                    "ERR_SOURCE_PHASE_NOT_DEFINED",
                    &format!("Source phase import object is not defined for module '{url}'"),
                ));
            }
            return synthetic::wasm_module_source(scope, &loaded, url);
        }
        match loaded.format {
            Format::Module | Format::ModuleTypescript => self.compile(scope, &loaded.source, url, url),
            Format::Json => synthetic::json(scope, &loaded.source, url),
            Format::Builtin => synthetic::builtin(scope, url),
            Format::Commonjs | Format::CommonjsTypescript => {
                let names = self.resolver.commonjs_export_names(&loaded);
                self.compile(scope, &synthetic::source(&names), url, &format!("{SYNTHETIC}{url}"))
            }
            Format::Wasm => {
                let source = synthetic::wasm_source(scope, &loaded, url)?;
                self.compile(scope, &source, url, &format!("{WASM}{url}"))
            }
            Format::Addon => Err(scope.throw_error(ErrorKind::Error, "internal error: an add-on was not refused")),
        }
    }

    /// Gives the modules that stand for built-ins the values that their objects have now.
    pub fn sync_builtins(&self, scope: &mut Scope<'_>) -> Result<(), Thrown> {
        let builtin = |url: &str| url.starts_with("node:") || url.starts_with("heddle:");
        let made: Vec<_> = {
            let modules = self.modules.borrow();
            modules.iter().filter(|((url, _), _)| builtin(url)).map(|(_, module)| module.get(scope)).collect()
        };
        made.into_iter().try_for_each(|module| scope.refresh_object_module(module))
    }

    /// Compiles source that is not a file's (`--eval`), as the module of `url`.
    pub fn add_source<'s>(&self, scope: &mut Scope<'s>, source: &str, url: &str) -> Result<Local<'s>, Thrown> {
        let module = self.compile(scope, source, url, url)?;
        let global = scope.global_handle(module);
        self.modules.borrow_mut().insert((url.to_owned(), ModuleKind::JavaScript), global);
        Ok(module)
    }

    fn compile<'s>(&self, scope: &mut Scope<'s>, source: &str, url: &str, private: &str) -> Result<Local<'s>, Thrown> {
        let stencil = crate::compile_shared(scope, source, url, 1, true, |_| None)?;
        let private = scope.string(private);
        scope.instantiate_module(&stencil, private)
    }

    /// Loads, links and evaluates; the promise of its evaluation.
    pub fn import<'s>(&self, scope: &mut Scope<'s>, module: Local<'_>) -> Result<Local<'s>, Thrown> {
        scope.link_module(module)?;
        scope.evaluate_module(module)
    }

    /// `require` of an ES module: loaded, linked and evaluated without draining jobs.
    pub fn require<'s>(&self, scope: &mut Scope<'s>, url: &str) -> Result<Required<'s>, Thrown> {
        let module = self.module(scope, url, ModuleKind::JavaScript)?;
        let promise = self.import(scope, module)?;
        match scope.promise_state(promise) {
            Some(PromiseState::Fulfilled) | None => Ok(Required::Namespace(scope.module_namespace(module)?)),
            Some(PromiseState::Pending) => Ok(Required::Async),
            Some(PromiseState::Rejected) => {
                scope.mark_handled(promise);
                let reason = scope.promise_result(promise);
                Err(scope.throw(reason))
            }
        }
    }
}

/// The URL in the private of a module, generated or not.
fn plain_url(private: &str) -> &str {
    private.strip_prefix(SYNTHETIC).or_else(|| private.strip_prefix(WASM)).unwrap_or(private)
}

/// The import attributes that a kind stands for.
fn attributes(kind: &ModuleKind) -> Vec<(&str, &str)> {
    kind.type_attribute().map(|text| ("type", text)).into_iter().collect()
}

/// Calls a function that the built-in JavaScript registered.
fn call_hook<'s>(scope: &mut Scope<'s>, name: &str, args: &[Local<'_>]) -> Result<Local<'s>, Thrown> {
    let event_loop = scope.state::<EventLoop>();
    match event_loop.hooks().get(scope, name) {
        Some(hook) => scope.call(hook, Local::undefined(), args),
        None => Err(scope.throw_type_error(&format!("internal error: the hook {name} is not registered"))),
    }
}

impl ModuleHost for EsmHost {
    fn load<'s>(&self, scope: &mut Scope<'s>, request: &ModuleRequest<'s>) -> Result<Local<'s>, Thrown> {
        let base = match scope.str(request.referrer) {
            Some(base) => plain_url(&base).to_owned(),
            None => {
                let folder = crate::modules::files::working_folder().unwrap_or_default();
                format!("{}/", crate::modules::path_to_file_url(&folder.to_string_lossy()))
            }
        };
        if let Some(url) = customize::resolve(scope, &request.specifier, &base, &attributes(&request.kind))? {
            return self.module(scope, &url, request.kind.clone());
        }
        let resolved = match self.resolver.resolve_import(&request.specifier, &base) {
            Ok(resolved) => resolved,
            Err(error) => return Err(throw_module_error(scope, &error)),
        };
        self.module(scope, &resolved.url, request.kind.clone())
    }

    fn meta<'s>(&self, scope: &mut Scope<'s>, private: Local<'s>, meta: Local<'s>) -> Result<(), Thrown> {
        let url = scope.str(private).unwrap_or_default();
        let hook = if url.starts_with(SYNTHETIC) {
            "initSyntheticMeta"
        } else if url.starts_with(WASM) {
            "initWasmMeta"
        } else {
            "initImportMeta"
        };
        let url = scope.string(plain_url(&url));
        call_hook(scope, hook, &[meta, url]).map(drop)
    }
}
