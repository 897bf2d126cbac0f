// The external scanner of TypeScript and TSX. The published source lacks its own, but its first eight tokens are those
// of JavaScript in the same order, so JavaScript's scanner is included under another name and answers for all that
// TypeScript has in common with it. Compiled once for each LANGUAGE (typescript, tsx).
#define JOIN(language, suffix) tree_sitter_##language##_external_scanner_##suffix
#define NAME(language, suffix) JOIN(language, suffix)
#define tree_sitter_javascript_external_scanner_create NAME(LANGUAGE, create)
#define tree_sitter_javascript_external_scanner_destroy NAME(LANGUAGE, destroy)
#define tree_sitter_javascript_external_scanner_serialize NAME(LANGUAGE, serialize)
#define tree_sitter_javascript_external_scanner_deserialize NAME(LANGUAGE, deserialize)
#define tree_sitter_javascript_external_scanner_scan NAME(LANGUAGE, scan_javascript)
#include "javascript/src/scanner.c"

enum { FUNCTION_SIGNATURE_AUTOMATIC_SEMICOLON = JSX_TEXT + 1, ERROR_RECOVERY };

static bool at_newline(const TSLexer *lexer) {
  return lexer->lookahead == '\n' || lexer->lookahead == 0x2028 || lexer->lookahead == 0x2029;
}

/// A question mark of an optional parameter, `(a?: T, b?) =>`, starts no ternary.
static bool scan_question_mark(TSLexer *lexer) {
  if (!scan_ternary_qmark(lexer)) return false;
  while (iswspace(lexer->lookahead)) advance(lexer);
  return lexer->lookahead != ':' && lexer->lookahead != ')' && lexer->lookahead != ',' && lexer->lookahead != '=';
}

static bool scan_semicolon(TSLexer *lexer, const bool *valid) {
  while (iswspace(lexer->lookahead) && !at_newline(lexer)) skip(lexer);
  bool newline = at_newline(lexer), comment = false;
  // After a comment nothing is decided: the comment is read first, then the same question is asked at the newline.
  // Otherwise `| 'a' // one` would end a union.
  if (scan_automatic_semicolon(lexer, false, &comment)) {
    if (lexer->lookahead == '}' && !valid[LOGICAL_OR]) {
      // `({ a }: T) => U` is a pattern with its type; an object type needs no semicolon at its end.
      do skip(lexer);
      while (iswspace(lexer->lookahead));
      return lexer->lookahead != ':';
    }
    // A signature is over, unless its body stands on the next line.
    return !valid[FUNCTION_SIGNATURE_AUTOMATIC_SEMICOLON] || lexer->lookahead != '{';
  }
  if (lexer->lookahead == '?') return !comment && valid[TERNARY_QMARK] && scan_question_mark(lexer);
  // Where no operator may follow, a type or a name was read, and these on a new line begin the next member.
  return newline && !valid[LOGICAL_OR] && (lexer->lookahead == '[' || lexer->lookahead == '(' || lexer->lookahead == '*');
}

bool NAME(LANGUAGE, scan)(void *payload, TSLexer *lexer, const bool *valid) {
  if (valid[ERROR_RECOVERY]) return false;
  if (valid[AUTOMATIC_SEMICOLON]) return scan_semicolon(lexer, valid);
  if (valid[TERNARY_QMARK]) return scan_question_mark(lexer);
  return tree_sitter_javascript_external_scanner_scan(payload, lexer, valid);
}
