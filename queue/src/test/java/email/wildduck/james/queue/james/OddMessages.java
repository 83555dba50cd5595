package email.wildduck.james.queue.james;

import java.util.stream.Stream;

/** Messages that javax.mail would change, each character standing for one byte. */
final class OddMessages {
  private OddMessages() {}

  static Stream<String> all() {
    return Stream.of(
        "Subject: plain\r\n\r\nbody\r\n",
        "Subject: 8-bit \u00e4\u00f6\u00ff\r\nFrom: a@b.c\r\n\r\n\u00fe\u00ff\u0080\r\n",
        "Subject: utf-8 P\u00c3\u00a4ev \u00e2\u009c\u0093\r\n\r\nx",
        "Subject: bare LF in the body\r\n\r\none\ntwo\r\nthree\rfour",
        "Subject: no final line end\r\n\r\nend",
        "Subject: empty body\r\n\r\n",
        "Subject: no empty line\r\n",
        "Subject: no line end",
        "Subject: LF only\nX: y\n\nbody\n",
        "Subject:   spaces  \r\nx-folded: a\r\n\tb\r\n  c\r\nX-Folded: d\r\n\r\nb",
        "no field at all\r\nSubject: a\r\n\r\nb",
        "\r\nonly a body",
        "Subject: long\r\n\r\n" + "0123456789\r\n".repeat(30_000));
  }
}
