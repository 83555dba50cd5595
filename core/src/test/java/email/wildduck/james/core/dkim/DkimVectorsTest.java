package email.wildduck.james.core.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DkimVectorsTest {

  static Stream<JsonNode> signing() {
    return Vectors.cases("dkim.json", "signing");
  }

  static Stream<JsonNode> signed() {
    return signing().filter(c -> c.at("/signatures/0/header").isTextual());
  }

  static Stream<JsonNode> signedWithText() {
    return signed().filter(c -> !c.get("bodyHash").asText().startsWith("47DEQpj8HBSa"));
  }

  @ParameterizedTest
  @MethodSource("signing")
  void theBodyHashIsThatOfTheVectors(JsonNode vector) throws IOException {
    assertThat(RelaxedBodyHash.of(message(vector).body()))
        .isEqualTo(vector.get("bodyHash").asText());
  }

  @ParameterizedTest
  @MethodSource("signed")
  void withoutOverSigningSignaturesAreThoseOfZoneMta(JsonNode vector) throws IOException {
    RawMessage message = message(vector);

    RawMessage signed = Signed.with(DkimSigner.likeZoneMta(), message, keys(vector));

    ByteArrayOutputStream header = new ByteArrayOutputStream();
    signed.headers().writeTo(header);
    header.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    byte[] expected = Base64.getDecoder().decode(vector.get("signedHeadersBase64").asText());
    assertThat(header.toString(StandardCharsets.ISO_8859_1))
        .isEqualTo(new String(expected, StandardCharsets.ISO_8859_1));
    assertThat(signed.headers().fields().get(0).storedLine())
        .isEqualTo(vector.at("/signatures/0/header").asText());
  }

  @ParameterizedTest
  @MethodSource("signedWithText")
  void withOverSigningTheSameMessagesVerify(JsonNode vector) throws IOException {
    RawMessage signed = Signed.with(DkimSigner.overSigning(), message(vector), keys(vector));

    JdkimVerifier.assertVerified(signed, TestKeys.records());
  }

  private static RawMessage message(JsonNode vector) throws IOException {
    return RawMessage.parse(
        ByteSource.of(Base64.getDecoder().decode(vector.get("rawBase64").asText())));
  }

  private static List<DkimKey> keys(JsonNode vector) {
    return StreamSupport.stream(vector.get("signatures").spliterator(), false)
        .map(
            signature ->
                TestKeys.key(
                    signature.get("domainName").asText(), signature.get("keySelector").asText()))
        .toList();
  }
}
