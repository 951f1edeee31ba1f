//! Ops of URL: parsing and changing by the `url` crate; JavaScript slices the components out of the normal form.

use heddle_engine::{Args, Local, NativeFn, Scope, Thrown};
use url::{quirks, Position, Url};

type Result<'s> = std::result::Result<Local<'s>, Thrown>;

/// Stands for a component that is absent.
const NONE: u32 = u32::MAX;

fn offset(url: &Url, position: Position) -> u32 {
    url[..position].len() as u32
}

/// Where the components of `url` begin, in the order that `js/web/url.js` reads them.
fn components(url: &Url) -> [u32; 8] {
    // The delimiter belongs to the component in the getters.
    let marked = |present: bool, position| if present { offset(url, position) - 1 } else { NONE };
    [
        offset(url, Position::AfterScheme),
        offset(url, Position::AfterUsername),
        offset(url, Position::BeforeHost),
        offset(url, Position::AfterHost),
        url.port().map_or(NONE, u32::from),
        offset(url, Position::BeforePath),
        marked(url.query().is_some(), Position::BeforeQuery),
        marked(url.fragment().is_some(), Position::BeforeFragment),
    ]
}

/// Reports the components in a Uint32Array and returns the URL's text.
fn report<'s>(scope: &mut Scope<'s>, url: &Url, out: Local<'s>) -> Result<'s> {
    let values = components(url);
    scope.with_bytes_mut(out, |bytes| {
        for (target, value) in bytes.chunks_exact_mut(4).zip(values) {
            target.copy_from_slice(&value.to_ne_bytes());
        }
    });
    // A URL's normal form is ASCII.
    Ok(scope.string_latin1(url.as_str().as_bytes()))
}

/// The standard escapes `^` in paths since 2025, the crate does not yet.
fn escape_carets(url: Url) -> Url {
    if !url.path().contains('^') || url.cannot_be_a_base() {
        return url;
    }
    let path = url.path().replace('^', "%5E");
    let text = format!("{}{}{}", &url[..Position::BeforePath], path, &url[Position::AfterPath..]);
    Url::parse(&text).unwrap_or(url)
}

fn parse(scope: &mut Scope<'_>, args: &Args<'_>) -> Option<Url> {
    let input = scope.str(args.get(0))?;
    let url = match scope.str(args.get(1)) {
        None => Url::parse(&input).ok(),
        Some(base) => Url::parse(&base).ok()?.join(&input).ok(),
    };
    url.map(escape_carets)
}

/// `op_url_parse(input, base, out)` -> normal form, or undefined; `base` may be undefined
fn op_url_parse<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    match parse(scope, args) {
        Some(url) => report(scope, &url, args.get(2)),
        None => Ok(Local::undefined()),
    }
}

/// `op_url_can_parse(input, base)` -> boolean
fn op_url_can_parse<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let valid = parse(scope, args).is_some();
    Ok(scope.boolean(valid))
}

/// The crate would take `//x` for a host where there is none; the standard writes `/.` before such a path.
fn set_pathname(url: &mut Url, value: &str) {
    let value = value.replace(['\t', '\n', '\r'], "");
    if url.has_authority() || url.cannot_be_a_base() || !value.starts_with("//") {
        quirks::set_pathname(url, &value);
        return;
    }
    let path = value.replace('?', "%3F").replace('#', "%23");
    let text = format!("{}:/.{}{}", url.scheme(), path, &url[Position::AfterPath..]);
    if let Ok(changed) = Url::parse(&text) {
        *url = changed;
    }
}

/// `op_url_set(href, part, value, out)` -> the new normal form; a value that the part cannot take changes nothing
fn op_url_set<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let (Some(href), Some(value)) = (scope.str(args.get(0)), scope.str(args.get(2))) else {
        return Ok(Local::undefined());
    };
    let Ok(mut url) = Url::parse(&href) else { return Ok(Local::undefined()) };
    // The setters leave the URL alone when they fail, as the standard wants.
    match args.get(1).as_u32() {
        Some(0) => drop(quirks::set_protocol(&mut url, &value)),
        Some(1) => drop(quirks::set_username(&mut url, &value)),
        Some(2) => drop(quirks::set_password(&mut url, &value)),
        Some(3) => drop(quirks::set_host(&mut url, &value)),
        Some(4) => drop(quirks::set_hostname(&mut url, &value)),
        // Blanks that the parser skips are not the empty value that removes the port.
        Some(5) if !value.is_empty() && value.trim_matches(['\t', '\n', '\r']).is_empty() => {}
        Some(5) => drop(quirks::set_port(&mut url, &value)),
        Some(6) => set_pathname(&mut url, &value),
        Some(7) => quirks::set_search(&mut url, &value),
        Some(8) => quirks::set_hash(&mut url, &value),
        _ => {}
    }
    report(scope, &escape_carets(url), args.get(3))
}

