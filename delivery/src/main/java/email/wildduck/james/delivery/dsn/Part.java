package email.wildduck.james.delivery.dsn;

import email.wildduck.james.core.message.ByteSource;

/** One part of a report. Immutable. */
final class Part {
  private final String contentType;
  private final String description;
  private final String encoding;
  private final ByteSource content;

  /**
   * @param contentType value of Content-Type, ASCII
   * @param description value of Content-Description, ASCII
   * @param encoding {@code 7bit}, {@code 8bit} or {@code quoted-printable}
   * @param content already encoded
   */
  Part(String contentType, String description, String encoding, ByteSource content) {
    this.contentType = contentType;
    this.description = description;
    this.encoding = encoding;
    this.content = content;
  }

  boolean isEightBit() {
    return encoding.equals("8bit");
  }

  /** The header with the empty line behind it. */
  String header() {
    return "Content-Type: "
        + contentType
        + "\r\nContent-Description: "
        + description
        + "\r\nContent-Transfer-Encoding: "
        + encoding
        + "\r\n\r\n";
  }

  ByteSource content() {
    return content;
  }
}
