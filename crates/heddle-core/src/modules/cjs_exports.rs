//! The names a CommonJS module exports, found without running it.
//!
//! The patterns are those of `cjs-module-lexer`, which are frozen so that every tool agrees on them:
//! <https://github.com/nodejs/cjs-module-lexer#grammar>. They are matched on tokens, wherever they stand.

use oxc_allocator::Allocator;
use oxc_parser::config::TokensParserConfig;
use oxc_parser::{Kind, ParseOptions, Parser, Token};
use oxc_span::SourceType;
use std::collections::{HashMap, HashSet};

/// What static analysis finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommonjsExports {
    /// Exported names, in source order.
    pub exports: Vec<String>,
    /// Specifiers of modules whose names are exported too.
    pub reexports: Vec<String>,
}

/// Analyses a CommonJS source.
pub fn analyze(source: &str) -> CommonjsExports {
    // Nothing can be exported without one of these words.
    let has = |word: &str| memchr::memmem::find(source.as_bytes(), word.as_bytes()).is_some();
    if !has("export") {
        return CommonjsExports::default();
    }
    with_matcher(source, |mut matcher| {
        matcher.run();
        matcher.found.finish()
    })
}

/// What `look` finds among the tokens of a CommonJS source.
fn with_matcher<R>(source: &str, look: impl FnOnce(Matcher<'_, '_>) -> R) -> R {
    let allocator = Allocator::default();
    let options = ParseOptions { allow_return_outside_function: true, ..ParseOptions::default() };
    let parsed = Parser::new(&allocator, source, SourceType::cjs())
        .with_options(options)
        .with_config(TokensParserConfig)
        .parse();
    look(Matcher { source, tokens: &parsed.tokens, found: Found::default() })
}

/// The texts that are required by `require('text')`, wherever that stands.
pub(super) fn required(source: &str) -> Vec<String> {
    if memchr::memmem::find(source.as_bytes(), b"require").is_none() {
        return Vec::new();
    }
    with_matcher(source, |matcher| {
        (0..matcher.tokens.len())
            .filter(|at| !matcher.after_dot(*at))
            .filter_map(|at| matcher.require(at))
            .map(|(request, _)| request)
            .collect()
    })
}

#[derive(Default)]
struct Found {
    exports: Vec<String>,
    seen: HashSet<String>,
    /// Names with a getter that static analysis must not trust.
    unsafe_getters: HashSet<String>,
    /// Begun anew by every `module.exports =`.
    reexports: Vec<String>,
    /// Top-level variables that hold a required module.
    required: HashMap<String, String>,
}

impl Found {
    fn add(&mut self, name: String) {
        if self.seen.insert(name.clone()) {
            self.exports.push(name);
        }
    }

    fn finish(self) -> CommonjsExports {
        let Found { exports, unsafe_getters, reexports, .. } = self;
        let exports = exports.into_iter().filter(|name| !unsafe_getters.contains(name)).collect();
        CommonjsExports { exports, reexports }
    }
}

struct Matcher<'s, 't> {
    source: &'s str,
    tokens: &'t [Token],
    found: Found,
}

/// An unfinished match: `None` ends it.
type Step = Option<usize>;

