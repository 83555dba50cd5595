package email.wildduck.james.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoginJournalTest {
  private static final String PASSWORD = "secretpass";
  private static final String LETTERS = "aaaabbbbccccdddd";
  private static final String OTHER_IP = "192.0.2.11";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AccountStores stores = new AccountStores();
  private final Instant start = stores.clock.instant();
  private ObjectId alice;
  private Authenticator authenticator;

  @BeforeEach
  void open() {
    alice = stores.addUser("alice", new Document());
    authenticator = stores.authenticator();
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void repeatedLoginsAreWrittenTogetherWhenFiveSecondsAreOver() {
    login(3);
    assertEntry("success", 1, start);

    stores.clock.advance(Duration.ofMillis(1999));
    stores.journal.writeEnded();
    assertEntry("success", 1, start);
    assertThat(lastLogin()).isEqualTo(start);

    stores.clock.advance(Duration.ofMillis(1));
    stores.journal.writeEnded();
    assertEntry("success", 4, start.plusSeconds(3));
    assertThat(lastLogin()).isEqualTo(start.plusSeconds(3));
    assertThat(stores.user(alice).get("lastLogin", Document.class))
        .containsEntry("authEvent", entry("success").getObjectId("_id"))
        .containsEntry("ip", AccountStores.IP);

    stores.journal.writeEnded();
    assertEntry("success", 4, start.plusSeconds(3));
  }

  @Test
  void nextLoginIsWrittenAtOnceWhenFiveSecondsAreOver() {
    login(1);
    stores.clock.advance(Duration.ofSeconds(5));
    login(0);
    assertEntry("success", 2, start.plusSeconds(6));

    stores.journal.writeEnded();
    assertEntry("success", 3, start.plusSeconds(6));
    assertThat(lastLogin()).isEqualTo(start.plusSeconds(6));
  }

  @Test
  void whatWasCountedIsWrittenWhenTheJournalIsClosed() {
    login(2);
    stores.journal.close();
    assertEntry("success", 3, start.plusSeconds(2));

    login(1);
    assertEntry("success", 5, start.plusSeconds(3));
    stores.journal.close();
    assertEntry("success", 5, start.plusSeconds(3));
  }

  @Test
  void nothingIsLostWhenTheWriterIsClosed() {
    LoginJournalWriter writer = LoginJournalWriter.start(stores.journal);
    login(2);
    writer.close();

    assertEntry("success", 3, start.plusSeconds(2));
  }

  @Test
  void loginsAreCountedApartWhenTheyComeFromDifferentAddresses() {
    accept(PASSWORD, AccountStores.IP);
    accept(PASSWORD, OTHER_IP);
    accept(PASSWORD, OTHER_IP);
    assertThat(entries()).extracting(e -> e.get("events")).containsExactly(1, 1);

    stores.journal.close();
    assertThat(entries())
        .extracting(e -> e.get("ip"), e -> e.get("events"))
        .containsExactlyInAnyOrder(tuple(AccountStores.IP, 1), tuple(OTHER_IP, 2));
  }

  @Test
  void loginsAreCountedApartWhenTheirPasswordsAreDifferent() {
    ObjectId first = addApplicationPassword(LETTERS, new Document("ttl", 60));
    ObjectId second = addApplicationPassword("abcdefghijklmnop", new Document());
    accept(PASSWORD, AccountStores.IP);
    stores.clock.advance(SECOND);
    accept(LETTERS, AccountStores.IP);
    stores.clock.advance(SECOND);
    accept("abcdefghijklmnop", AccountStores.IP);
    // They share an entry of the log, and each is the first of its kind.
    assertEntry("success", 3, start.plusSeconds(2));

    stores.clock.advance(SECOND);
    accept(LETTERS, AccountStores.IP);
    assertEntry("success", 3, start.plusSeconds(2));
    stores.journal.close();

    assertEntry("success", 4, start.plusSeconds(3));
    assertThat(lastLogin()).isEqualTo(start);
    assertThat(applicationPassword(first))
        .containsEntry("used", Date.from(start.plusSeconds(3)))
        .containsEntry("expires", Date.from(start.plusSeconds(63)))
        .containsEntry("authEvent", entry("success").getObjectId("_id"))
        .containsEntry("authIp", AccountStores.IP);
    assertThat(applicationPassword(second))
        .containsEntry("used", Date.from(start.plusSeconds(2)))
        .doesNotContainKey("expires");
  }

  @Test
  void timesAreNotSetBackWhenSomethingLaterWasWrittenMeanwhile() {
    addApplicationPassword(LETTERS, new Document());
    login(1);
    stores.clock.advance(SECOND);
    accept(LETTERS, AccountStores.IP);
    Document byImap =
        new Document("time", Date.from(start.plusSeconds(4)))
            .append("authEvent", false)
            .append("ip", OTHER_IP);
    stores
        .collection("users")
        .updateOne(
            new Document("_id", alice), new Document("$set", new Document("lastLogin", byImap)));

    stores.journal.close();

    assertEntry("success", 3, start.plusSeconds(2));
    assertThat(stores.user(alice)).containsEntry("lastLogin", byImap);
  }

  @Test
  void failureIsWrittenAtOnceWhenItComesBetweenLogins() {
    login(1);
    stores.clock.advance(SECOND);
    refuse();
    refuse();
    assertEntry("fail", 2, start.plusSeconds(2));
    assertEntry("success", 1, start);

    stores.clock.advance(SECOND);
    accept(PASSWORD, AccountStores.IP);
    stores.clock.advance(Duration.ofSeconds(2));
    stores.journal.writeEnded();

    assertEntry("fail", 2, start.plusSeconds(2));
    assertEntry("success", 3, start.plusSeconds(3));
  }

  @Test
  void countsAddUpWhenManyLogInAtTheSameTime() throws Exception {
    int clients = 4;
    int loginsEach = 100;
    ExecutorService threads = Executors.newFixedThreadPool(clients + 1);
    try {
      List<Future<?>> running = new ArrayList<>();
      CountDownLatch left = new CountDownLatch(clients);
      for (int i = 0; i < clients; i++) {
        running.add(threads.submit(() -> acceptAndCountDown(loginsEach, left)));
      }
      running.add(
          threads.submit(
              () -> {
                while (left.getCount() > 0) {
                  stores.clock.advance(SECOND);
                  stores.journal.writeEnded();
                }
              }));
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }

    stores.journal.close();
    assertThat(entries().stream().mapToInt(e -> e.getInteger("events")).sum())
        .isEqualTo(clients * loginsEach);
    assertThat(lastLogin())
        .isEqualTo(
            entries().stream()
                .map(e -> e.getDate("last").toInstant())
                .max(Instant::compareTo)
                .get());
  }

  @Test
  void countedLoginsBelongToTheEntryOfTheFirstWhenSixHoursEndBetweenThem() {
    accept(PASSWORD, AccountStores.IP);
    stores.clock.advance(Duration.ofHours(6).minusSeconds(1));
    login(2);
    stores.journal.close();

    assertEntry("success", 4, start.plus(Duration.ofHours(6)).plusSeconds(1));
  }

  @Test
  void writeIsTriedOnceMoreWhenItFailed() {
    Obstacle obstacle = new Obstacle();
    List<ILoggingEvent> log = logOf(() -> login(1));
    assertThat(log).hasSize(1);
    assertThat(log.get(0).getFormattedMessage())
        .isEqualTo("AUTHLOGERR user=" + alice.toHexString() + " ip=192.0.2.10 events=1 again=yes");

    obstacle.remove();
    stores.journal.writeEnded();
    assertEntry("success", 1, start);
    stores.journal.close();
    assertEntry("success", 2, start.plusSeconds(1));
  }

  @Test
  void writeIsGivenUpWhenItFailedTwice() {
    Obstacle obstacle = new Obstacle();
    login(2);
    assertThat(logOf(stores.journal::writeEnded))
        .extracting(ILoggingEvent::getFormattedMessage)
        .allMatch(line -> line.endsWith("events=1 again=no"))
        .hasSize(1);

    // Closing does it all at once: what was counted fails, fails again, and is given up.
    assertThat(logOf(stores.journal::close))
        .extracting(line -> line.getFormattedMessage().replaceFirst(".* events", "events"))
        .containsExactly("events=2 again=yes", "events=2 again=no");

    obstacle.remove();
    stores.journal.writeEnded();
    assertThat(entries()).isEmpty();
  }

  private void acceptAndCountDown(int times, CountDownLatch left) {
    try {
      for (int i = 0; i < times; i++) {
        accept(PASSWORD, AccountStores.IP);
      }
    } finally {
      left.countDown();
    }
  }

  /** Once now, and then every second. */
  private void login(int more) {
    accept(PASSWORD, AccountStores.IP);
    for (int i = 0; i < more; i++) {
      stores.clock.advance(SECOND);
      accept(PASSWORD, AccountStores.IP);
    }
  }

  private void accept(String password, String ip) {
    assertThat(authenticator.authenticate(LoginAttempt.of("alice", password, ip)).isAccepted())
        .isTrue();
  }

  private void refuse() {
    assertThat(
            authenticator
                .authenticate(LoginAttempt.of("alice", "wrong", AccountStores.IP))
                .isAccepted())
        .isFalse();
  }

  private ObjectId addApplicationPassword(String letters, Document fields) {
    ObjectId id = new ObjectId();
    Document password =
        new Document("_id", id)
            .append("user", alice)
            .append("scopes", List.of("*"))
            .append("password", stores.hashes.hash(letters))
            .append("used", false);
    password.putAll(fields);
    stores.collection("asps").insertOne(password);
    return id;
  }

  private Document applicationPassword(ObjectId id) {
    return stores.collection("asps").find(new Document("_id", id)).first();
  }

  private List<Document> entries() {
    return stores.collection("authlog").find().into(new ArrayList<>());
  }

  private Document entry(String result) {
    List<Document> found =
        stores.collection("authlog").find(new Document("result", result)).into(new ArrayList<>());
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private void assertEntry(String result, int events, Instant last) {
    assertThat(entry(result))
        .containsEntry("events", events)
        .containsEntry("last", Date.from(last));
  }

  private Instant lastLogin() {
    return stores.user(alice).get("lastLogin", Document.class).getDate("time").toInstant();
  }

  private static List<ILoggingEvent> logOf(Runnable work) {
    Logger logger = (Logger) LoggerFactory.getLogger(LoginJournal.class);
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    logger.addAppender(appender);
    try {
      work.run();
    } finally {
      logger.detachAppender(appender);
    }
    return appender.list;
  }

  /** Lets no entry into the log until it is removed. */
  private final class Obstacle {
    private final MongoCollection<Document> log = stores.collection("authlog");

    Obstacle() {
      log.createIndex(new Document("ip", 1), new IndexOptions().unique(true));
      log.insertOne(new Document("ip", AccountStores.IP));
    }

    void remove() {
      log.deleteOne(new Document("result", null));
    }
  }
}
