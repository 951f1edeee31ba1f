// V8's texts for errors of the parser. Where V8 names the token it did not expect, the token is read again from the
// source line in the report.
#include "messages.h"

#include "js/CharacterEncoding.h"
#include "js/friend/ErrorMessages.h"
#include "util/Unicode.h"

#include <algorithm>
#include <cstring>

using namespace heddle;

namespace {

// A null text stands for "Unexpected <token>".
struct Entry {
  unsigned number;
  const char* text;
};

const char kBadToken[] = "Invalid or unexpected token";
const char kStrictWord[] = "Unexpected strict mode reserved word";

const Entry kSyntax[] = {
    {JSMSG_REDECLARED_VAR, "Identifier '{1}' has already been declared"},
    {JSMSG_MISMATCHED_PLACEMENT, "Identifier '{1}' has already been declared"},
    {JSMSG_BAD_CONST_DECL, "Missing initializer in const declaration"},
    {JSMSG_BAD_DESTRUCT_DECL, "Missing initializer in destructuring declaration"},
    {JSMSG_LEXICAL_DECL_DEFINES_LET, "let is disallowed as a lexically bound name"},
    {JSMSG_PAREN_AFTER_ARGS, "missing ) after argument list"},
    {JSMSG_OF_AFTER_FOR_LOOP_DECL, "for-of loop variable declaration may not have an initializer."},
    {JSMSG_IN_AFTER_LEXICAL_FOR_DECL, "for-in loop variable declaration may not have an initializer."},
    {JSMSG_INVALID_FOR_IN_DECL_WITH_INIT, "for-in loop variable declaration may not have an initializer."},
    {JSMSG_BAD_STARTING_FOROF_LHS, "The left-hand side of a for-of loop may not be 'async'."},
    {JSMSG_BAD_FOR_LEFTSIDE, "Invalid left-hand side in for-loop"},
    {JSMSG_BAD_RETURN_OR_YIELD, "Illegal return statement"},
    {JSMSG_TOUGH_BREAK, "Illegal break statement"},
    {JSMSG_BAD_CONTINUE, "Illegal continue statement: no surrounding iteration statement"},
    {JSMSG_DUPLICATE_LABEL, "Label has already been declared"},
    {JSMSG_AWAIT_OUTSIDE_ASYNC_OR_MODULE,
     "await is only valid in async functions and the top level bodies of modules"},
    {JSMSG_FOR_AWAIT_OUTSIDE_ASYNC, "Unexpected reserved word"},
    {JSMSG_STRICT_CODE_WITH, "Strict mode code may not include a with statement"},
    {JSMSG_DEPRECATED_OCTAL_LITERAL, "Octal literals are not allowed in strict mode."},
    {JSMSG_DEPRECATED_OCTAL_ESCAPE, "Octal escape sequences are not allowed in strict mode."},
    {JSMSG_DEPRECATED_EIGHT_OR_NINE_ESCAPE, "\\8 and \\9 are not allowed in strict mode."},
    {JSMSG_DEPRECATED_DELETE_OPERAND, "Delete of an unqualified identifier in strict mode."},
    {JSMSG_BAD_STRICT_ASSIGN, "Unexpected eval or arguments in strict mode"},
    {JSMSG_BAD_STRICT_ASSIGN_ARGUMENTS, "Unexpected eval or arguments in strict mode"},
    {JSMSG_BAD_STRICT_ASSIGN_EVAL, "Unexpected eval or arguments in strict mode"},
    {JSMSG_DUPLICATE_FORMAL, "Duplicate parameter name not allowed in this context"},
    {JSMSG_BAD_DUP_ARGS, "Duplicate parameter name not allowed in this context"},
    {JSMSG_IMPORT_DECL_AT_TOP_LEVEL, "Cannot use import statement outside a module"},
    {JSMSG_EXPORT_DECL_AT_TOP_LEVEL, "Unexpected token 'export'"},
    {JSMSG_IMPORT_META_OUTSIDE_MODULE, "Cannot use 'import.meta' outside a module"},
    {JSMSG_BAD_NEWTARGET, "new.target expression is not allowed here"},
    {JSMSG_BAD_SUPER, "'super' keyword unexpected here"},
    {JSMSG_BAD_SUPERCALL, "'super' keyword unexpected here"},
    {JSMSG_BAD_SUPERPROP, "'super' keyword unexpected here"},
    {JSMSG_BAD_SUPERPRIVATE, "Unexpected private field"},
    {JSMSG_BAD_ARGUMENTS, "'arguments' is not allowed in class field initializer or static initialization block"},
    {JSMSG_DUPLICATE_CONSTRUCTOR, "A class may only have one constructor"},
    {JSMSG_BAD_CONSTRUCTOR_DEF, "Class constructor may not be an accessor"},
    {JSMSG_CLASS_STATIC_PROTO, "Classes may not have a static property named 'prototype'"},
    {JSMSG_MISSING_PRIVATE_DECL, "Private field '{0}' must be declared in an enclosing class"},
    {JSMSG_PRIVATE_DELETE, "Private fields can not be deleted"},
    {JSMSG_UNNAMED_FUNCTION_STMT, "Function statements require a function name"},
    {JSMSG_PARAMETER_AFTER_REST, "Rest parameter must be last formal parameter"},
    {JSMSG_REST_WITH_DEFAULT, "Rest parameter may not have a default initializer"},
    {JSMSG_REST_WITH_COMMA, "Rest element must be last element"},
    {JSMSG_BAD_LEFTSIDE_OF_ASS, "Invalid left-hand side in assignment"},
    {JSMSG_BAD_INCOP_OPERAND, "Invalid left-hand side expression in postfix operation"},
    {JSMSG_BAD_DESTRUCT_TARGET, "Invalid destructuring assignment target"},
    {JSMSG_BAD_DESTRUCT_ASS, "Invalid destructuring assignment target"},
    {JSMSG_BAD_DESTRUCT_PARENS, "Invalid destructuring assignment target"},
    {JSMSG_BAD_POW_LEFTSIDE,
     "Unary operator used immediately before exponentiation expression. Parenthesis must be used to disambiguate "
     "operator precedence"},
    {JSMSG_TOO_MANY_DEFAULTS, "More than one default clause in switch statement"},
    {JSMSG_CATCH_OR_FINALLY, "Missing catch or finally after try"},
    {JSMSG_LINE_BREAK_AFTER_THROW, "Illegal newline after throw"},
    {JSMSG_IDSTART_AFTER_NUMBER, kBadToken},
    {JSMSG_MISSING_HEXDIGITS, kBadToken},
    {JSMSG_MISSING_BINARY_DIGITS, kBadToken},
    {JSMSG_MISSING_OCTAL_DIGITS, kBadToken},
    {JSMSG_MISSING_EXPONENT, kBadToken},
    {JSMSG_NUMBER_END_WITH_UNDERSCORE, "Numeric separators are not allowed at the end of numeric literals"},
    {JSMSG_NUMBER_MULTIPLE_ADJACENT_UNDERSCORES, "Only one underscore is allowed as numeric separator"},
    {JSMSG_SEPARATOR_IN_ZERO_PREFIXED_NUMBER, "Numeric separator can not be used after leading 0."},
    {JSMSG_ILLEGAL_CHARACTER, kBadToken},
    {JSMSG_MISSING_PRIVATE_NAME, kBadToken},
    {JSMSG_BAD_ESCAPE, kBadToken},
    {JSMSG_UNTERMINATED_COMMENT, kBadToken},
    {JSMSG_EOL_BEFORE_END_OF_STRING, kBadToken},
    {JSMSG_UNTERMINATED_REGEXP, "Invalid regular expression: missing /"},
    {JSMSG_TEMPLSTR_UNTERM_EXPR, "Missing } in template expression"},
    {JSMSG_STRICT_NON_SIMPLE_PARAMS, "Illegal 'use strict' directive in function with non-simple parameter list"},
    {JSMSG_DUPLICATE_PROTO_PROPERTY, "Duplicate __proto__ fields are not allowed in object literals"},
    {JSMSG_DUPLICATE_EXPORT_NAME, "Duplicate export of '{0}'"},
    {JSMSG_MISSING_EXPORT, "Export '{0}' is not defined in module"},
    {JSMSG_COLON_AFTER_ID, nullptr},
    {JSMSG_UNEXPECTED_TOKEN, nullptr},
    {JSMSG_UNEXPECTED_TOKEN_NO_EXPECT, nullptr},
    {JSMSG_GARBAGE_AFTER_INPUT, nullptr},
};

// What follows "missing …": V8 names the token that stands there instead.
const unsigned kMissing[] = {
    JSMSG_BRACKET_AFTER_LIST,     JSMSG_BRACKET_IN_INDEX,      JSMSG_COLON_AFTER_CASE,     JSMSG_COLON_IN_COND,
    JSMSG_COMP_PROP_UNTERM_EXPR,  JSMSG_CURLY_AFTER_BODY,      JSMSG_CURLY_AFTER_CATCH,    JSMSG_CURLY_AFTER_FINALLY,
    JSMSG_CURLY_AFTER_LIST,       JSMSG_CURLY_AFTER_TRY,       JSMSG_CURLY_BEFORE_BODY,    JSMSG_CURLY_BEFORE_CATCH,
    JSMSG_CURLY_BEFORE_CLASS,     JSMSG_CURLY_BEFORE_FINALLY,  JSMSG_CURLY_BEFORE_SWITCH,  JSMSG_CURLY_BEFORE_TRY,
    JSMSG_CURLY_IN_COMPOUND,      JSMSG_CATCH_IDENTIFIER,      JSMSG_CATCH_WITHOUT_TRY,    JSMSG_FINALLY_WITHOUT_TRY,
    JSMSG_NAME_AFTER_DOT,         JSMSG_NO_VARIABLE_NAME,      JSMSG_PAREN_AFTER_CATCH,    JSMSG_PAREN_AFTER_COND,
    JSMSG_PAREN_AFTER_FOR,        JSMSG_PAREN_AFTER_FORMAL,    JSMSG_PAREN_AFTER_FOR_CTRL, JSMSG_PAREN_AFTER_SWITCH,
    JSMSG_PAREN_AFTER_WITH,       JSMSG_PAREN_BEFORE_CATCH,    JSMSG_PAREN_BEFORE_COND,    JSMSG_PAREN_BEFORE_FORMAL,
    JSMSG_PAREN_BEFORE_SWITCH,    JSMSG_PAREN_BEFORE_WITH,     JSMSG_PAREN_IN_PAREN,       JSMSG_SEMI_AFTER_FOR_COND,
    JSMSG_SEMI_AFTER_FOR_INIT,    JSMSG_UNNAMED_CLASS_STMT,    JSMSG_WHILE_AFTER_DO,       JSMSG_MISSING_FORMAL,
    JSMSG_BAD_SWITCH,             JSMSG_BAD_PROP_ID,           JSMSG_YIELD_OUTSIDE_GENERATOR,
    JSMSG_FROM_AFTER_IMPORT_CLAUSE, JSMSG_FROM_AFTER_EXPORT_STAR, JSMSG_MODULE_SPEC_AFTER_FROM, JSMSG_NO_BINDING_NAME,
    JSMSG_NO_EXPORT_NAME,         JSMSG_NO_IMPORT_NAME,        JSMSG_RC_AFTER_EXPORT_SPEC_LIST,
    JSMSG_RC_AFTER_IMPORT_SPEC_LIST, JSMSG_AS_AFTER_IMPORT_STAR, JSMSG_AS_AFTER_RESERVED_WORD, JSMSG_AS_AFTER_STRING,
    JSMSG_NAMED_IMPORTS_OR_NAMESPACE_IMPORT, JSMSG_DECLARATION_AFTER_EXPORT, JSMSG_DECLARATION_AFTER_IMPORT,
    JSMSG_USING_OUTSIDE_BLOCK_OR_MODULE, JSMSG_BAD_COALESCE_MIXING,
    JSMSG_CURLY_AFTER_WITH,
};

const char* const kReserved[] = {"enum", "await"};
const char* const kStrictReserved[] = {"implements", "interface", "let",    "package", "private",
                                       "protected",  "public",    "static", "yield"};
const char* const kKeywords[] = {
    "break",  "case",   "catch", "class", "const", "continue", "debugger", "default", "delete", "do",     "else",
    "export", "extends", "false", "finally", "for", "function", "if",      "import",  "in",     "instanceof", "new",
    "null",   "return", "super", "switch", "this", "throw",    "true",     "try",     "typeof", "var",    "void",
    "while",  "with",   "of"};
// Longest first.
const char* const kPunctuators[] = {">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=",
                                    "=>",   "==",  "!=",  "<=",  ">=",  "&&",  "||",  "??",  "?.",  "++",  "--",
                                    "+=",   "-=",  "*=",  "/=",  "%=",  "&=",  "|=",  "^=",  "<<",  ">>",  "**"};

template <size_t N>
bool isOneOf(const std::string& word, const char* const (&list)[N]) {
  for (const char* item : list) {
    if (word == item) return true;
  }
  return false;
}

// "Unexpected …" for the token that starts at `at`; an empty place is the end of the input.
std::string unexpected(const char16_t* line, size_t length, size_t at) {
  while (at < length && (line[at] == ' ' || line[at] == '\t')) at++;
  if (at >= length) return "Unexpected end of input";
  char16_t c = line[at];
  auto ascii = [&](size_t from, size_t to) {
    std::string out;
    for (size_t i = from; i < to; i++) out += line[i] < 0x80 ? static_cast<char>(line[i]) : '?';
    return out;
  };
  if (c == '"' || c == '\'') return "Unexpected string";
  if (c == '`') return "Unexpected template string";
  if ((c >= '0' && c <= '9') || (c == '.' && at + 1 < length && line[at + 1] >= '0' && line[at + 1] <= '9')) {
    return "Unexpected number";
  }
  if (js::unicode::IsIdentifierStart(c) || c == '#') {
    size_t end = at + 1;
    while (end < length && js::unicode::IsIdentifierPart(line[end])) end++;
    std::string word = utf8(line + at, end - at);
    if (isOneOf(word, kKeywords)) return "Unexpected token '" + word + "'";
    if (isOneOf(word, kReserved)) return "Unexpected reserved word";
    return "Unexpected identifier '" + word + "'";
  }
  for (const char* punctuator : kPunctuators) {
    size_t size = strlen(punctuator);
    if (at + size <= length && ascii(at, at + size) == punctuator) return std::string("Unexpected token '") + punctuator + "'";
  }
  if (c < 0x80) return "Unexpected token '" + ascii(at, at + 1) + "'";
  return kBadToken;
}

}  // namespace