impl<'s> Matcher<'s, '_> {
    fn run(&mut self) {
        let mut depth = 0usize;
        let mut at = 0;
        while at < self.tokens.len() {
            let next = match self.text(at) {
                "{" | "(" | "[" | "${" => {
                    depth += 1;
                    None
                }
                "}" | ")" | "]" => {
                    depth = depth.saturating_sub(1);
                    None
                }
                "exports" if !self.after_dot(at) => self.exports_member(at + 1),
                "module" if !self.after_dot(at) => self.module_exports(at),
                "Object" if !self.after_dot(at) => {
                    let next = self.define_property(at + 1);
                    if next.is_none() && depth == 0 {
                        self.star_loop(at + 1);
                    }
                    next
                }
                "__export" | "__exportStar" if depth == 0 => self.export_star(at + 1),
                "var" | "let" | "const" if depth == 0 => {
                    self.required_variable(at + 1);
                    None
                }
                _ => {
                    match self.tokens[at].kind() {
                        Kind::TemplateHead => depth += 1,
                        Kind::TemplateTail => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    None
                }
            };
            // A match is gone over only as far as it needed brackets that close inside of it.
            at = next.unwrap_or(at + 1);
        }
    }

    fn text(&self, at: usize) -> &'s str {
        self.tokens.get(at).map_or("", |token| &self.source[token.start() as usize..token.end() as usize])
    }

    fn is(&self, at: usize, texts: &[&str]) -> bool {
        texts.iter().enumerate().all(|(offset, text)| self.text(at + offset) == *text)
    }

    /// The position after `texts`, if they stand at `at`.
    fn expect(&self, at: usize, texts: &[&str]) -> Step {
        self.is(at, texts).then_some(at + texts.len())
    }

    fn after_dot(&self, at: usize) -> bool {
        at > 0 && matches!(self.text(at - 1), "." | "?.")
    }

    /// An identifier or keyword without escapes.
    fn word(&self, at: usize) -> Option<&'s str> {
        let text = self.text(at);
        let first = text.chars().next()?;
        (first == '_' || first == '$' || first.is_alphabetic()).then_some(text).filter(|text| !text.contains('\\'))
    }

    fn string(&self, at: usize) -> Option<String> {
        let text = self.text(at);
        let quoted = text.len() >= 2 && matches!(text.as_bytes()[0], b'"' | b'\'');
        quoted.then(|| unescape(&text[1..text.len() - 1])).flatten()
    }

    fn is_string(&self, at: usize) -> bool {
        matches!(self.text(at).as_bytes().first(), Some(b'"' | b'\''))
    }

    /// `require ( "x" )`
    fn require(&self, at: usize) -> Option<(String, usize)> {
        let at = self.expect(at, &["require", "("])?;
        let request = self.string(at)?;
        Some((request, self.expect(at + 1, &[")"])?))
    }

    /// The position after `exports` or `module.exports`.
    fn exports_identifier(&self, at: usize) -> Step {
        self.expect(at, &["exports"]).or_else(|| self.expect(at, &["module", ".", "exports"]))
    }

    /// `.name =` or `["name"] =` after an exports identifier. A comparison counts as well, as the lexer sees
    /// only its first character.
    fn exports_member(&mut self, at: usize) -> Step {
        let is_assigned = |at| matches!(self.text(at), "=" | "==" | "===");
        if self.text(at) == "." {
            let name = self.word(at + 1)?;
            if is_assigned(at + 2) {
                self.found.add(name.to_string());
                return Some(at + 3);
            }
        } else if self.text(at) == "[" && self.is_string(at + 1) && self.text(at + 2) == "]" && is_assigned(at + 3) {
            if let Some(name) = self.string(at + 1) {
                self.found.add(name);
            }
            return Some(at + 4);
        }
        None
    }

    /// `module.exports` assigned, or one of its members.
    fn module_exports(&mut self, at: usize) -> Step {
        let at = self.expect(at, &["module", ".", "exports"])?;
        if !matches!(self.text(at), "=" | "==" | "===") {
            return self.exports_member(at).or(Some(at));
        }
        self.found.reexports.clear();
        if self.text(at + 1) == "{" {
            self.exports_literal(at + 2);
        } else if let Some((request, _)) = self.require(at + 1) {
            self.reexport(request);
        }
        Some(at + 1)
    }

    /// The properties of an object literal, up to the first that is not plain.
    fn exports_literal(&mut self, mut at: usize) {
        loop {
            if let Some(name) = self.word(at) {
                if self.text(at + 1) == ":" {
                    if self.word(at + 2).is_none() {
                        return;
                    }
                    at += 2;
                }
                self.found.add(name.to_string());
                at += 1;
            } else if self.text(at) == "..." {
                if let Some((request, next)) = self.require(at + 1) {
                    self.reexport(request);
                    at = next;
                } else if self.word(at + 1).is_some() {
                    at += 2;
                } else {
                    return;
                }
            } else if self.is_string(at) {
                if self.text(at + 1) != ":" || self.word(at + 2).is_none() {
                    return;
                }
                if let Some(name) = self.string(at) {
                    self.found.add(name);
                }
                at += 3;
            } else {
                return;
            }
            if self.text(at) != "," {
                return;
            }
            at += 1;
        }
    }

    /// `.defineProperty(exports, "name", { … })` after `Object`.
    fn define_property(&mut self, at: usize) -> Step {
        let at = self.expect(at, &[".", "defineProperty", "("])?;
        let at = self.exports_identifier(at)?;
        let at = self.expect(at, &[","])?;
        let name = self.string(at)?;
        if self.is_transparent(at + 1) {
            self.found.add(name);
        } else {
            self.found.unsafe_getters.insert(name);
        }
        None
    }

    /// Whether `, { … })` is a value or a getter that only reads a binding.
    fn is_transparent(&self, at: usize) -> bool {
        let check = || -> Step {
            let mut at = self.expect(at, &[",", "{"])?;
            if self.text(at) == "enumerable" {
                at = self.expect(at, &["enumerable", ":", "true", ","])?;
            }
            if self.is(at, &["value", ":"]) {
                return Some(at);
            }
            let at = self.getter_head(at)?;
            let at = self.expect(at, &["return"])?;
            self.word(at)?;
            let mut at = at + 1;
            if self.text(at) == "." {
                self.word(at + 1)?;
                at += 2;
            } else if self.text(at) == "[" && self.is_string(at + 1) {
                at = self.expect(at + 2, &["]"])?;
            }
            self.getter_tail(at)
        };
        check().is_some()
    }

    /// `get: function name() {` or `get() {`
    fn getter_head(&self, at: usize) -> Step {
        let mut at = self.expect(at, &["get"])?;
        if self.text(at) == ":" {
            at = self.expect(at, &[":", "function"])?;
            if self.word(at).is_some() {
                at += 1;
            }
        }
        self.expect(at, &["(", ")", "{"])
    }

    /// `;? } ,? } )`
    fn getter_tail(&self, at: usize) -> Step {
        let at = self.skip(at, ";");
        let at = self.expect(at, &["}"])?;
        self.expect(self.skip(at, ","), &["}", ")"])
    }

    fn skip(&self, at: usize, text: &str) -> usize {
        at + usize::from(self.text(at) == text)
    }

    /// `(require("x"))` after `__export` or `__exportStar`.
    fn export_star(&mut self, at: usize) -> Step {
        let at = self.expect(at, &["("])?;
        let (request, _) = self.require(at)?;
        self.reexport(request);
        None
    }

    fn reexport(&mut self, request: String) {
        if !self.found.reexports.contains(&request) {
            self.found.reexports.push(request);
        }
    }

    /// `x = require("y")` or `x = _interopRequireWildcard(require("y"))` after `var`.
    fn required_variable(&mut self, at: usize) -> Step {
        let name = self.word(at)?;
        let at = self.expect(at + 1, &["="])?;
        let at = self.expect(at, &["_interopRequireWildcard", "("]).unwrap_or(at);
        let (request, next) = self.require(at)?;
        self.found.required.insert(name.to_string(), request);
        Some(next)
    }

    /// `.keys(x).forEach(function (k) { … exports[k] = x[k] … })` after `Object`, as Babel and others write it.
    fn star_loop(&mut self, at: usize) -> Step {
        let at = self.expect(at, &[".", "keys", "("])?;
        let object = self.word(at)?;
        let at = self.expect(at + 1, &[")", ".", "forEach", "(", "function", "("])?;
        let key = self.word(at)?;
        let at = self.expect(at + 1, &[")", "{", "if", "("])?;
        let at = self.expect(at, &[key])?;
        let at = match self.text(at) {
            "===" => self.star_skips(at + 1, key, object)?,
            "!==" => self.star_condition(at + 1, key)?,
            _ => return None,
        };
        let at = self.star_copy(at, key, object)?;
        self.expect(self.skip(at, ";"), &["}", ")"])?;
        let request = self.found.required.get(object).cloned()?;
        self.reexport(request);
        Some(at)
    }

    fn is_text(&self, at: usize, value: &str) -> Step {
        let text = self.text(at);
        (self.is_string(at) && &text[1..text.len() - 1] == value).then_some(at + 1)
    }

    /// `"default" || k === "__esModule") return;` and the two further conditions that may follow.
    fn star_skips(&self, at: usize, key: &str, object: &str) -> Step {
        let at = self.is_text(at, "default")?;
        let at = self.expect(at, &["||", key, "==="])?;
        let at = self.is_text(at, "__esModule")?;
        let at = self.expect(at, &[")", "return"])?;
        let mut at = self.skip(at, ";");
        if self.is(at, &["if", "(", "Object"]) {
            let call = self.has_own_call(at + 2, key)?;
            at = self.skip(self.expect(call, &[")", "return"])?, ";");
        }
        if self.is(at, &["if", "(", key, "in"]) {
            let end = self.exports_identifier(at + 4)?;
            let end = self.expect(end, &["&&"])?;
            let end = self.exports_identifier(end)?;
            let end = self.expect(end, &["[", key, "]", "===", object, "[", key, "]", ")", "return"])?;
            at = self.skip(end, ";");
        }
        Some(at)
    }

    /// `Object.prototype.hasOwnProperty.call(x, k)`, with or without `.prototype`.
    fn has_own_call(&self, at: usize, key: &str) -> Step {
        let at = self.expect(at, &["Object", "."])?;
        let at = self.expect(at, &["prototype", "."]).unwrap_or(at);
        let at = self.expect(at, &["hasOwnProperty", ".", "call", "("])?;
        self.word(at)?;
        self.expect(at + 1, &[",", key, ")"])
    }

    /// `"default" && !…hasOwnProperty(…))`
    fn star_condition(&self, at: usize, key: &str) -> Step {
        let mut at = self.is_text(at, "default")?;
        if self.is(at, &["&&", "!"]) {
            at += 2;
            at = match self.has_own_call(at, key) {
                Some(next) => next,
                None => {
                    self.word(at)?;
                    self.expect(at + 1, &[".", "hasOwnProperty", "(", key, ")"])?
                }
            };
        }
        self.expect(at, &[")"])
    }

    /// `exports[k] = x[k]` or the same by `Object.defineProperty`.
    fn star_copy(&self, at: usize, key: &str, object: &str) -> Step {
        if let Some(at) = self.exports_identifier(at) {
            return self.expect(at, &["[", key, "]", "=", object, "[", key, "]"]);
        }
        let at = self.expect(at, &["Object", ".", "defineProperty", "("])?;
        let at = self.exports_identifier(at)?;
        let at = self.expect(at, &[",", key, ",", "{", "enumerable", ":", "true", ","])?;
        let at = self.getter_head(at)?;
        let at = self.expect(at, &["return", object, "[", key, "]"])?;
        self.getter_tail(at)
    }
}

