//! `.env` files, as `--env-file`, `process.loadEnvFile` and `util.parseEnv` read them.
//! <https://nodejs.org/api/environment_variables.html#env-files>

/// The variables of a file's text in order: `NAME=value`, `export` allowed, `#` comments; values in single, double or
/// back quotes may span lines, and `\n` in double quotes is a line end.
pub fn parse_env_file(content: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let content = content.replace("\r\n", "\n").replace('\r', "\n");
    let mut text = content.trim();
    while let Some(first) = text.chars().next() {
        if first == '\n' {
            text = &text[1..];
            continue;
        }
        if first == '#' {
            text = after_line(text);
            continue;
        }
        // A line without `=` says nothing.
        let line = text.split('\n').next().unwrap_or_default();
        let Some(equals) = line.find('=') else {
            text = after_line(text).trim();
            continue;
        };
        let name = line[..equals].trim();
        text = &text[equals + 1..];
        if name.is_empty() {
            text = after_line(text);
            continue;
        }
        let name = name.strip_prefix("export ").map_or(name, str::trim).to_owned();
        if text.is_empty() || text.starts_with('\n') {
            found.push((name, String::new()));
            text = text.get(1..).unwrap_or_default();
            continue;
        }
        let (value, rest) = value(text.trim_start_matches([' ', '\t']));
        found.push((name, value));
        text = rest;
    }
    found
}

fn after_line(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, rest)| rest)
}

fn value(text: &str) -> (String, &str) {
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) {
        if let Some((inside, rest)) = text[1..].split_once(quote) {
            let value = if quote == '"' { inside.replace("\\n", "\n") } else { inside.to_owned() };
            return (value, after_line(rest));
        }
        // No closing quote: the rest of the line, quote included.
        if let Some((line, rest)) = text.split_once('\n') {
            return (line.to_owned(), rest);
        }
    }
    let line = text.split('\n').next().unwrap_or_default();
    let value = line.split('#').next().unwrap_or_default().trim();
    (value.to_owned(), after_line(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Vec<(String, String)> {
        parse_env_file(text)
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn lines_quotes_and_comments() {
        assert_eq!(
            parse("A=1\r\n# x=2\nexport B = two words # not this\n\nC=\nnothing\nD='a#b'\n"),
            pairs(&[("A", "1"), ("B", "two words"), ("C", ""), ("D", "a#b")])
        );
        assert_eq!(
            parse("A=\"one\\ntwo\nthree\" rest\nB='x\\ny'\nC=`it's`\n=4\nD=\"open\nE=5"),
            pairs(&[("A", "one\ntwo\nthree"), ("B", "x\\ny"), ("C", "it's"), ("D", "\"open"), ("E", "5")])
        );
        assert_eq!(parse(""), pairs(&[]));
        assert_eq!(parse("only words"), pairs(&[]));
        assert_eq!(parse("A="), pairs(&[("A", "")]));
    }
}
