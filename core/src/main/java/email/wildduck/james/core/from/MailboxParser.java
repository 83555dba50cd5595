package email.wildduck.james.core.from;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the address list of a From field: RFC 5322 §3.4 with the groups of RFC 6854 and raw UTF-8
 * (RFC 6532). Dots and non-ASCII text in an unquoted display name are accepted, as everybody writes
 * them.
 *
 * <p>It reads strictly, where a MIME library reads leniently: of {@code <a@x> <b@y>} or {@code a@x
 * <b@y>} one program shows the one address and the next program the other, and a rule about
 * addresses must not depend on which. For the same reason an obsolete route and comments within an
 * address are not understood.
 */
final class MailboxParser {
  /** More authors than any message has: keeps a message from asking the database for ever. */
  private static final int MAX_MAILBOXES = 64;

  private final AddressLexer lexer;
  private final List<Mailbox> mailboxes = new ArrayList<>();
  private String groupName = "";

  private MailboxParser(String value) {
    this.lexer = new AddressLexer(value);
  }

  /** The mailboxes of an unfolded value. Any text may be given. */
  static MailboxList parse(String value) {
    try {
      return new MailboxParser(value).list();
    } catch (ParseException e) {
      return MailboxList.notUnderstood(DisplayName.decode(probableName(value)));
    }
  }

  private MailboxList list() throws ParseException {
    addresses(false);
    if (!lexer.atEnd()) {
      throw lexer.unexpected();
    }
    String first = mailboxes.isEmpty() ? groupName : mailboxes.get(0).name();
    return MailboxList.understood(mailboxes, first);
  }

  /** Addresses with commas between them; nothing between two commas is obsolete, yet allowed. */
  private void addresses(boolean inGroup) throws ParseException {
    do {
      lexer.skipBlanks();
      if (!lexer.atEnd() && !lexer.isAt(',') && !(inGroup && lexer.isAt(';'))) {
        address(inGroup);
        lexer.skipBlanks();
      }
    } while (lexer.accept(','));
  }

  private void address(boolean inGroup) throws ParseException {
    StringBuilder phrase = new StringBuilder();
    String lastWord = "";
    boolean blanks = false;
    int words = 0;
    while (lexer.isAtWord()) {
      boolean quoted = lexer.isAt('"');
      String word = quoted ? lexer.quotedString() : lexer.atom();
      lastWord = quoted ? AddrSpec.localPart(word) : word;
      phrase.append(words == 0 ? "" : " ").append(word);
      words++;
      blanks = lexer.skipBlanks();
    }
    if (lexer.accept('<')) {
      angleAddress(phrase.toString());
    } else if (words == 1 && !blanks && lexer.accept('@')) {
      add(new Mailbox("", lastWord + '@' + lexer.domain()));
    } else if (words > 0 && !inGroup && lexer.accept(':')) {
      group(phrase.toString());
    } else {
      throw lexer.unexpected();
    }
  }

  private void angleAddress(String phrase) throws ParseException {
    lexer.skipBlanks();
    String local = lexer.isAt('"') ? AddrSpec.localPart(lexer.quotedString()) : lexer.atom();
    lexer.expect('@');
    String address = local + '@' + lexer.domain();
    lexer.skipBlanks();
    lexer.expect('>');
    add(new Mailbox(DisplayName.decode(phrase), address));
  }

  private void group(String phrase) throws ParseException {
    if (groupName.isEmpty()) {
      groupName = DisplayName.decode(phrase);
    }
    addresses(true);
    lexer.expect(';');
  }

  private void add(Mailbox mailbox) throws ParseException {
    if (mailboxes.size() == MAX_MAILBOXES) {
      throw lexer.unexpected();
    }
    mailboxes.add(mailbox);
  }

  /** What stands before the first angle bracket, or all of a text that holds no address. */
  private static String probableName(String value) {
    int bracket = value.indexOf('<');
    String name = bracket >= 0 ? value.substring(0, bracket) : value.indexOf('@') < 0 ? value : "";
    return name.replaceAll("[\"\\\\]", "");
  }
}
