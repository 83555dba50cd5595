package email.wildduck.james.core.from;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.message.RawMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Replaces sender addresses that are not the user's.
 *
 * <ul>
 *   <li>MAIL FROM, the null sender included: becomes the user's main address.
 *   <li>From: unless every author of every From field is the user, groups included, there will be
 *       one From field, at the place of the first, with MAIL FROM as its address and the first
 *       author's display name. What stood there goes into {@code X-WildDuck-Original-From}, the
 *       first field of the header. A message without a From field gets none here.
 *   <li>Sender, when From is replaced: a field with an address that is not the user's is removed. A
 *       From with a single author needs none (RFC 5322 §3.6.2), and mail programs show it as "sent
 *       on behalf of".
 * </ul>
 *
 * <p>The rule is WildDuck's; it looks at the first author of the first field only.
 */
public final class FromEnforcement {
  private static final SmtpReply NO_ADDRESS =
      SmtpReply.of(550, "5.7.1", "Sender address rejected: the account has no address of its own");

  private final OwnedAddresses owned;

  /**
   * @param owned knows the addresses of each user
   */
  public FromEnforcement(OwnedAddresses owned) {
    this.owned = owned;
  }

  /**
   * Enforces the rule upon one message.
   *
   * @param mailFrom the envelope sender; empty for the null sender
   * @throws SmtpException 550 5.7.1 when MAIL FROM has to be replaced and the account has no main
   *     address: what is not the user's must not pass, and without a sender nobody would hear of
   *     failures
   * @throws email.wildduck.james.core.error.TemporaryFailureException if the database does not
   *     answer
   */
  public EnforcedFrom enforce(RawMessage message, String mailFrom, SenderAccount account) {
    Predicate<String> allowed = owned.remembering(account);
    List<Rewrite> rewrites = new ArrayList<>();
    String sender = mailFrom;
    if (!allowed.test(mailFrom)) {
      sender = mainAddress(account);
      rewrites.add(Rewrite.of(Rewrite.Place.ENVELOPE, mailFrom, sender));
    }
    FromFields from = FromFields.of(message.headers());
    if (from.isAbsent() || from.allMatch(allowed)) {
      return new EnforcedFrom(sender, message, rewrites);
    }
    rewrites.add(Rewrite.of(Rewrite.Place.HEADER, from.offending(allowed), sender));
    Headers headers = replaced(message.headers(), from, sender, allowed);
    return new EnforcedFrom(sender, message.withHeaders(headers), rewrites);
  }

  /**
   * Foretells whether {@link #enforce} will find a sender for a message, whatever its header says.
   * The database is asked only about accounts without a main address.
   *
   * @param mailFrom the envelope sender; empty for the null sender
   * @throws SmtpException 550 5.7.1 when it will not, as {@link #enforce} does
   * @throws email.wildduck.james.core.error.TemporaryFailureException if the database does not
   *     answer
   */
  public void requireSender(String mailFrom, SenderAccount account) {
    if (!hasMainAddress(account) && !owned.allowed(mailFrom, account)) {
      throw noMainAddress(account);
    }
  }

  private static Headers replaced(
      Headers headers, FromFields from, String sender, Predicate<String> allowed) {
    Headers replaced =
        headers
            .replace(fromField(from.name(), sender))
            .removeIf(field -> isForeignSender(field, allowed))
            .remove(OriginalFrom.NAME);
    String original = from.text();
    return original.isEmpty() ? replaced : replaced.prepend(OriginalFrom.of(original));
  }

  private static HeaderField fromField(String name, String sender) {
    String address = AddressNormalizer.envelope(sender);
    String value =
        name.isEmpty()
            ? address
            : DisplayName.encode(name, "From: ".length()) + " <" + address + ">";
    return FoldedField.of("From", value);
  }

  private static boolean isForeignSender(HeaderField field, Predicate<String> allowed) {
    return field.isNamed("Sender") && !AddressFieldReader.read(field).allMatch(allowed);
  }

  /** The main address in the form of the envelope: a domain in Punycode where that is possible. */
  private static String mainAddress(SenderAccount account) {
    if (!hasMainAddress(account)) {
      throw noMainAddress(account);
    }
    return AddressNormalizer.envelope(account.address());
  }

  private static boolean hasMainAddress(SenderAccount account) {
    return AddrSpec.isWellFormed(AddressNormalizer.envelope(account.address()));
  }

  private static SmtpException noMainAddress(SenderAccount account) {
    return new SmtpException(
        NO_ADDRESS, "User " + account.id().toHexString() + " has no usable main address");
  }
}
