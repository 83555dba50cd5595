package email.wildduck.james.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Random;

/** Messages as mail programs send them: twelve header fields and a body of lines. */
public final class Messages {
  private static final String HEADER =
      String.join(
          "\r\n",
          "Received: from laptop.local ([192.0.2.10]) (Authenticated sender: alice)",
          "\tby mail.example.com with ESMTPSA id 19a1b2c3d4e00012f3",
          "\tfor <bob@example.org>; Mon, 23 Nov 2026 15:54:43 +0000",
          "Message-ID: <6f1c0a52-8d0b-4b52-9d3e-6f4f6a2c7d11@example.com>",
          "Date: Mon, 23 Nov 2026 16:54:42 +0100",
          "MIME-Version: 1.0",
          "User-Agent: Mail/128.4",
          "Subject: The figures of the third quarter, and what follows from them",
          "Content-Language: en",
          "To: Bob Baker <bob@example.org>",
          "Cc: Carol Clark <carol@example.net>, dave@example.net",
          "From: Alice Archer <alice@example.com>",
          "Content-Type: text/plain; charset=us-ascii",
          "Content-Transfer-Encoding: 7bit",
          "",
          "");
  private static final int LINE = 76;

  private Messages() {}

  /** A message of about that many bytes; the same each time. */
  public static byte[] ofSize(int bytes) {
    Random random = new Random(bytes);
    StringBuilder message = new StringBuilder(bytes + LINE).append(HEADER);
    while (message.length() < bytes) {
      for (int i = 0; i < LINE; i++) {
        message.append(i % 7 == 6 ? ' ' : (char) ('a' + random.nextInt(26)));
      }
      message.append("\r\n");
    }
    return message.toString().getBytes(US_ASCII);
  }
}
