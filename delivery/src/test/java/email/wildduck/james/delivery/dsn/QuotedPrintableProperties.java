package email.wildduck.james.delivery.dsn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;

class QuotedPrintableProperties {
  @Property
  void anyBytesComeBack(@ForAll @Size(max = 300) byte[] text) throws IOException {
    byte[] encoded = QuotedPrintable.encode(text);

    assertThat(new String(encoded, StandardCharsets.ISO_8859_1).lines())
        .allMatch(line -> line.length() <= 76 && line.matches("[\\t -~]*"));
    assertThat(new QuotedPrintableInputStream(new ByteArrayInputStream(encoded)).readAllBytes())
        .isEqualTo(text);
  }

  @Example
  void textStaysReadable() {
    String text = "Subject: a = b \r\n folded\r\n";

    assertThat(QuotedPrintable.encode(text.getBytes(StandardCharsets.US_ASCII)))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("Subject: a =3D b=20\r\n folded\r\n");
  }
}