bool heddle::rewordSyntax(const JSErrorReport* report, std::string* text) {
  unsigned number = report->errorNumber;
  const char* message = report->message().c_str();
  const char16_t* line = report->linebuf();
  auto token = [&] {
    // The engine says so when the script ends in the middle of something.
    if (strstr(message, "got end of script") || !line) return std::string("Unexpected end of input");
    // It names punctuators and keywords itself.
    for (const char* lead : {"got '", "got keyword '", "unexpected token: '", "unexpected token: keyword '"}) {
      const char* found = strstr(message, lead);
      if (!found || message[strlen(message) - 1] != '\'') continue;
      std::string name(found + strlen(lead));
      name.pop_back();
      if (name == "," && strstr(message, "expected closing parenthesis")) {
        return std::string("Rest parameter must be last formal parameter");
      }
      return "Unexpected token '" + name + "'";
    }
    return unexpected(line, report->linebufLength(), report->tokenOffset());
  };
  switch (number) {
    case JSMSG_EOF_BEFORE_END_OF_LITERAL:
      *text = message[0] == '`' ? "Unexpected end of input" : kBadToken;
      return true;
    case JSMSG_EOF_IN_ESCAPE_IN_LITERAL:
      *text = kBadToken;
      return true;
    case JSMSG_MALFORMED_ESCAPE:
      *text = strstr(message, "hexadecimal") ? "Invalid hexadecimal escape sequence" : "Invalid Unicode escape sequence";
      return true;
    case JSMSG_RESERVED_ID: {
      std::string word(message, strcspn(message, " "));
      *text = isOneOf(word, kStrictReserved) ? kStrictWord : isOneOf(word, kReserved) ? "Unexpected reserved word" : token();
      return true;
    }
    case JSMSG_MISSING_EXPR_AFTER_THROW:
      *text = line ? unexpected(line, report->linebufLength(), std::min(report->linebufLength(), report->tokenOffset() + 5))
                   : "Unexpected end of input";
      return true;
    case JSMSG_FORBIDDEN_AS_STATEMENT:
      *text = strstr(message, "lexical") ? "Lexical declaration cannot appear in a single-statement context" : token();
      return true;
    case JSMSG_LABEL_NOT_FOUND: {
      std::string name = line ? unexpected(line, report->linebufLength(), report->tokenOffset()) : std::string();
      size_t quote = name.find('\'');
      *text = "Undefined label" + (quote == std::string::npos ? std::string() : " " + name.substr(quote));
      return true;
    }
    case JSMSG_ACCESSOR_WRONG_ARGS:
      *text = strstr(message, "getter") ? "Getter must not have any formal parameters."
                                        : "Setter must have exactly one formal parameter.";
      return true;
    case JSMSG_ILLEGAL_PRIVATE_NAME:
    case JSMSG_ILLEGAL_PRIVATE_FIELD: {
      std::string name = token();
      size_t quote = name.find('\'');
      *text = quote == std::string::npos ? name : "Private field " + name.substr(quote) + " must be declared in an enclosing class";
      return true;
    }
    case JSMSG_UNNAMED_FUNCTION_STMT:
      if (line && report->tokenOffset() < report->linebufLength() && line[report->tokenOffset()] == '(') break;
      *text = token();
      return true;
    case JSMSG_COLON_AFTER_ID:
      if (line && report->tokenOffset() < report->linebufLength() && line[report->tokenOffset()] == '=') {
        *text = "Invalid shorthand property initializer";
        return true;
      }
      break;
    case JSMSG_BAD_INCOP_OPERAND:
      if (line && report->tokenOffset() + 1 < report->linebufLength()) {
        // The offset is the operand's: a prefix operator stands before it.
        size_t at = report->tokenOffset();
        while (at > 0 && line[at - 1] == ' ') at--;
        bool prefix = at >= 2 && line[at - 1] == line[at - 2] && (line[at - 1] == '+' || line[at - 1] == '-');
        *text = std::string("Invalid left-hand side expression in ") + (prefix ? "prefix" : "postfix") + " operation";
        return true;
      }
      break;
  }
  for (unsigned missing : kMissing) {
    if (missing != number) continue;
    *text = token();
    return true;
  }
  for (const Entry& entry : kSyntax) {
    if (entry.number != number) continue;
    if (!entry.text) {
      *text = token();
      return true;
    }
    // The name is the last word of these messages.
    std::string out = entry.text;
    size_t hole = out.find('{');
    if (hole != std::string::npos && out[hole + 2] == '}') {
      std::string words = message, name;
      size_t quote = words.find('\'');
      if (number == JSMSG_MISMATCHED_PLACEMENT) {
        size_t at = words.find('#');
        name = words.substr(at, words.find(' ', at) - at);
      } else if (quote != std::string::npos) {
        name = words.substr(quote + 1, words.rfind('\'') - quote - 1);
      } else {
        name = words.substr(words.rfind(' ') + 1);
      }
      out.replace(hole, 3, name);
    }
    *text = out;
    return true;
  }
  return false;
}
