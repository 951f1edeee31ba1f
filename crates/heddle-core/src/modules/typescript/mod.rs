//! TypeScript by stripping: type syntax becomes white space, so every line and column stays where it was.
//! Rules: <https://nodejs.org/api/typescript.html#type-stripping>. What only a transformation could run
//! (enums, namespaces with values, parameter properties, `import =`, `export =`) is an error.

mod edits;
mod strip;

use super::error::ModuleError;
use super::file_url::path_to_file_url;
use edits::Edits;
use oxc_allocator::Allocator;
use oxc_parser::{ParseOptions, Parser};
use oxc_span::SourceType;

/// Replaces the types in `source` by white space. `name` (a path, a URL or "") is shown in errors.
pub fn strip_types(source: &str, name: &str) -> Result<String, ModuleError> {
    let allocator = Allocator::default();
    let parse = |kind: SourceType| {
        let options = ParseOptions { allow_return_outside_function: true, ..ParseOptions::default() };
        Parser::new(&allocator, source, kind).with_options(options).parse()
    };
    let mut parsed = parse(SourceType::ts().with_module(true));
    if parsed.panicked || !parsed.diagnostics.is_empty() {
        // Code that only sloppy mode allows.
        let script = parse(SourceType::ts().with_commonjs(true));
        if !script.panicked && script.diagnostics.is_empty() {
            parsed = script;
        }
    }
    if let Some(diagnostic) = parsed.diagnostics.first() {
        let (start, end) = diagnostic.labels.first().map_or((0, 0), |label| {
            let start = label.offset() as usize;
            (start, start + label.len() as usize)
        });
        let message = diagnostic.message.to_string();
        let frame = frame(source, name, start, end);
        return Err(ModuleError::InvalidTypescriptSyntax { message, frame });
    }
    let mut edits = Edits::new(source);
    match strip::collect(&parsed.program, &mut edits) {
        Ok(()) => Ok(edits.apply()),
        Err(unsupported) => Err(ModuleError::UnsupportedTypescriptSyntax {
            message: unsupported.message.into(),
            frame: frame(source, name, unsupported.start as usize, unsupported.end as usize),
        }),
    }
}

/// `name:line` and the source around the place, as Node prints it above the error.
fn frame(source: &str, name: &str, start: usize, end: usize) -> String {
    let name = if name.starts_with('/') { path_to_file_url(name) } else { name.to_string() };
    let clamp = |mut at: usize| {
        at = at.min(source.len());
        while !source.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (clamp(start), clamp(end.max(start)));
    let first = source[..start].matches('\n').count();
    let last = first + source[start..end].matches('\n').count();
    let lines: Vec<String> = source.split('\n').map(|line| line.trim_end_matches('\r').replace('\t', "    ")).collect();
    let mut out = format!("{name}:{}\n", first + 1);
    let several = last > first;
    let mut push = |mark: bool, line: &str| {
        let margin = match (several, mark) {
            (false, _) => "",
            (true, true) => "  > ",
            (true, false) => "    ",
        };
        out.push_str(margin);
        out.push_str(line);
        out.push('\n');
    };
    if first > 0 {
        push(false, &lines[first - 1]);
    }
    for (index, line) in lines.iter().enumerate().take(last + 1).skip(first) {
        push(index == first || index == last, line);
        if !several {
            let line_start = source[..start].rfind('\n').map_or(0, |at| at + 1);
            let width = |text: &str| text.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum::<usize>();
            let carets = "^".repeat(width(&source[start..end]).max(1));
            push(false, &format!("{}{carets}", " ".repeat(width(&source[line_start..start]))));
        }
    }
    if let Some(line) = lines.get(last + 1).filter(|line| !line.is_empty() || last + 2 < lines.len()) {
        push(false, line);
    }
    out.pop();
    out
}

#[cfg(test)]
mod tests;
