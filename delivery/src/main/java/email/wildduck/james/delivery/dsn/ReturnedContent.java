package email.wildduck.james.delivery.dsn;

/** How much of the message a bounce gives back: RET (RFC 3461 §4.3). */
public enum ReturnedContent {
  /** {@code RET=HDRS}, and when nothing was asked: the header fields. */
  HEADERS,
  /** {@code RET=FULL}: all of it, unless it is too large. Only bounces give back bodies. */
  FULL;

  /** The value of RET, in any case; anything but {@code FULL} is the header. */
  public static ReturnedContent parse(String value) {
    return value.strip().equalsIgnoreCase("FULL") ? FULL : HEADERS;
  }
}
