package email.wildduck.james.core.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.model.Filters;
import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.core.submission.SubmittedMessage;
import email.wildduck.james.core.submission.TestSubmissions;
import email.wildduck.james.core.submission.Transmission;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditCopiesTest {
  private static final String ID = "1a20922255b000ab2b";
  private static final Date FAR_AWAY = Date.from(Instant.parse("2999-01-01T00:00:00Z"));

  private final TestMongo mongo = TestMongo.start();
  private final MutableClock clock = new MutableClock("2026-11-23T16:00:00Z");
  private final ObjectId user = new ObjectId();
  private final AuditCopies copies =
      new AuditCopies(mongo.database(), mongo.database(), new PrometheusRegistry(), clock);

  @AfterEach
  void close() {
    mongo.close();
  }

  @Test
  void theCopyHasTheFormOfTheOriginals() throws Exception {
    Document original =
        Document.parse(Vectors.file("sent-copy.json").path("auditFiles").get(0).toString());
    Document expected = original.get("metadata", Document.class);
    Document info = expected.get("info", Document.class);
    ObjectId audit = audit("{}");

    copies.store(likeTheOriginal(info, expected.getString("msgid")));

    Document file = files(audit).get(0);
    assertThat(file.keySet()).containsExactlyElementsOf(original.keySet());
    assertThat(file.get("filename")).isNull();
    assertThat(file.get("contentType")).isEqualTo("message/rfc822");
    assertThat(file.get("chunkSize")).isEqualTo(original.get("chunkSize"));
    Document metadata = file.get("metadata", Document.class);
    assertThat(metadata.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    for (String field : List.of("msgid", "ha", "subject", "addresses", "header")) {
      assertThat(metadata.get(field)).as(field).isEqualTo(expected.get(field));
    }
    // Without a look-up of the client's address in the DNS, the address stands for its name.
    info.put("originhost", "[203.0.113.5]");
    assertThat(metadata.get("info")).isEqualTo(info);
    assertThat(metadata.getObjectId("audit")).isEqualTo(audit);
    assertThat(metadata.getDate("date")).isEqualTo(info.getDate("time"));
  }

  @Test
  void theCopyIsReturnPathAndMessage() throws Exception {
    ObjectId audit = audit("{}");
    String text = TestSubmissions.TEXT + "0123456789abcde\n".repeat(50_000);
    copies.store(TestSubmissions.of(ID, user, text));

    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    GridFSBuckets.create(
            mongo.database().withCodecRegistry(mongo.database().getCodecRegistry()), "audit")
        .downloadToStream(namedForTheDriver(audit), stored);
    assertThat(stored.toString(ISO_8859_1)).isEqualTo("Return-Path: alice@example.com\r\n" + text);
  }

  @Test
  void theAuditCountsItsCopies() throws Exception {
    ObjectId audit = audit("{audited: 4}");

    copies.store(TestSubmissions.of(ID, user));

    Document counted =
        mongo.database().getCollection("audits").find(Filters.eq("_id", audit)).first();
    assertThat(counted.getInteger("audited")).isEqualTo(5);
    assertThat(counted.getDate("lastAuditedMessage")).isEqualTo(Date.from(clock.instant()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | 1",
        "{start: null, end: null} | 1",
        "{start: {$date: '2026-11-23T15:00:00Z'}, end: {$date: '2026-11-23T17:00:00Z'}} | 1",
        "{start: {$date: '2026-11-23T15:59:23Z'}} | 0",
        "{end: {$date: '2026-11-23T15:59:21Z'}} | 0",
        "{expires: {$date: '2026-11-23T15:59:59Z'}} | 0",
        "{deleted: true} | 0"
      })
  void onlyAuditsThatRunGetACopy(String settings, int expected) throws Exception {
    ObjectId audit = audit(settings);

    copies.store(TestSubmissions.of(ID, user));

    assertThat(files(audit)).hasSize(expected);
  }

  @Test
  void anAuditIsKnownASecondAfterItsBegin() throws Exception {
    copies.store(TestSubmissions.of(ID, user));
    ObjectId audit = audit("{}");
    clock.advance(Duration.ofMillis(1001));

    copies.store(TestSubmissions.of(ID, user));

    assertThat(files(audit)).hasSize(1);
  }

  @Test
  void moreAuditsThanAreRememberedAreAllServed() throws Exception {
    List<Document> others =
        Stream.generate(() -> new Document("user", new ObjectId()).append("expires", FAR_AWAY))
            .limit(1001)
            .collect(Collectors.toList());
    mongo.database().getCollection("audits").insertMany(others);
    ObjectId audit = audit("{}");

    copies.store(TestSubmissions.of(ID, user));

    assertThat(files(audit)).hasSize(1);
  }

  @Test
  void eachAuditGetsACopyOfItsOwnAndOtherUsersNone() throws Exception {
    ObjectId one = audit("{}");
    ObjectId two = audit("{}");

    copies.store(TestSubmissions.of(ID, user));
    copies.store(TestSubmissions.of("1a20922255b000ab2c", new ObjectId()));

    assertThat(files(one)).hasSize(1);
    assertThat(files(two)).hasSize(1);
    assertThat(mongo.database().getCollection("audit.files").countDocuments()).isEqualTo(2);
  }

  @Test
  void theSameMessageAgainMakesNoSecondCopy() throws Exception {
    ObjectId audit = audit("{audited: 0}");
    copies.store(TestSubmissions.of(ID, user));
    copies.store(TestSubmissions.of(ID, user));

    assertThat(files(audit)).hasSize(1);
    assertThat(audited(audit)).isEqualTo(1);
  }

  @Test
  void theDeliveriesAreNotedInEachCopy() throws Exception {
    ObjectId one = audit("{}");
    ObjectId two = audit("{}");
    copies.store(TestSubmissions.of(ID, user));
    AuditDeliveries deliveries = new AuditDeliveries(mongo.database(), mongo.database());
    Instant time = Instant.parse("2026-11-23T16:00:01Z");

    long noted =
        deliveries.record(
            ID,
            new AuditDelivery(
                "001", DeliveryStatus.DEFERRED, time, "bob@example.net", "450 later", "mx", ""));
    deliveries.record(
        ID,
        new AuditDelivery(
            "001", DeliveryStatus.ACCEPTED, time, "bob@example.net", "250 ok", "mx", "192.0.2.1"));

    assertThat(noted).isEqualTo(2);
    for (ObjectId audit : List.of(one, two)) {
      Document info =
          files(audit).get(0).get("metadata", Document.class).get("info", Document.class);
      assertThat(info.getList("delivery", Document.class))
          .containsExactly(
              Document.parse(
                  "{seq: '001', status: 'deferred', time: {$date: '2026-11-23T16:00:01Z'},"
                      + " info: {to: 'bob@example.net', response: '450 later', mx: 'mx'}}"),
              Document.parse(
                  "{seq: '001', status: 'accepted', time: {$date: '2026-11-23T16:00:01Z'},"
                      + " info: {to: 'bob@example.net', response: '250 ok', mx: 'mx',"
                      + " local_ip: '192.0.2.1'}}"));
    }
  }

  @Test
  void aDeliveryOfAMessageThatNobodyAuditsIsNotedNowhere() {
    assertThat(
            new AuditDeliveries(mongo.database(), mongo.database())
                .record(
                    ID,
                    new AuditDelivery(
                        "001", DeliveryStatus.REJECTED, Instant.EPOCH, "b@c", "", "", "")))
        .isZero();
  }

  @Test
  void theCopyThatWildDuckMakesOfAnUploadGivesWayToOurs() throws Exception {
    ObjectId audit = audit("{audited: 0}");
    SubmittedMessage message = TestSubmissions.of(ID, user);
    copies.store(message);
    ObjectId mailbox = new ObjectId();
    madeByWildDuck(audit, ID, mailbox);
    UploadedAudits uploaded = new UploadedAudits(mongo.database(), mongo.database());

    uploaded.settle(user, TestSubmissions.TIME, message.info());
    uploaded.settle(user, TestSubmissions.TIME, message.info());

    assertThat(files(audit)).hasSize(1);
    Document metadata = files(audit).get(0).get("metadata", Document.class);
    assertThat(metadata.get("info", Document.class).getString("queueId")).isEqualTo(ID);
    assertThat(metadata.getObjectId("mailbox")).isEqualTo(mailbox);
    assertThat(metadata.getString("mailboxPath")).isEqualTo("Sent Mail");
    assertThat(audited(audit)).isEqualTo(1);
    assertThat(mongo.database().getCollection("audit.chunks").countDocuments()).isEqualTo(1);
  }

  @Test
  void theCopyThatWildDuckMakesIsCompletedWhenThereIsNoOther() {
    ObjectId audit = audit("{}");
    madeByWildDuck(audit, ID, new ObjectId());
    madeByWildDuck(audit, "1a20922255b000ab2c", new ObjectId());

    new UploadedAudits(mongo.database(), mongo.database())
        .settle(user, TestSubmissions.TIME, TestSubmissions.of(ID, user).info());

    assertThat(files(audit))
        .extracting(
            file -> file.get("metadata", Document.class).get("info", Document.class).get("queueId"))
        .containsExactlyInAnyOrder(ID, null);
  }

  @Test
  void aDatabaseThatIsAwayIsATemporaryFailure() {
    try (UnreachableMongo away = new UnreachableMongo()) {
      AuditCopies unreachable =
          new AuditCopies(away.database(), away.database(), new PrometheusRegistry(), clock);

      assertThatThrownBy(() -> unreachable.store(TestSubmissions.of(ID, user)))
          .isInstanceOf(TemporaryFailureException.class);
    }
  }

  private SubmittedMessage likeTheOriginal(Document info, String messageId) throws Exception {
    String text =
        "Received: from laptop ([203.0.113.5] client.example.com)\r\n"
            + " (Authenticated sender: @relayed)\r\n"
            + " by mta.example.net with ESMTPSA id 1a2092228ec000ab2b\r\n"
            + " for <bob@local.example>\r\n"
            + " (version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384);\r\n"
            + " Mon, 23 Nov 2026 15:59:23 +0000\r\n"
            + "X-Originating-IP: [203.0.113.5]\r\n"
            + "Date: Mon, 23 Nov 2026 15:59:23 +0000\r\n"
            + "Message-ID: "
            + messageId
            + "\r\nFrom: relayed@example.com\r\n"
            + "To: bob@example.net, carol@example.org\r\n"
            + "Subject: =?UTF-8?Q?P=C3=A4ev?=\r\n\r\nHello\r\n";
    return new SubmittedMessage(
        info.getString("queueId"),
        user,
        info.getString("from"),
        info.getList("to", String.class),
        new Transmission(
            info.getString("origin"),
            info.getString("transhost"),
            info.getString("transtype"),
            info.getDate("time").toInstant(),
            "sess1"),
        RawMessage.parse(ByteSource.of(text.getBytes(ISO_8859_1))));
  }

  private ObjectId audit(String settings) {
    ObjectId id = new ObjectId();
    Document audit =
        new Document("_id", id)
            .append("user", user)
            .append("start", null)
            .append("end", null)
            .append("expires", Date.from(Instant.parse("2027-01-01T00:00:00Z")))
            .append("deleted", false);
    audit.putAll(Document.parse(settings));
    mongo.database().getCollection("audits").insertOne(audit);
    return id;
  }

  private int audited(ObjectId audit) {
    return mongo
        .database()
        .getCollection("audits")
        .find(Filters.eq("_id", audit))
        .first()
        .getInteger("audited");
  }

  private List<Document> files(ObjectId audit) {
    return mongo
        .database()
        .getCollection("audit.files")
        .find(Filters.eq("metadata.audit", audit))
        .into(new ArrayList<>());
  }

  /** The driver reads no file without a name. */
  private ObjectId namedForTheDriver(ObjectId audit) {
    ObjectId id = files(audit).get(0).getObjectId("_id");
    mongo
        .database()
        .getCollection("audit.files")
        .updateOne(
            Filters.eq("_id", id), new Document("$set", new Document("filename", "message")));
    return id;
  }

  private void madeByWildDuck(ObjectId audit, String queueId, ObjectId mailbox) {
    ObjectId file = new ObjectId();
    mongo
        .database()
        .getCollection("audit.chunks")
        .insertOne(new Document("files_id", file).append("n", 0));
    mongo
        .database()
        .getCollection("audit.files")
        .insertOne(
            new Document("_id", file)
                .append(
                    "metadata",
                    new Document("date", Date.from(TestSubmissions.TIME))
                        .append("mailbox", mailbox)
                        .append("mailboxPath", "Sent Mail")
                        .append(
                            "info",
                            new Document("queueId", null)
                                .append("source", "API")
                                .append("custom", "{\"queueId\": \"" + queueId + "\"}"))
                        .append("audit", audit)));
    mongo
        .database()
        .getCollection("audits")
        .updateOne(Filters.eq("_id", audit), new Document("$inc", new Document("audited", 1)));
  }
}