/// `op_url_format(href, fragment, unicode, search, auth)` -> text without the parts whose flag is false
fn op_url_format<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let Some(Ok(mut url)) = scope.str(args.get(0)).map(|href| Url::parse(&href)) else {
        return Ok(Local::undefined());
    };
    if !args.get(1).is_true() {
        url.set_fragment(None);
    }
    if !args.get(3).is_true() {
        url.set_query(None);
    }
    if !args.get(4).is_true() {
        // Without a host there are no credentials to remove.
        let _ = url.set_username("");
        let _ = url.set_password(None);
    }
    let text = if args.get(2).is_true() && url.has_host() {
        let host = quirks::domain_to_unicode(&url[Position::BeforeHost..Position::AfterHost]);
        let host = if host.is_empty() { &url[Position::BeforeHost..Position::AfterHost] } else { &host };
        format!("{}{}{}", &url[..Position::BeforeHost], host, &url[Position::AfterHost..])
    } else {
        String::from(url)
    };
    Ok(scope.string(&text))
}

/// `op_url_percent_decode(string)` -> string; ill-formed UTF-8 becomes U+FFFD
fn op_url_percent_decode<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let text = scope.str(args.get(0)).unwrap_or_default();
    let decoded = percent_encoding::percent_decode_str(&text).decode_utf8_lossy();
    Ok(scope.string(&decoded))
}

/// `op_url_percent_decode_bytes(string)` -> ArrayBuffer
fn op_url_percent_decode_bytes<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let text = scope.str(args.get(0)).unwrap_or_default();
    scope.array_buffer(percent_encoding::percent_decode_str(&text).collect())
}

/// The host that a special URL would have: `None` if `domain` is none.
fn host_of(domain: &str) -> Option<Url> {
    let mut url = Url::parse("ws://x").ok()?;
    if domain.is_empty() {
        return None;
    }
    quirks::set_hostname(&mut url, domain).ok()?;
    Some(url)
}

/// `op_url_domain_to_ascii(domain)` -> Punycode form, '' if it is no host
fn op_url_domain_to_ascii<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let domain = scope.str(args.get(0)).unwrap_or_default();
    Ok(match host_of(&domain) {
        Some(url) => scope.string(quirks::hostname(&url)),
        None => scope.string(""),
    })
}

/// `op_url_domain_to_unicode(domain)` -> Unicode form, '' if it is no host
fn op_url_domain_to_unicode<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let domain = scope.str(args.get(0)).unwrap_or_default();
    Ok(match host_of(&domain) {
        Some(url) => scope.string(&idna::domain_to_unicode(quirks::hostname(&url)).0),
        None => scope.string(""),
    })
}

/// `op_url_domain_to_ascii_lenient(domain)` -> Punycode form as the legacy parser wants it: no character is forbidden
fn op_url_domain_to_ascii_lenient<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<'s> {
    let domain = scope.str(args.get(0)).unwrap_or_default();
    if domain.is_ascii() {
        return Ok(scope.string(&domain.to_ascii_lowercase()));
    }
    let ascii = idna::domain_to_ascii(&domain).unwrap_or_default();
    Ok(scope.string(&ascii))
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_url_parse", op_url_parse),
    ("op_url_can_parse", op_url_can_parse),
    ("op_url_set", op_url_set),
    ("op_url_format", op_url_format),
    ("op_url_percent_decode", op_url_percent_decode),
    ("op_url_percent_decode_bytes", op_url_percent_decode_bytes),
    ("op_url_domain_to_ascii", op_url_domain_to_ascii),
    ("op_url_domain_to_unicode", op_url_domain_to_unicode),
    ("op_url_domain_to_ascii_lenient", op_url_domain_to_ascii_lenient),
    ("op_url_pattern_parse", super::url_pattern::op_url_pattern_parse),
    ("op_url_pattern_match_input", super::url_pattern::op_url_pattern_match_input),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_positions_in_the_normal_form() {
        let url = Url::parse("http://user:pa@ex.com:81/p/a?x=1#h").unwrap();
        assert_eq!(components(&url), [4, 11, 15, 21, 81, 24, 28, 32]);
        let url = Url::parse("mailto:a@b").unwrap();
        assert_eq!(components(&url), [6, 7, 7, 7, NONE, 7, NONE, NONE]);
    }

    #[test]
    fn carets_are_escaped_in_paths_only() {
        assert_eq!(escape_carets(Url::parse("http://h/a^b?^#^").unwrap()).as_str(), "http://h/a%5Eb?^#^");
        assert_eq!(escape_carets(Url::parse("data:a^b").unwrap()).as_str(), "data:a^b");
    }

    #[test]
    fn a_path_never_becomes_a_host() {
        let mut url = Url::parse("foo:/a?q#h").unwrap();
        set_pathname(&mut url, "//x\t?");
        assert_eq!(url.as_str(), "foo:/.//x%3F?q#h");
        assert_eq!(url.host_str(), None);
        assert_eq!(url.path(), "//x%3F");
    }

    #[test]
    fn only_hosts_are_domains() {
        assert_eq!(host_of("español.com").unwrap().host_str(), Some("xn--espaol-zwa.com"));
        assert!(host_of("a b").is_none());
        assert!(host_of("").is_none());
    }
}
