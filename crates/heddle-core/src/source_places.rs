//! What stands around a place in a source, for reports of exceptions and of modules that never end.

use oxc_allocator::Allocator;
use oxc_ast::ast::{AwaitExpression, ForOfStatement, ForStatementLeft, FunctionBody, ThrowStatement};
use oxc_ast_visit::{walk, Visit};
use oxc_parser::{ParseOptions, Parser};
use oxc_span::{GetSpan, SourceType, Span};

/// What [`start_around`] looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// A `throw` statement.
    Throw,
    /// An `await` expression; of `for await`, the variable.
    Await,
}

struct Finder {
    kind: Around,
    offset: u32,
    found: Option<u32>,
}

impl Finder {
    fn holds(&self, span: Span) -> bool {
        span.start <= self.offset && self.offset < span.end
    }
}

impl<'a> Visit<'a> for Finder {
    fn visit_throw_statement(&mut self, statement: &ThrowStatement<'a>) {
        if self.kind == Around::Throw && self.holds(statement.span) {
            self.found = Some(statement.span.start);
        }
        walk::walk_throw_statement(self, statement);
    }

    fn visit_await_expression(&mut self, expression: &AwaitExpression<'a>) {
        if self.kind == Around::Await && self.holds(expression.span) {
            self.found = Some(expression.span.start);
        }
        walk::walk_await_expression(self, expression);
    }

    fn visit_for_of_statement(&mut self, statement: &ForOfStatement<'a>) {
        if self.kind == Around::Await && statement.r#await && self.holds(statement.span) {
            let target = match &statement.left {
                ForStatementLeft::VariableDeclaration(declaration) => {
                    declaration.declarations.first().map(|d| d.id.span())
                }
                left => Some(left.span()),
            };
            self.found = target.map(|span| span.start);
        }
        walk::walk_for_of_statement(self, statement);
    }

    fn visit_function_body(&mut self, body: &FunctionBody<'a>) {
        if self.holds(body.span) {
            // What a function inside the thrown expression makes, that statement does not throw.
            self.found = None;
        }
        walk::walk_function_body(self, body);
    }
}

/// The byte offset of a place; line and column count from 1, the column in UTF-16 units.
fn offset_of(source: &str, line: u32, column: u32) -> Option<usize> {
    let start = match line {
        0 => return None,
        1 => 0,
        _ => source.match_indices('\n').nth(line as usize - 2)?.0 + 1,
    };
    let mut units = column.checked_sub(1)? as usize;
    for (index, c) in source[start..].char_indices() {
        if units == 0 {
            return Some(start + index);
        }
        units = units.saturating_sub(c.len_utf16());
    }
    None
}

fn place_of(source: &str, offset: usize) -> (u32, u32) {
    let before = &source[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.matches('\n').count() as u32 + 1;
    (line, before[line_start..].encode_utf16().count() as u32 + 1)
}

/// Line and column where the innermost statement or expression of a kind around a place starts: where V8 sees an exception
/// thrown, or a module wait. `None` if there is none, or if the source cannot be parsed.
pub fn start_around(source: &str, is_module: bool, kind: Around, line: u32, column: u32) -> Option<(u32, u32)> {
    let offset = u32::try_from(offset_of(source, line, column)?).ok()?;
    let mut finder = Finder { kind, offset, found: None };
    let allocator = Allocator::default();
    let source_type = if is_module { SourceType::mjs() } else { SourceType::script() };
    let options = ParseOptions { allow_return_outside_function: !is_module, ..ParseOptions::default() };
    let parsed = Parser::new(&allocator, source, source_type).with_options(options).parse();
    finder.visit_program(&parsed.program);
    Some(place_of(source, finder.found? as usize))
}

#[cfg(test)]
mod tests {
    use super::{start_around, Around};

    fn around(source: &str, line: u32, column: u32) -> Option<(u32, u32)> {
        start_around(source, false, Around::Throw, line, column)
    }

    #[test]
    fn the_statement_starts_before_the_expression() {
        assert_eq!(around("f();\nif (x) throw Object.assign(new Error('a'), {});", 2, 29), Some((2, 8)));
    }

    #[test]
    fn the_await_that_a_module_waits_at() {
        let source = "await 1;\nf([await new Promise(() => {})]);\nfor await (const x of xs) ;";
        assert_eq!(start_around(source, true, Around::Await, 2, 11), Some((2, 4)));
        assert_eq!(start_around(source, true, Around::Await, 3, 16), Some((3, 18)));
    }

    #[test]
    fn columns_count_utf16_units() {
        assert_eq!(around("'é𝒳'; throw new Error()", 1, 14), Some((1, 8)));
    }

    #[test]
    fn an_error_that_is_only_made_there_is_not_thrown_there() {
        assert_eq!(around("const e = new Error();\nthrow e;", 1, 11), None);
        assert_eq!(around("throw (() => { return new Error(); })();", 1, 23), None);
    }
}
