package email.wildduck.james.core.srs;

import email.wildduck.james.core.message.Headers;
import java.util.Objects;
import java.util.Optional;

/** A forwarded message as it leaves: another MAIL FROM, and fields that tell of it. Immutable. */
public final class ForwardedMail {
  private final String mailFrom;
  private final Headers headers;
  private final Optional<String> failure;

  private ForwardedMail(String mailFrom, Headers headers, Optional<String> failure) {
    this.mailFrom = Objects.requireNonNull(mailFrom);
    this.headers = Objects.requireNonNull(headers);
    this.failure = failure;
  }

  static ForwardedMail rewritten(String mailFrom, Headers headers) {
    return new ForwardedMail(mailFrom, headers, Optional.empty());
  }

  static ForwardedMail kept(String mailFrom, Headers headers, String failure) {
    return new ForwardedMail(mailFrom, headers, Optional.of(failure));
  }

  /** MAIL FROM of this attempt: the rewritten one, or the original when there is a failure. */
  public String mailFrom() {
    return mailFrom;
  }

  /** The header with the fields that were added. */
  public Headers headers() {
    return headers;
  }

  /** Why MAIL FROM could not be rewritten; empty when it was. */
  public Optional<String> failure() {
    return failure;
  }
}
