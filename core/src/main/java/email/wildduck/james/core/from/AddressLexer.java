package email.wildduck.james.core.from;

import java.text.ParseException;

/** Reads the tokens of RFC 5322 §3.2 from the unfolded value of a header field. */
final class AddressLexer {
  private static final char NOTHING = '\0';

  private final String text;
  private int position;

  AddressLexer(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return position >= text.length();
  }

  /** Whether this character comes next. */
  boolean isAt(char c) {
    return !atEnd() && next() == c;
  }

  /** Consumes the character if it comes next. */
  boolean accept(char c) {
    boolean found = isAt(c);
    position += found ? 1 : 0;
    return found;
  }

  /** Consumes the character. */
  void expect(char c) throws ParseException {
    if (!accept(c)) {
      throw unexpected();
    }
  }

  /** Whether an atom or a quoted string comes next. */
  boolean isAtWord() {
    return !atEnd() && (next() == '"' || AddrSpec.isAtomText(next()));
  }

  /** Skips white space and comments, which may be nested; true when there were any. */
  boolean skipBlanks() throws ParseException {
    int start = position;
    while (isAt(' ') || isAt('\t') || isAt('(')) {
      if (!accept(' ') && !accept('\t')) {
        skipComment();
      }
    }
    return position > start;
  }

  /** An atom; dots count as part of it. */
  String atom() throws ParseException {
    int start = position;
    while (!atEnd() && AddrSpec.isAtomText(next())) {
      position++;
    }
    if (position == start) {
      throw unexpected();
    }
    return text.substring(start, position);
  }

  /** What a quoted string means: without the quotes and the backslashes before characters. */
  String quotedString() throws ParseException {
    expect('"');
    StringBuilder meaning = new StringBuilder();
    while (!isAt('"')) {
      accept('\\');
      meaning.append(consume());
    }
    expect('"');
    return meaning.toString();
  }

  /** A domain: a name, or a literal in square brackets. */
  String domain() throws ParseException {
    if (!isAt('[')) {
      return atom();
    }
    int start = position;
    while (!isAt(']')) {
      consume();
    }
    expect(']');
    return text.substring(start, position);
  }

  ParseException unexpected() {
    return new ParseException("not an address list", position);
  }

  private void skipComment() throws ParseException {
    int depth = 0;
    do {
      char c = consume();
      if (c == '\\') {
        consume();
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      }
    } while (depth > 0);
  }

  private char consume() throws ParseException {
    if (atEnd()) {
      throw unexpected();
    }
    return text.charAt(position++);
  }

  private char next() {
    return atEnd() ? NOTHING : text.charAt(position);
  }
}
