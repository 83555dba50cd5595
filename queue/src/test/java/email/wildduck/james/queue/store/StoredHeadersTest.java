package email.wildduck.james.queue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.queue.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredHeadersTest {
  @Test
  void linesAreStoredAsInTheVectors() throws Exception {
    for (JsonNode vector : Vectors.read("header-storage.json").get("cases")) {
      if (vector.has("rawBase64")) {
        RawMessage message = parse(Base64.getDecoder().decode(vector.get("rawBase64").asText()));
        assertThat(StoredHeaders.toDocuments(message.headers()))
            .as("%s", vector.get("name"))
            .isEqualTo(documents(vector));
      }
    }
  }

  @Test
  void headerIsRebuiltAsInTheVectorsWhenOnlyItsLinesAreKept() throws Exception {
    for (JsonNode vector : Vectors.read("header-storage.json").get("cases")) {
      if (vector.has("rawBase64")) {
        Headers lines = StoredHeaders.fromDocuments(documents(vector));
        assertThat(bytes(StoredHeaders.join(lines, Optional.empty(), ByteSource.empty())))
            .as("%s", vector.get("name"))
            .isEqualTo(Base64.getDecoder().decode(vector.get("rebuiltBase64").asText()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A: b\r\nC: d\r\n\r\nbody",
        "A: b\nC: d\r\n\nbody\n",
        "A: \u00e4\u00ff\r\n\tfold\r\n\r\n",
        "A: b\r\n",
        "A: b",
        "\r\nbody",
        "\nbody",
        "no field\r\n\r\nbody",
        "",
      })
  void bytesAreTheSameWhenTheyHaveBeenStored(String text) throws Exception {
    byte[] original = text.getBytes(StandardCharsets.ISO_8859_1);
    RawMessage message = parse(original);

    Headers lines = StoredHeaders.fromDocuments(StoredHeaders.toDocuments(message.headers()));
    RawMessage joined =
        StoredHeaders.join(lines, StoredHeaders.exactBytes(message), message.body());

    assertThat(bytes(joined)).isEqualTo(original);
  }

  @Test
  void noBytesAreKeptBesidesWhenTheLinesGiveThemBack() throws Exception {
    assertThat(
            StoredHeaders.exactBytes(
                parse("A: b\r\n fold\r\n\r\nx".getBytes(StandardCharsets.US_ASCII))))
        .isEmpty();
  }

  @Test
  void linesDecideWhenTheyWereRewrittenSince() throws Exception {
    byte[] exact = "A: b\nB: c\n\n".getBytes(StandardCharsets.US_ASCII);
    Headers rewritten = Headers.of(List.of(HeaderField.of("A", "b")));
    RawMessage joined =
        StoredHeaders.join(
            rewritten, Optional.of(exact), ByteSource.of("x".getBytes(StandardCharsets.US_ASCII)));
    assertThat(new String(bytes(joined), StandardCharsets.US_ASCII)).isEqualTo("A: b\r\n\r\nx");
  }

  @Test
  void headersAreBrokenWhenTheyHaveNoLine() {
    assertThatThrownBy(() -> StoredHeaders.fromDocuments(List.of(new Document("key", "a"))))
        .isInstanceOf(BrokenEntryException.class);
  }

  private static RawMessage parse(byte[] bytes) throws IOException {
    return RawMessage.parse(ByteSource.of(bytes));
  }

  private static byte[] bytes(RawMessage message) throws IOException {
    try (var in = message.open()) {
      return in.readAllBytes();
    }
  }

  private static List<Document> documents(JsonNode vector) {
    List<Document> documents = new ArrayList<>();
    for (JsonNode header : vector.get("storedHeaders")) {
      documents.add(
          new Document("key", header.get("key").asText())
              .append("line", header.get("line").asText()));
    }
    return documents;
  }
}
