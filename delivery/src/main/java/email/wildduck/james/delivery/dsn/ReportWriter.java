package email.wildduck.james.delivery.dsn;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.message.RawMessage;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes reports: {@code multipart/report} of three parts.
 *
 * <ol>
 *   <li>{@code text/plain}: what happened, to whom, what the other side said, what can be done;
 *   <li>{@code message/delivery-status} (RFC 3464), for programs, with ZoneMTA's {@code
 *       X-ZoneMTA-Queue-ID} and {@code X-ZoneMTA-Sender}; {@code message/global-delivery-status}
 *       when an address in it is not ASCII (RFC 6533);
 *   <li>the message or its header, as RET says.
 * </ol>
 *
 * <p>Header: From {@code mailer-daemon@} this host, To, {@code X-Failed-Recipients}, {@code
 * Auto-Submitted: auto-replied} (RFC 3834), Subject, In-Reply-To, References, Date, Message-ID. It
 * is ASCII; only the To of a sender whose local part is not ASCII is UTF-8 (RFC 6532).
 *
 * <p>Immutable and safe for use by many threads if clock and ids are.
 */
public final class ReportWriter {
  /** The largest message that is given back as a whole unless another limit is set, in bytes. */
  public static final long STANDARD_RETURN_LIMIT = 100_000;

  private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

  private final String hostName;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final long returnLimit;

  /**
   * @param hostName this host, in From, Message-ID and Reporting-MTA
   * @param clock gives the Date
   * @param ids gives a new random id each time
   * @param returnLimit the largest message that is given back as a whole, in bytes; of a larger one
   *     only the header is
   * @throws IllegalArgumentException when {@code hostName} is none
   */
  public ReportWriter(String hostName, Clock clock, Supplier<UUID> ids, long returnLimit) {
    this.hostName = AddressNormalizer.asciiDomain(hostName);
    this.clock = clock;
    this.ids = ids;
    this.returnLimit = returnLimit;
    if (this.hostName.length() > 253 || !HOST_NAME.matcher(this.hostName).matches()) {
      throw new IllegalArgumentException("not a host name");
    }
  }

  /**
   * One report about all recipients of a round.
   *
   * @param recipients in the order in which they are to be named
   * @return empty when none of the recipients' senders wants a report of that kind
   * @throws IOException when the message cannot be read
   */
  public Optional<Report> write(
      ReportKind kind, ReportedMessage message, List<RecipientReport> recipients)
      throws IOException {
    List<RecipientReport> wanted =
        recipients.stream()
            .filter(recipient -> recipient.notifyWish.wants(kind))
            .collect(Collectors.toList());
    return wanted.isEmpty() ? Optional.empty() : Optional.of(report(kind, message, wanted));
  }

  private Report report(ReportKind kind, ReportedMessage message, List<RecipientReport> recipients)
      throws IOException {
    MultipartBody body =
        new MultipartBody("report-" + ids.get())
            .with(new PlainTextPart(hostName, clock.instant()).write(kind, message, recipients))
            .with(new StatusPart(hostName).write(kind, message, recipients))
            .with(new OriginalPart(returnLimit).write(kind, message));
    ReportHeader header = new ReportHeader(hostName, clock.instant(), ids.get());
    return new Report(
        message.mailFrom(),
        RawMessage.of(body.describedIn(header.write(kind, message, recipients)), body.source()));
  }
}
