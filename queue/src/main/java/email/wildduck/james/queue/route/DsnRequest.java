package email.wildduck.james.queue.route;

import java.util.Optional;
import org.bson.Document;

/**
 * What a sender wants to be told about a delivery (RFC 3461), as it was given with MAIL and RCPT:
 * the field {@code dsn} of a delivery, {@code {ret, envid, notify, orcpt}}, all texts. Immutable.
 */
public final class DsnRequest {
  private static final String RET = "ret";
  private static final String ENVID = "envid";
  private static final String NOTIFY = "notify";
  private static final String ORCPT = "orcpt";
  private static final DsnRequest NONE = new DsnRequest(new Document());

  private final Document fields;

  private DsnRequest(Document fields) {
    this.fields = fields;
  }

  /** Nothing was asked for. */
  public static DsnRequest none() {
    return NONE;
  }

  /** The field of a delivery; nothing is asked for where it is missing. */
  public static DsnRequest of(Object field) {
    DsnRequest request = NONE;
    if (field instanceof Document) {
      for (String name : new String[] {RET, ENVID, NOTIFY, ORCPT}) {
        Object value = ((Document) field).get(name);
        request = value instanceof String ? request.with(name, (String) value) : request;
      }
    }
    return request;
  }

  /** {@code FULL} or {@code HDRS}. */
  public DsnRequest withRet(String ret) {
    return with(RET, ret);
  }

  /** The sender's own name for the message, xtext. */
  public DsnRequest withEnvid(String envid) {
    return with(ENVID, envid);
  }

  /** {@code NEVER}, or some of {@code SUCCESS,FAILURE,DELAY}. */
  public DsnRequest withNotify(String notify) {
    return with(NOTIFY, notify);
  }

  /**
   * The recipient as the sender knew it: address type, semicolon, xtext. With the type {@code
   * rfc822} it is the {@link email.wildduck.james.core.address.AsciiForm}, as James holds it.
   */
  public DsnRequest withOrcpt(String orcpt) {
    return with(ORCPT, orcpt);
  }

  /** {@code RET}. */
  public Optional<String> ret() {
    return text(RET);
  }

  /** {@code ENVID}. */
  public Optional<String> envid() {
    return text(ENVID);
  }

  /** {@code NOTIFY}. */
  public Optional<String> notifyOn() {
    return text(NOTIFY);
  }

  /** {@code ORCPT}. */
  public Optional<String> orcpt() {
    return text(ORCPT);
  }

  /** Whether nothing was asked for. */
  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /** A new document with the fields that are set. */
  public Document toDocument() {
    return new Document(fields);
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(fields.getString(name));
  }

  private DsnRequest with(String name, String value) {
    return new DsnRequest(new Document(fields).append(name, value));
  }
}
