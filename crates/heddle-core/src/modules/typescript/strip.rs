//! Finds what to blank: one visit of the syntax tree.

use super::edits::Edits;
use oxc_ast::ast::*;
use oxc_ast_visit::{walk, Visit};
use oxc_span::{GetSpan, Span};
use oxc_syntax::scope::ScopeFlags;

/// Syntax that stripping cannot make run.
pub(super) struct Unsupported {
    pub(super) message: &'static str,
    pub(super) start: u32,
    pub(super) end: u32,
}

const ENUM: &str = "TypeScript enum is not supported in strip-only mode";
const NAMESPACE: &str = "TypeScript namespace declaration is not supported in strip-only mode";
const MODULE: &str = "`module` keyword is not supported. Use `namespace` instead.";
const PARAMETER_PROPERTY: &str = "TypeScript parameter property is not supported in strip-only mode";
const IMPORT_EQUALS: &str = "TypeScript import equals declaration is not supported in strip-only mode";
const EXPORT_ASSIGNMENT: &str = "TypeScript export assignment is not supported in strip-only mode";
const ASSERTION: &str =
    "The angle-bracket syntax for type assertions, `<T>expr`, is not supported in type strip mode. \
                         Instead, use the 'as' syntax: `expr as T`.";

/// Notes every edit for `program`, or the first thing that cannot be stripped.
pub(super) fn collect(program: &Program<'_>, edits: &mut Edits<'_>) -> Result<(), Unsupported> {
    let mut stripper = Stripper { edits, failure: None };
    let has_directive = !program.directives.is_empty();
    stripper.statements(&program.body, has_directive);
    stripper.failure.map_or(Ok(()), Err)
}

struct Stripper<'e, 's> {
    edits: &'e mut Edits<'s>,
    failure: Option<Unsupported>,
}

impl Stripper<'_, '_> {
    fn fail(&mut self, message: &'static str, span: Span) {
        // The first in the source counts; the visit goes in source order.
        if self.failure.is_none() {
            self.failure = Some(Unsupported { message, start: span.start, end: span.end });
        }
    }

    fn blank(&mut self, span: Span) {
        self.edits.blank(span.start, span.end);
    }

    fn blank_optional<T: GetSpan>(&mut self, node: &Option<oxc_allocator::Box<'_, T>>) {
        if let Some(node) = node {
            self.blank(node.span());
        }
    }

    /// Blanks `expected` ("?" or "!") if it comes next.
    fn blank_sign(&mut self, at: u32, expected: u8) {
        let (at, _) = self.edits.skip_trivia(at);
        if self.edits.byte(at) == Some(expected) {
            self.edits.blank(at, at + 1);
        }
    }

    /// Whether what follows `at` would be taken for a continuation of what stood before it.
    fn continues(&self, at: u32, hazards: &[u8]) -> bool {
        let (next, newline) = self.edits.skip_trivia(at);
        newline && self.edits.byte(next).is_some_and(|byte| hazards.contains(&byte))
    }