/// The value of a string literal's inside; `None` if it has a lone surrogate or a malformed escape.
fn unescape(text: &str) -> Option<String> {
    if !text.contains('\\') {
        return Some(text.to_string());
    }
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut buffer = [0; 2];
    while let Some(c) = chars.next() {
        let c = if c != '\\' {
            c
        } else {
            match chars.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\u{8}',
                'f' => '\u{c}',
                'v' => '\u{b}',
                '0' if !chars.peek().is_some_and(char::is_ascii_digit) => '\0',
                '\r' => {
                    chars.next_if_eq(&'\n');
                    continue;
                }
                '\n' | '\u{2028}' | '\u{2029}' => continue,
                kind @ ('x' | 'u') => {
                    let braces = kind == 'u' && chars.next_if_eq(&'{').is_some();
                    let mut value = 0u32;
                    let mut digits = 0;
                    let wanted = if kind == 'x' { 2 } else { 4 };
                    while let Some(digit) =
                        (braces || digits < wanted).then(|| chars.peek().and_then(|c| c.to_digit(16))).flatten()
                    {
                        chars.next();
                        value = value.checked_mul(16)? + digit;
                        digits += 1;
                    }
                    if if braces { chars.next() != Some('}') || digits == 0 } else { digits != wanted } {
                        return None;
                    }
                    match (braces, u16::try_from(value)) {
                        (_, Ok(unit)) => units.push(unit),
                        (true, Err(_)) => units.extend_from_slice(char::from_u32(value)?.encode_utf16(&mut buffer)),
                        (false, Err(_)) => return None,
                    }
                    continue;
                }
                other => other,
            }
        };
        units.extend_from_slice(c.encode_utf16(&mut buffer));
    }
    String::from_utf16(&units).ok()
}

#[cfg(test)]
#[path = "cjs_exports_tests.rs"]
mod tests;
