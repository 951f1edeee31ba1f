//! The host's globals: name, module and export that make the value, enumerability. Nothing is made before it is
//! touched.

use heddle_core::EventLoop;
use heddle_engine::{GlobalHost, Local, Scope, Thrown};
use std::rc::Rc;
use std::sync::OnceLock;

/// (name, module, export, enumerable); an empty export means the module itself.
const GLOBALS: &[(&str, &str, &str, bool)] = &[
    ("AbortController", "web/abort", "AbortController", false),
    ("AbortSignal", "web/abort", "AbortSignal", false),
    ("Blob", "web/blob", "Blob", false),
    ("BroadcastChannel", "internal/worker/broadcast_channel", "BroadcastChannel", false),
    ("Buffer", "node/buffer", "Buffer", false),
    ("ByteLengthQueuingStrategy", "web/streams", "ByteLengthQueuingStrategy", false),
    ("CloseEvent", "web/event_target", "CloseEvent", false),
    ("CountQueuingStrategy", "web/streams", "CountQueuingStrategy", false),
    ("Crypto", "web/crypto", "Crypto", false),
    ("CustomEvent", "web/event_target", "CustomEvent", false),
    ("DOMException", "web/dom_exception", "DOMException", false),
    ("ErrorEvent", "web/event_target", "ErrorEvent", false),
    ("Event", "web/event_target", "Event", false),
    ("EventTarget", "web/event_target", "EventTarget", false),
    ("File", "web/blob", "File", false),
    ("MessageChannel", "internal/worker/message_channel", "MessageChannel", false),
    ("MessageEvent", "web/message_event", "MessageEvent", false),
    ("MessagePort", "internal/worker/message_port", "MessagePort", false),
    ("Navigator", "web/navigator", "Navigator", false),
    ("Performance", "web/performance", "Performance", false),
    ("PerformanceEntry", "web/performance", "PerformanceEntry", false),
    ("PerformanceMark", "web/performance", "PerformanceMark", false),
    ("PerformanceMeasure", "web/performance", "PerformanceMeasure", false),
    ("PerformanceObserver", "web/performance", "PerformanceObserver", false),
    ("PerformanceObserverEntryList", "web/performance", "PerformanceObserverEntryList", false),
    ("PerformanceResourceTiming", "web/performance", "PerformanceResourceTiming", false),
    ("QuotaExceededError", "web/dom_exception", "QuotaExceededError", false),
    ("ReadableByteStreamController", "web/streams", "ReadableByteStreamController", false),
    ("ReadableStream", "web/streams", "ReadableStream", false),
    ("ReadableStreamBYOBReader", "web/streams", "ReadableStreamBYOBReader", false),
    ("ReadableStreamBYOBRequest", "web/streams", "ReadableStreamBYOBRequest", false),
    ("ReadableStreamDefaultController", "web/streams", "ReadableStreamDefaultController", false),
    ("ReadableStreamDefaultReader", "web/streams", "ReadableStreamDefaultReader", false),
    ("TextDecoder", "web/encoding", "TextDecoder", false),
    ("TextDecoderStream", "web/streams", "TextDecoderStream", false),
    ("TextEncoder", "web/encoding", "TextEncoder", false),
    ("TextEncoderStream", "web/streams", "TextEncoderStream", false),
    ("TransformStream", "web/streams", "TransformStream", false),
    ("TransformStreamDefaultController", "web/streams", "TransformStreamDefaultController", false),
    ("URL", "web/url", "URL", false),
    ("URLPattern", "node/url", "URLPattern", false),
    ("URLSearchParams", "web/url", "URLSearchParams", false),
    ("Worker", "internal/worker/web_worker", "Worker", false),
    ("WritableStream", "web/streams", "WritableStream", false),
    ("WritableStreamDefaultController", "web/streams", "WritableStreamDefaultController", false),
    ("WritableStreamDefaultWriter", "web/streams", "WritableStreamDefaultWriter", false),
    ("atob", "node/buffer", "atob", true),
    ("btoa", "node/buffer", "btoa", true),
    ("clearImmediate", "internal/timers", "clearImmediate", true),
    ("clearInterval", "internal/timers", "clearInterval", true),
    ("clearTimeout", "internal/timers", "clearTimeout", true),
    ("console", "internal/console_global", "", false),
    ("crypto", "web/crypto", "crypto", true),
    ("global", "internal/global", "", true),
    ("navigator", "web/navigator", "navigator", true),
    ("performance", "web/performance", "performance", true),
    ("process", "internal/process_global", "process", false),
    ("queueMicrotask", "internal/ticks", "queueMicrotask", true),
    ("setImmediate", "node/timers", "setImmediate", true),
    ("setInterval", "internal/timers", "setInterval", true),
    ("setTimeout", "node/timers", "setTimeout", true),
    ("structuredClone", "internal/worker/structured_clone", "structuredClone", true),
];

/// Makes globals through the hooks `makeGlobal` and `makePrimordial` of the bootstrap.
pub(crate) struct Globals;

impl Globals {
    pub(crate) fn new() -> Rc<Globals> {
        Rc::new(Globals)
    }
}

impl GlobalHost for Globals {
    fn lookup(&self, name: &str) -> Option<bool> {
        GLOBALS.binary_search_by_key(&name, |row| row.0).ok().map(|index| GLOBALS[index].3)
    }

    fn names(&self) -> &[(&'static str, bool)] {
        static NAMES: OnceLock<Vec<(&'static str, bool)>> = OnceLock::new();
        NAMES.get_or_init(|| GLOBALS.iter().map(|row| (row.0, row.3)).collect())
    }

    fn make<'s>(&self, scope: &mut Scope<'s>, name: &str) -> Result<Local<'s>, Thrown> {
        let Ok(index) = GLOBALS.binary_search_by_key(&name, |row| row.0) else { return Ok(Local::undefined()) };
        let (_, module, export, _) = GLOBALS[index];
        let hook = scope.state::<EventLoop>().hooks().get(scope, "makeGlobal");
        let Some(hook) = hook else { return Ok(Local::undefined()) };
        let arguments = [scope.string(module), scope.string(export)];
        scope.call(hook, Local::undefined(), &arguments)
    }

    fn primordial<'s>(&self, scope: &mut Scope<'s>, name: &str) -> Result<Local<'s>, Thrown> {
        let hook = scope.state::<EventLoop>().hooks().get(scope, "makePrimordial");
        let Some(hook) = hook else { return Ok(Local::undefined()) };
        let name = scope.string(name);
        scope.call(hook, Local::undefined(), &[name])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_for_binary_search() {
        assert!(GLOBALS.is_sorted_by_key(|row| row.0));
    }
}