    /// Statements of one list. `after_something`: a directive stands before the first.
    fn statements(&mut self, list: &[Statement<'_>], after_something: bool) {
        let mut open = after_something;
        for statement in list {
            if self.is_type_only(statement) {
                let span = statement.span();
                self.blank(span);
                // The statement's end was the end of the one before: keep the two neighbours apart.
                if open && self.continues(span.end, b"([`+-/") {
                    self.edits.mark(span.start, b';');
                    open = false;
                }
                continue;
            }
            self.visit_statement(statement);
            let end = statement.span().end;
            open = end == 0 || self.edits.byte(end - 1) != Some(b';');
        }
    }

    fn is_type_only(&mut self, statement: &Statement<'_>) -> bool {
        use ImportOrExportKind::Type;
        match statement {
            Statement::ImportDeclaration(import) => import.import_kind == Type,
            Statement::ExportNamedDeclaration(export) => export.export_kind == Type,
            Statement::ExportFromDeclaration(export) => export.export_kind == Type,
            Statement::ExportAllDeclaration(export) => export.export_kind == Type,
            Statement::TSNamespaceExportDeclaration(_) => true,
            Statement::ExportDeclaration(export) => self.is_type_declaration(&export.declaration),
            Statement::ExportDefaultDeclaration(export) => match &export.declaration {
                ExportDefaultDeclarationKind::TSInterfaceDeclaration(_) => true,
                ExportDefaultDeclarationKind::FunctionDeclaration(function) => function.body.is_none(),
                ExportDefaultDeclarationKind::ClassDeclaration(class) => class.declare,
                _ => false,
            },
            other => other.as_declaration().is_some_and(|declaration| self.is_type_declaration(declaration)),
        }
    }

    fn is_type_declaration(&mut self, declaration: &Declaration<'_>) -> bool {
        match declaration {
            Declaration::VariableDeclaration(variable) => variable.declare,
            Declaration::FunctionDeclaration(function) => function.declare || function.body.is_none(),
            Declaration::ClassDeclaration(class) => class.declare,
            Declaration::TSTypeAliasDeclaration(_) | Declaration::TSInterfaceDeclaration(_) => true,
            Declaration::TSEnumDeclaration(node) => node.declare,
            Declaration::TSGlobalDeclaration(_) | Declaration::TSExternalModuleDeclaration(_) => true,
            Declaration::TSNamespaceDeclaration(namespace) => {
                if namespace.kind == TSNamespaceDeclarationKind::Module {
                    // `module x` without quotes is refused even where it only declares.
                    return false;
                }
                namespace.declare || !namespace_has_values(namespace)
            }
            Declaration::TSImportEqualsDeclaration(import) => import.import_kind == ImportOrExportKind::Type,
        }
    }

    /// Blanks the modifiers of a class member that stand between `start` and its name. Returns where the first one was.
    fn modifiers(&mut self, start: u32, decorators: &[Decorator<'_>], key: u32) -> Option<u32> {
        let mut at = decorators.last().map_or(start, |decorator| decorator.span.end.max(start));
        let mut first = None;
        loop {
            (at, _) = self.edits.skip_trivia(at);
            let word = self.edits.word(at);
            if at >= key || word.is_empty() {
                return first;
            }
            let end = at + word.len() as u32;
            if matches!(word, "public" | "private" | "protected" | "override" | "readonly" | "declare" | "abstract") {
                self.edits.blank(at, end);
                first = first.or(Some(at));
            }
            at = end;
        }
    }

    fn class_elements(&mut self, elements: &[ClassElement<'_>]) {
        // Whether the element before is a field without a semicolon, and whether it could read as a modifier.
        let mut open = false;
        let mut open_word = false;
        for element in elements {
            let span = element.span();
            if is_type_member(element) {
                self.blank(span);
                if open && self.continues_member(span.end) {
                    self.edits.mark(span.start, b';');
                    (open, open_word) = (false, false);
                }
                continue;
            }
            let first_modifier = match element {
                ClassElement::MethodDefinition(method) => {
                    let first = self.modifiers(span.start, &method.decorators, method.key.span().start);
                    if method.optional {
                        self.blank_sign(self.after_key(&method.key, method.computed), b'?');
                    }
                    first
                }
                ClassElement::PropertyDefinition(field) => {
                    let first = self.modifiers(span.start, &field.decorators, field.key.span().start);
                    let after = self.after_key(&field.key, field.computed);
                    if field.optional {
                        self.blank_sign(after, b'?');
                    }
                    if field.definite {
                        self.blank_sign(after, b'!');
                    }
                    self.blank_optional(&field.type_annotation);
                    first
                }
                ClassElement::AccessorProperty(field) => {
                    let first = self.modifiers(span.start, &field.decorators, field.key.span().start);
                    if field.definite {
                        self.blank_sign(self.after_key(&field.key, field.computed), b'!');
                    }
                    self.blank_optional(&field.type_annotation);
                    first
                }
                _ => None,
            };
            if let Some(at) = first_modifier {
                let after = self.skip_modifiers(at);
                if open
                    && (open_word
                        || matches!(self.edits.byte(after), Some(b'*' | b'[' | b'('))
                        || is_operator_word(self.edits.word(after)))
                {
                    self.edits.mark(at, b';');
                }
            }
            self.visit_class_element(element);
            open = false;
            open_word = false;
            if let ClassElement::PropertyDefinition(field) = element {
                open = self.edits.byte(span.end - 1) != Some(b';')
                    && self.edits.byte(self.edits.skip_trivia(span.end).0) != Some(b';');
                let word = field.value.is_none()
                    && !field.computed
                    && matches!(
                        self.edits.text(field.key.span().start, field.key.span().end),
                        "get" | "set" | "static"
                    );
                open_word = open && word;
                // `get: number` before a method would become a getter of that name.
                if open_word {
                    if let Some(annotation) = &field.type_annotation {
                        self.edits.mark(annotation.span.start, b';');
                        (open, open_word) = (false, false);
                    }
                }
            } else if let ClassElement::AccessorProperty(_) = element {
                open = self.edits.byte(span.end - 1) != Some(b';');
            }
        }
    }

    fn after_key(&self, key: &PropertyKey<'_>, computed: bool) -> u32 {
        let end = key.span().end;
        if !computed {
            return end;
        }
        let (at, _) = self.edits.skip_trivia(end);
        at + 1
    }

    /// The first thing after the blanked modifiers that begin at `at`.
    fn skip_modifiers(&self, at: u32) -> u32 {
        let mut at = at;
        loop {
            (at, _) = self.edits.skip_trivia(at);
            let word = self.edits.word(at);
            if !matches!(word, "public" | "private" | "protected" | "override" | "readonly" | "declare" | "abstract") {
                return at;
            }
            at += word.len() as u32;
        }
    }

    fn continues_member(&self, at: u32) -> bool {
        let (next, _) = self.edits.skip_trivia(at);
        matches!(self.edits.byte(next), Some(b'*' | b'[' | b'(')) || is_operator_word(self.edits.word(next))
    }

    /// `x as T`, `x satisfies T`, `x<T>`: blanks what follows `end_of_expression`.
    fn trailing_type(&mut self, start: u32, end: u32, hazards: &[u8]) {
        self.edits.blank(start, end);
        if self.continues(end, hazards) {
            let (at, _) = self.edits.skip_trivia(start);
            self.edits.mark(at, b';');
        }
    }

    /// Blanks a specifier and the comma after it.
    fn blank_specifier(&mut self, span: Span) {
        let (comma, _) = self.edits.skip_trivia(span.end);
        let end = if self.edits.byte(comma) == Some(b',') { comma + 1 } else { span.end };
        self.edits.blank(span.start, span.end);
        self.edits.blank(end - u32::from(end != span.end), end);
    }

    /// Blanks a keyword that stands between two places.
    fn blank_word(&mut self, from: u32, to: u32, expected: &str) {
        let mut at = from;
        while at < to {
            (at, _) = self.edits.skip_trivia(at);
            let word = self.edits.word(at);
            if word == expected {
                return self.edits.blank(at, at + word.len() as u32);
            }
            at += word.len().max(1) as u32;
        }
    }
}

fn is_operator_word(word: &str) -> bool {
    matches!(word, "in" | "instanceof")
}

/// Whether a class member leaves nothing behind.
fn is_type_member(element: &ClassElement<'_>) -> bool {
    match element {
        ClassElement::TSIndexSignature(_) => true,
        ClassElement::MethodDefinition(method) => {
            method.r#type == MethodDefinitionType::TSAbstractMethodDefinition || method.value.body.is_none()
        }
        ClassElement::PropertyDefinition(field) => {
            field.declare || field.r#type == PropertyDefinitionType::TSAbstractPropertyDefinition
        }
        ClassElement::AccessorProperty(field) => field.r#type == AccessorPropertyType::TSAbstractAccessorProperty,
        ClassElement::StaticBlock(_) => false,
    }
}

/// Whether a namespace would exist when the program runs.
fn namespace_has_values(namespace: &TSNamespaceDeclaration<'_>) -> bool {
    fn declares_value(declaration: &Declaration<'_>) -> bool {
        match declaration {
            Declaration::TSTypeAliasDeclaration(_) | Declaration::TSInterfaceDeclaration(_) => false,
            Declaration::TSNamespaceDeclaration(inner) => !inner.declare && namespace_has_values(inner),
            Declaration::VariableDeclaration(variable) => !variable.declare,
            Declaration::FunctionDeclaration(function) => !function.declare,
            Declaration::ClassDeclaration(class) => !class.declare,
            Declaration::TSEnumDeclaration(node) => !node.declare,
            Declaration::TSImportEqualsDeclaration(import) => import.import_kind != ImportOrExportKind::Type,
            Declaration::TSGlobalDeclaration(_) | Declaration::TSExternalModuleDeclaration(_) => false,
        }
    }
    match &namespace.body {
        TSNamespaceDeclarationBody::TSNamespaceDeclaration(inner) => namespace_has_values(inner),
        TSNamespaceDeclarationBody::TSModuleBlock(block) => block.body.iter().any(|statement| match statement {
            Statement::ExportDeclaration(export) => declares_value(&export.declaration),
            Statement::ExportNamedDeclaration(export) => export.export_kind != ImportOrExportKind::Type,
            other => other.as_declaration().is_none_or(declares_value),
        }),
    }
}

impl<'a> Visit<'a> for Stripper<'_, '_> {
    fn visit_statements(&mut self, list: &oxc_allocator::Vec<'a, Statement<'a>>) {
        self.statements(list, false);
    }

    fn visit_function_body(&mut self, body: &FunctionBody<'a>) {
        self.statements(&body.statements, !body.directives.is_empty());
    }

    fn visit_export_declaration(&mut self, node: &ExportDeclaration<'a>) {
        if matches!(&node.declaration, Declaration::TSImportEqualsDeclaration(_)) {
            return self.fail(IMPORT_EQUALS, node.span);
        }
        walk::walk_export_declaration(self, node);
    }

    fn visit_import_declaration(&mut self, node: &ImportDeclaration<'a>) {
        for specifier in node.specifiers.iter().flatten() {
            if let ImportDeclarationSpecifier::ImportSpecifier(specifier) = specifier {
                if specifier.import_kind == ImportOrExportKind::Type {
                    self.blank_specifier(specifier.span);
                }
            }
        }
    }

    fn visit_export_specifier(&mut self, node: &ExportSpecifier<'a>) {
        if node.export_kind == ImportOrExportKind::Type {
            self.blank_specifier(node.span);
        }
    }

    fn visit_ts_enum_declaration(&mut self, node: &TSEnumDeclaration<'a>) {
        self.fail(ENUM, node.span);
    }

    fn visit_ts_namespace_declaration(&mut self, node: &TSNamespaceDeclaration<'a>) {
        if node.kind == TSNamespaceDeclarationKind::Module {
            let mut start = node.span.start;
            if self.edits.word(start) == "declare" {
                (start, _) = self.edits.skip_trivia(start + "declare".len() as u32);
            }
            return self.fail(MODULE, Span::new(start, node.id.span.end));
        }
        self.fail(NAMESPACE, node.span);
    }

    fn visit_ts_import_equals_declaration(&mut self, node: &TSImportEqualsDeclaration<'a>) {
        self.fail(IMPORT_EQUALS, node.span);
    }

    fn visit_ts_export_assignment(&mut self, node: &TSExportAssignment<'a>) {
        self.fail(EXPORT_ASSIGNMENT, node.span);
    }

    fn visit_ts_type_assertion(&mut self, node: &TSTypeAssertion<'a>) {
        self.fail(ASSERTION, node.span);
    }

    fn visit_variable_declarator(&mut self, node: &VariableDeclarator<'a>) {
        self.visit_binding_pattern(&node.id);
        if node.definite {
            self.blank_sign(node.id.span().end, b'!');
        }
        self.blank_optional(&node.type_annotation);
        if let Some(init) = &node.init {
            self.visit_expression(init);
        }
    }

    fn visit_catch_parameter(&mut self, node: &CatchParameter<'a>) {
        self.visit_binding_pattern(&node.pattern);
        self.blank_optional(&node.type_annotation);
    }

    fn visit_function(&mut self, node: &Function<'a>, _: ScopeFlags) {
        self.blank_optional(&node.type_parameters);
        if let Some(this) = &node.this_param {
            self.blank_specifier(this.span);
        }
        self.visit_formal_parameters(&node.params);
        self.blank_optional(&node.return_type);
        if let Some(body) = &node.body {
            self.visit_function_body(body);
        }
    }

    fn visit_formal_parameter(&mut self, node: &FormalParameter<'a>) {
        for decorator in &node.decorators {
            self.visit_decorator(decorator);
        }
        if node.accessibility.is_some() || node.readonly || node.r#override {
            let start = node.pattern.span().start;
            let end = node.initializer.as_ref().map(|value| value.span().end);
            let end = end.or(node.type_annotation.as_ref().map(|annotation| annotation.span.end));
            return self.fail(PARAMETER_PROPERTY, Span::new(start, end.unwrap_or(node.pattern.span().end)));
        }
        self.visit_binding_pattern(&node.pattern);
        if node.optional {
            self.blank_sign(node.pattern.span().end, b'?');
        }
        self.blank_optional(&node.type_annotation);
        if let Some(initializer) = &node.initializer {
            self.visit_expression(initializer);
        }
    }

    fn visit_formal_parameter_rest(&mut self, node: &FormalParameterRest<'a>) {
        self.visit_binding_rest_element(&node.rest);
        self.blank_optional(&node.type_annotation);
    }

    fn visit_arrow_function_expression(&mut self, node: &ArrowFunctionExpression<'a>) {
        let params = node.params.span;
        if let Some(types) = &node.type_parameters {
            self.blank(types.span);
            // `async` and `return` must have their operand on the same line: the parenthesis moves up.
            if self.edits.text(types.span.start, params.start).contains('\n') {
                self.edits.mark(types.span.start, b'(');
                self.edits.blank(params.start, params.start + 1);
            }
        }
        self.visit_formal_parameters(&node.params);
        if let Some(return_type) = &node.return_type {
            self.blank(return_type.span);
            // No line may end between `)` and `=>`: the parenthesis moves down to the type's end.
            if self.edits.text(params.end, return_type.span.end).contains('\n') {
                self.edits.blank(params.end - 1, params.end);
                self.edits.mark(return_type.span.end - 1, b')');
            }
        }
        self.visit_arrow_function_body(&node.body);
    }

    fn visit_class(&mut self, node: &Class<'a>) {
        for decorator in &node.decorators {
            self.visit_decorator(decorator);
        }
        if node.r#abstract {
            let from =
                node.decorators.last().map_or(node.span.start, |decorator| decorator.span.end.max(node.span.start));
            self.blank_word(from, node.body.span.start, "abstract");
        }
        self.blank_optional(&node.type_parameters);
        let mut end = node.id.as_ref().map_or(node.span.start, |id| id.span.end);
        if let Some(types) = &node.type_parameters {
            end = types.span.end;
        }
        if let Some(heritage) = &node.heritage {
            self.visit_expression(&heritage.expression);
            self.blank_optional(&heritage.type_arguments);
            end = heritage.type_arguments.as_ref().map_or(heritage.expression.span().end, |types| types.span.end);
        }
        if let (Some(first), Some(last)) = (node.implements.first(), node.implements.last()) {
            self.blank_word(end, first.span.start, "implements");
            self.edits.blank(first.span.start, last.span.end);
        }
        self.class_elements(&node.body.body);
    }

    fn visit_ts_as_expression(&mut self, node: &TSAsExpression<'a>) {
        self.visit_expression(&node.expression);
        self.trailing_type(node.expression.span().end, node.span.end, b"([`");
    }

    fn visit_ts_satisfies_expression(&mut self, node: &TSSatisfiesExpression<'a>) {
        self.visit_expression(&node.expression);
        self.trailing_type(node.expression.span().end, node.span.end, b"([`");
    }

    fn visit_ts_non_null_expression(&mut self, node: &TSNonNullExpression<'a>) {
        self.visit_expression(&node.expression);
        self.edits.blank(node.span.end - 1, node.span.end);
    }

    fn visit_ts_instantiation_expression(&mut self, node: &TSInstantiationExpression<'a>) {
        self.visit_expression(&node.expression);
        self.trailing_type(node.type_arguments.span.start, node.span.end, b"[+-/");
    }

    // Where types are left over from the visits above, they stand in calls and `new`.
    fn visit_ts_type_parameter_instantiation(&mut self, node: &TSTypeParameterInstantiation<'a>) {
        self.blank(node.span);
    }

    fn visit_ts_type_parameter_declaration(&mut self, node: &TSTypeParameterDeclaration<'a>) {
        self.blank(node.span);
    }

    fn visit_ts_type_annotation(&mut self, node: &TSTypeAnnotation<'a>) {
        self.blank(node.span);
    }
}
