//! Ops of URLPattern: patterns and inputs are parsed by the `urlpattern` crate, matching is JavaScript's business.
//! Structures travel as JSON, since a pattern is parsed once.

use heddle_engine::{Args, Local, Scope, Thrown};
use serde_json::{json, Map, Value};
use urlpattern::quirks::{self, StringOrInit, UrlPatternComponent};
use urlpattern::UrlPatternOptions;

/// A regular expression that is only carried to JavaScript, whose engine compiles and checks it.
struct ForeignRegExp(String);

impl urlpattern::regexp::RegExp for ForeignRegExp {
    fn syntax() -> urlpattern::RegexSyntax {
        urlpattern::RegexSyntax::EcmaScript
    }

    fn parse(pattern: &str, _flags: &str, _force_eval: bool) -> Result<Self, ()> {
        Ok(ForeignRegExp(pattern.to_owned()))
    }

    fn matches<'a>(&self, _text: &'a str) -> Option<Vec<Option<&'a str>>> {
        None
    }

    fn pattern_string(&self) -> &str {
        &self.0
    }
}

/// The request `{ input, baseURL, ignoreCase }` of an op's argument.
fn request(scope: &mut Scope<'_>, args: &Args<'_>) -> Option<(StringOrInit<'static>, Option<String>, bool)> {
    let text = scope.str(args.get(0))?;
    let mut request: Map<String, Value> = serde_json::from_str(&text).ok()?;
    let input = serde_json::from_value(request.remove("input")?).ok()?;
    let base = request.remove("baseURL").and_then(|base| base.as_str().map(str::to_owned));
    let ignore_case = request.remove("ignoreCase").is_some_and(|flag| flag == Value::Bool(true));
    Some((input, base, ignore_case))
}

fn component(component: UrlPatternComponent) -> Value {
    json!({
        "pattern": component.pattern_string,
        "regexp": component.regexp_string,
        "groups": component.group_name_list,
    })
}

fn parse(input: StringOrInit<'_>, base: Option<&str>, ignore_case: bool) -> Option<Value> {
    let init = quirks::process_construct_pattern_input(input, base).ok()?;
    let pattern =
        quirks::parse_pattern::<ForeignRegExp>(init, UrlPatternOptions { ignore_case, ..Default::default() }).ok()?;
    Some(json!({
        "hasRegExpGroups": pattern.has_regexp_groups,
        "protocol": component(pattern.protocol),
        "username": component(pattern.username),
        "password": component(pattern.password),
        "hostname": component(pattern.hostname),
        "port": component(pattern.port),
        "pathname": component(pattern.pathname),
        "search": component(pattern.search),
        "hash": component(pattern.hash),
    }))
}

fn match_input(input: StringOrInit<'_>, base: Option<&str>) -> Option<quirks::MatchInput> {
    let (input, _) = quirks::process_match_input(input, base).ok()??;
    quirks::parse_match_input(input)
}

/// `op_url_pattern_parse(json)` -> JSON of the components, or undefined for a bad pattern
pub(super) fn op_url_pattern_parse<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let parsed = request(scope, args).and_then(|(input, base, ignore_case)| parse(input, base.as_deref(), ignore_case));
    Ok(match parsed {
        Some(value) => scope.string(&value.to_string()),
        None => Local::undefined(),
    })
}

/// `op_url_pattern_match_input(json)` -> JSON of the input's components, or undefined if it can match nothing
pub(super) fn op_url_pattern_match_input<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let parts = request(scope, args).and_then(|(input, base, _)| match_input(input, base.as_deref()));
    Ok(match parts {
        Some(parts) => {
            let value = json!({
                "protocol": parts.protocol,
                "username": parts.username,
                "password": parts.password,
                "hostname": parts.hostname,
                "port": parts.port,
                "pathname": parts.pathname,
                "search": parts.search,
                "hash": parts.hash,
            });
            scope.string(&value.to_string())
        }
        None => Local::undefined(),
    })
}
