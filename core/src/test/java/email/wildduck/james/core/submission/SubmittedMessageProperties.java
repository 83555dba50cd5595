package email.wildduck.james.core.submission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.bson.types.ObjectId;

class SubmittedMessageProperties {

  @Property
  void theCopyIsTheReturnPathAndTheMessageByteForByte(
      @ForAll byte[] bytes,
      @ForAll @StringLength(max = 40) @CharRange(from = ' ', to = '\uffef') String mailFrom)
      throws IOException {
    ByteSource copy = message(mailFrom, bytes).copy();

    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    expected.write(
        ("Return-Path: " + mailFrom.replaceAll("\\p{Cntrl}", "") + "\r\n").getBytes(UTF_8));
    expected.write(bytes);
    try (InputStream in = copy.open()) {
      assertThat(in.readAllBytes()).isEqualTo(expected.toByteArray());
    }
    assertThat(copy.size()).isEqualTo(expected.size());
  }

  @Property
  void noAddressAddsAFieldOfItsOwn(@ForAll String mailFrom) throws IOException {
    RawMessage copy =
        RawMessage.parse(message(mailFrom, "Subject: x\r\n\r\n".getBytes(UTF_8)).copy());

    assertThat(copy.headers().fields())
        .extracting(HeaderField::name)
        .containsExactly("Return-Path", "Subject");
  }

  private static SubmittedMessage message(String mailFrom, byte[] bytes) throws IOException {
    return new SubmittedMessage(
        "1a2b",
        new ObjectId(),
        mailFrom,
        List.of("bob@example.net"),
        new Transmission("", "", "", Instant.EPOCH, ""),
        RawMessage.parse(ByteSource.of(bytes)));
  }
}
