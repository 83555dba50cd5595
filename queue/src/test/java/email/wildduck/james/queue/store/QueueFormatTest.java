package email.wildduck.james.queue.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.Vectors;
import email.wildduck.james.queue.id.QueueId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is written has the fields and types of what ZoneMTA writes. */
class QueueFormatTest {
  private static final String SAMPLE = "submission: two recipients";

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  @Test
  void deliveryHasTheFieldsOfZoneMta() throws Exception {
    add("a@example.com", "bob@example.net");
    BsonDocument sample = sample("queue");
    // we have no SMTP session here, and the field is ZoneMTA's alone
    sample.remove("sessionId");

    BsonDocument written = mongo.deliveries().withDocumentClass(BsonDocument.class).find().first();

    sample.forEach((name, value) -> assertSameKind(name, written.get(name), value));
    assertThat(written.getString("id").getValue()).hasSize(18);
    assertThat(written.getString("seq").getValue()).isEqualTo("001");
    assertThat(written.getString("assigned").getValue()).isEqualTo("no");
  }

  @Test
  void fileHasTheFieldsOfZoneMta() throws Exception {
    QueueId id = add("a@example.com", "bob@example.net");
    BsonDocument sample = sample("mailFiles");
    BsonDocument data = sample.getDocument("metadata").getDocument("data");
    data.getDocument("dkim").remove("debug");

    BsonDocument written = mongo.files().withDocumentClass(BsonDocument.class).find().first();

    assertThat(written.getString("filename").getValue()).isEqualTo("message " + id);
    assertSameKind("file", written, sample);
    assertThat(mongo.chunks().find().first().get("_id"))
        .isInstanceOf(org.bson.types.ObjectId.class);
  }

  @Test
  void hashesAndSizeAreThoseOfTheSample() throws Exception {
    JsonNode sample = Vectors.read("queue-documents.json").get("samples").get(SAMPLE);
    String body = sample.get("bodyUtf8").asText();
    JsonNode expected = sample.get("mailFiles").get(0).get("metadata").get("data");

    addMessage("Date: now\r\n\r\n" + body, "a@example.com", "b@example.com");

    Document data =
        mongo.files().find().first().getEmbedded(List.of("metadata", "data"), Document.class);
    assertThat(data.getEmbedded(List.of("dkim", "bodyHash"), String.class))
        .isEqualTo(expected.get("dkim").get("bodyHash").asText());
    assertThat(data.getString("sourceMd5")).isEqualTo(expected.get("sourceMd5").asText());
    assertThat(((Number) data.get("bodySize")).intValue())
        .isEqualTo(expected.get("bodySize").get("$numberInt").asInt());
  }

  @Test
  void domainIsThatOfAllSamples() {
    int compared = 0;
    for (JsonNode sample : Vectors.read("queue-documents.json").get("samples")) {
      for (JsonNode entry : sample.path("queue")) {
        NewDelivery delivery =
            NewDelivery.of("zone", entry.get("recipient").asText(), Instant.EPOCH, new Document());
        assertThat(delivery.domain()).isEqualTo(entry.get("domain").asText());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(10);
  }

  @Test
  void messagesOfAllSamplesCanBeRead() throws Exception {
    QueueStore store = mongo.store(Clock.systemUTC());
    List<String> ids = new ArrayList<>();
    for (JsonNode sample : Vectors.read("queue-documents.json").get("samples")) {
      for (JsonNode file : sample.path("mailFiles")) {
        mongo.files().insertOne(Document.parse(file.toString()));
        if (file.path("metadata").has("data")) {
          ids.add(file.get("metadata").get("data").get("id").asText());
        }
      }
    }
    for (String id : ids) {
      MessageData data = store.load(QueueId.of(id)).data();
      assertThat(data.id().asString()).isEqualTo(id);
      assertThat(data.to()).isNotEmpty();
      assertThat(data.headers().contains("message-id")).isTrue();
    }
    assertThat(ids).hasSizeGreaterThan(10);
  }

  private QueueId add(String from, String to) throws Exception {
    return addMessage(
        "Date: Mon, 23 Nov 2026 15:59:22 +0000\r\nMessage-ID: <1@x>\r\n\r\nHello", from, to);
  }

  private QueueId addMessage(String text, String from, String to) throws Exception {
    RawMessage message =
        RawMessage.parse(ByteSource.of(text.getBytes(StandardCharsets.ISO_8859_1)));
    return mongo
        .store(Clock.systemUTC())
        .add(
            NewMessage.of(message, from, List.of(to))
                .withOrigin("203.0.113.5", Optional.of("client.example.com"))
                .withTransport("laptop", "ESMTPSA")
                .withTls("TLS_AES_256_GCM_SHA384", "TLSv1.3")
                .withSession("abcdefghijklmnop")
                .withUser("alice[alice@example.com]")
                .withTime(Instant.now())
                .withParsedEnvelope(
                    ParsedEnvelope.of(
                        Optional.of(from), List.of(to), List.of(), List.of("hidden@example.org"))),
            NewDelivery.of("james:test", to, Instant.now(), new Document()));
  }

  private static BsonDocument sample(String part) {
    JsonNode sample = Vectors.read("queue-documents.json").get("samples").get(SAMPLE);
    return BsonDocument.parse(sample.get(part).get(0).toString());
  }

  /** Numbers may be of any width, as they are in JavaScript. */
  private static void assertSameKind(String name, BsonValue written, BsonValue sample) {
    assertThat(written).as(name).isNotNull();
    if (sample.isNumber()) {
      assertThat(written.isNumber()).as(name).isTrue();
      return;
    }
    assertThat(written.getBsonType()).as(name).isEqualTo(sample.getBsonType());
    if (sample.isDocument()) {
      sample
          .asDocument()
          .forEach((key, value) -> assertSameKind(key, written.asDocument().get(key), value));
    } else if (sample.isArray() && !sample.asArray().isEmpty()) {
      assertSameKind(name + "[]", written.asArray().get(0), sample.asArray().get(0));
    }
  }
}
