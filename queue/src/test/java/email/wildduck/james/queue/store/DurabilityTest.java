package email.wildduck.james.queue.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;
import email.wildduck.james.queue.id.QueueIdGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What is sent to the database when a message is accepted. */
class DurabilityTest {
  private final List<BsonDocument> commands = new CopyOnWriteArrayList<>();

  @Test
  void allWritesGoToTheMajoritysJournalsWhateverTheClientIsSetTo() throws Exception {
    try (MongoForTest mongo = TestStores.newMongo();
        MongoClient client = MongoClients.create(careless(mongo.uri()))) {
      Clock clock = Clock.systemUTC();
      QueueStore store =
          new QueueStore(
              client.getDatabase(mongo.databaseName()),
              QueueStoreSettings.defaults(),
              new QueueIdGenerator(clock, "0001"),
              clock);
      byte[] text = "Subject: x\r\n\r\ny".getBytes(StandardCharsets.US_ASCII);
      store.add(
          NewMessage.of(RawMessage.parse(ByteSource.of(text)), "", List.of("a@b.c")),
          NewDelivery.of("james:test", "a@b.c", clock.instant(), new Document()));
      store.take("james:test");
    }
    List<BsonDocument> writes =
        commands.stream().filter(command -> !command.containsKey("find")).toList();

    assertThat(writes)
        .extracting(BsonDocument::getFirstKey)
        .startsWith("insert", "insert", "insert", "findAndModify");
    assertThat(writes.subList(0, 4))
        .allSatisfy(
            command -> {
              BsonDocument concern = command.getDocument("writeConcern");
              assertThat(concern.getString("w").getValue()).isEqualTo("majority");
              assertThat(concern.getBoolean("j").getValue()).isTrue();
              assertThat(concern.get("wtimeout").asNumber().intValue()).isPositive();
            });
    assertThat(writes.subList(0, 3))
        .extracting(command -> command.getString("insert").getValue())
        .containsExactly("mail.chunks", "mail.files", "zone-queue");
  }

  private MongoClientSettings careless(String uri) {
    return MongoClientSettings.builder()
        .applyConnectionString(new ConnectionString(uri))
        .writeConcern(WriteConcern.W1)
        .readPreference(ReadPreference.secondaryPreferred())
        .addCommandListener(
            new CommandListener() {
              @Override
              public void commandStarted(CommandStartedEvent event) {
                commands.add(event.getCommand().clone());
              }
            })
        .build();
  }
}
