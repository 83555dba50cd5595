package email.wildduck.james.queue.james;

import static email.wildduck.james.queue.james.TestMails.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.mail.Envelope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class MongoMailQueueTest {
  private static final MailQueueName NAME = MailQueueName.of("spool");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T12:00:00Z"));
  private MongoMailQueueFactory factory;
  private MongoMailQueue queue;

  @BeforeEach
  void createQueue() {
    factory = mongo.factory(clock);
    queue = factory.createQueue(NAME);
  }

  @ParameterizedTest
  @MethodSource("email.wildduck.james.queue.james.OddMessages#all")
  void bytesAreTheSameWhenAMailIsDequeued(String text) throws Exception {
    queue.enQueue(mail("m", text));
    assertThat(raw(next(queue).getMail())).isEqualTo(text);
    assertThat(raw(queue.browse().next().getMail())).isEqualTo(text);
  }

  @Test
  void everythingOfAMailIsKept() throws Exception {
    MailImpl mail = mail("m", "Subject: a\r\n\r\nb");
    mail.setRecipients(
        List.of(new MailAddress("b@example.net"), new MailAddress("\"c d\"@example.org")));
    mail.setSender(null);
    mail.setState("egress");
    mail.setErrorMessage("4xx");
    mail.setRemoteAddr("2001:db8::1");
    mail.setRemoteHost("client.example");
    mail.setAttribute(attribute("a.b$c", AttributeValue.of(42L)));
    mail.setAttribute(
        attribute("list", AttributeValue.of(List.<AttributeValue<?>>of(AttributeValue.of("x")))));
    mail.setAttribute(
        attribute(
            "map",
            AttributeValue.of(Map.<String, AttributeValue<?>>of("k", AttributeValue.of(true)))));
    queue.enQueue(mail);

    Mail dequeued = next(queue).getMail();
    assertThat(dequeued.getRecipients()).containsExactlyElementsOf(mail.getRecipients());
    assertThat(dequeued.getMaybeSender()).isEqualTo(MaybeSender.nullSender());
    assertThat(dequeued.getState()).isEqualTo("egress");
    assertThat(dequeued.getErrorMessage()).isEqualTo("4xx");
    assertThat(dequeued.getRemoteAddr()).isEqualTo("2001:db8::1");
    assertThat(dequeued.getRemoteHost()).isEqualTo("client.example");
    assertThat(dequeued.attributesMap()).containsAllEntriesOf(mail.attributesMap());
  }

  @Test
  void addressesBeyondAsciiAreStoredAsTheyAreAndHandedOutAsJamesHoldsThem() throws Exception {
    MailImpl mail = mail("m");
    mail.setSender(new MailAddress("utf8=j=C3=BCrgen@example.com"));
    mail.setRecipients(
        List.of(
            new MailAddress("utf8==C3=B5@xn--jgeva-dua.ee"), new MailAddress("Bob@example.net")));
    queue.enQueue(mail);

    Document delivery = mongo.database().getCollection("zone-queue").find().first();
    assertThat(delivery.getString("recipient")).isEqualTo("\u00f5@j\u00f5geva.ee");
    assertThat(delivery.getString("domain")).isEqualTo("j\u00f5geva.ee");
    Document data =
        mongo
            .database()
            .getCollection("mail.files")
            .find()
            .first()
            .getEmbedded(List.of("metadata", "data"), Document.class);
    assertThat(data.getString("from")).isEqualTo("j\u00fcrgen@example.com");
    assertThat(data.getList("to", String.class))
        .containsExactly("\u00f5@j\u00f5geva.ee", "Bob@example.net");
    Mail dequeued = next(queue).getMail();
    assertThat(dequeued.getMaybeSender()).isEqualTo(mail.getMaybeSender());
    assertThat(dequeued.getRecipients()).containsExactlyElementsOf(mail.getRecipients());
    assertThat(Envelope.of(dequeued).recipients())
        .containsExactly("\u00f5@j\u00f5geva.ee", "Bob@example.net");
  }

  @Test
  void mailIsCopiedWhenItIsChangedAfterQueueing() throws Exception {
    MailImpl mail = mail("first", "Subject: a\r\n\r\nb");
    queue.enQueue(mail);
    mail.setName("second");
    mail.setRecipients(List.of(new MailAddress("other@example.com")));
    queue.enQueue(mail);
    assertThat(names(take(2))).containsExactly("first", "second");
  }

  @Test
  void mailIsFoundByANewProcessWhenTheOldOneWasClosed() throws Exception {
    queue.enQueue(mail("m"));
    MailQueueItem held = next(queue);
    factory.close();

    MongoMailQueue restarted = mongo.factory(clock).createQueue(NAME);
    MailQueueItem item = next(restarted);
    assertThat(item.getMail().getName()).isEqualTo("m");
    held.done(CompletionStatus.SUCCESS);
    assertThat(restarted.getSize()).isEqualTo(1);
  }

  @Test
  void mailIsFoundByANewProcessWhenTheLeaseOfAKilledOneHasRunOut() throws Exception {
    queue.enQueue(mail("m"));
    MailQueueItem held = next(queue);
    clock.advance(Duration.ofSeconds(31));

    MongoMailQueue restarted = mongo.factory(clock).createQueue(NAME);
    MailQueueItem item = next(restarted);
    held.done(CompletionStatus.SUCCESS);
    held.done(CompletionStatus.RETRY);
    assertThat(restarted.getSize()).isEqualTo(1);
    item.done(CompletionStatus.SUCCESS);
    assertThat(restarted.getSize()).isZero();
  }

  @Test
  void mailCanStillBeQueuedWhenTheQueueAndTheFactoryAreClosed() throws Exception {
    queue.close();
    factory.close();
    queue.enQueue(mail("late"));
    assertThat(next(mongo.factory(clock).createQueue(NAME)).getMail().getName()).isEqualTo("late");
  }

  @Test
  void eachMailIsHandedOutOnceWhenTwoNodesConsume() throws Exception {
    int count = 200;
    ConcurrentLinkedQueue<String> handedOut = new ConcurrentLinkedQueue<>();
    MongoMailQueue second = mongo.factory(clock).createQueue(NAME);
    for (MongoMailQueue node : List.of(queue, second, queue, second)) {
      consume(node, item -> handedOut.add(item.getMail().getName()));
    }
    Flux.range(0, count)
        .flatMap(
            i ->
                Mono.fromRunnable(() -> enqueue(i % 2 == 0 ? queue : second, "mail-" + i))
                    .subscribeOn(Schedulers.boundedElastic()),
            8)
        .blockLast();

    Awaitility.await().atMost(PATIENCE).until(() -> queue.getSize() == 0);
    assertThat(handedOut).hasSize(count).doesNotHaveDuplicates();
    Awaitility.await().atMost(PATIENCE).until(() -> mongo.chunks().countDocuments() == 0);
    assertThat(mongo.files().countDocuments()).isZero();
  }

  @Test
  void noMoreIsHandedOutThanWasAskedFor() throws Exception {
    for (int i = 0; i < 5; i++) {
      queue.enQueue(mail("mail-" + i));
    }
    List<MailQueueItem> items = new java.util.concurrent.CopyOnWriteArrayList<>();
    BaseSubscriber<MailQueueItem> consumer = manual(items);
    queue.deQueue().subscribe(consumer);
    consumer.request(2);
    Awaitility.await().atMost(PATIENCE).until(() -> items.size() == 2);
    // those that wait here for the next request included
    assertThat(mongo.deliveries().countDocuments(new Document("locked", true))).isBetween(2L, 4L);

    consumer.request(1);
    Awaitility.await().atMost(PATIENCE).until(() -> items.size() == 3);
    consumer.cancel();
    assertThat(names(items)).containsExactly("mail-0", "mail-1", "mail-2");
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> mongo.deliveries().countDocuments(new Document("locked", true)) == 3);
  }

  @Test
  void nextMailComesWhenTheFileOfOneIsMissing() throws Exception {
    assertSetAside(() -> mongo.files().deleteOne(new Document()), "has no file");
  }

  @Test
  void nextMailComesWhenABodyIsIncomplete() throws Exception {
    assertSetAside(() -> mongo.chunks().deleteOne(new Document()), "missing");
  }

  @Test
  void nextMailComesWhenTheIdOfOneCannotBeRead() throws Exception {
    assertSetAside(() -> set("id", 17), "cannot be read");
  }

  @Test
  void nextMailComesWhenAnAttributeCannotBeRead() throws Exception {
    assertSetAside(
        () -> set("james.attributes", List.of(new Document("name", "a").append("value", "{"))),
        "not a mail of James");
  }

  @Test
  void nextMailComesWhenTheSenderIsNoAddress() throws Exception {
    assertSetAside(
        () ->
            mongo
                .files()
                .updateOne(
                    new Document(),
                    new Document("$set", new Document("metadata.data.from", "no address"))),
        "not a mail of James");
  }

  @Test
  void mailIsSetAsideWhenItIsRejected() throws Exception {
    queue.enQueue(mail("m"));
    next(queue).done(CompletionStatus.REJECT);
    assertThat(queue.getSize()).isZero();
    assertThat(queue.browse()).toIterable().isEmpty();
    Document kept = mongo.deliveries().find().first();
    assertThat(kept.getEmbedded(List.of("setAside", "reason"), String.class)).contains("rejected");
    assertThat(mongo.files().countDocuments()).isEqualTo(1);
  }

  @Test
  void mailInWorkIsKeptWhenTheQueueIsCleared() throws Exception {
    queue.enQueue(mail("in work"));
    MailQueueItem item = next(queue);
    queue.enQueue(mail("waiting"));
    assertThat(queue.clear()).isEqualTo(1);
    assertThat(queue.getSize()).isEqualTo(1);
    item.done(CompletionStatus.SUCCESS);
    assertThat(mongo.files().countDocuments()).isZero();
  }

  @Test
  void mailOfTheNullSenderIsRemovedByItsJamesName() throws Exception {
    MailImpl mail = mail("m");
    mail.setSender(null);
    queue.enQueue(mail);
    assertThat(queue.remove(ManageableMailQueue.Type.Sender, "<>")).isEqualTo(1);
    assertThat(mongo.files().countDocuments()).isZero();
    assertThat(mongo.chunks().countDocuments()).isZero();
  }

  @Test
  void temporaryFileIsDeletedWhenTheMailIsDone() throws Exception {
    queue.enQueue(mail("m", "Subject: a\r\n\r\n" + "0123456789".repeat(30_000)));
    List<Path> before = temporaryFiles();
    MailQueueItem item = next(queue);
    assertThat(temporaryFiles()).hasSize(before.size() + 1);
    item.done(CompletionStatus.SUCCESS);
    assertThat(temporaryFiles()).hasSize(before.size());
  }

  @Test
  void bodyThatIsInMemoryAnywayNeedsNoFile() throws Exception {
    List<Path> before = temporaryFiles();
    queue.enQueue(mail("m", "Subject: a\r\n\r\n" + "0123456789".repeat(20_000)));
    MailQueueItem item = next(queue);
    assertThat(temporaryFiles()).hasSameSizeAs(before);
    assertThat(item.getMail().getMessageSize()).isGreaterThan(200_000);
    item.done(CompletionStatus.SUCCESS);
  }

  @Test
  void delayIsKeptByTheClock() throws Exception {
    queue.enQueue(mail("later"), Duration.ofMinutes(10));
    queue.enQueue(mail("now"));
    MailQueueItem due = next(queue);
    assertThat(due.getMail().getName()).isEqualTo("now");
    due.done(CompletionStatus.SUCCESS);
    assertThat(queue.browse().next().getNextDelivery()).isPresent();
    clock.advance(Duration.ofMinutes(10));
    assertThat(next(queue).getMail().getName()).isEqualTo("later");
  }

  @Test
  void mailWithoutAMessageIsRefused() throws Exception {
    MailImpl mail = MailImpl.builder().name("m").build();
    assertThatThrownBy(() -> queue.enQueue(mail))
        .isInstanceOf(org.apache.james.queue.api.MailQueue.MailQueueException.class);
    assertThat(mongo.files().countDocuments()).isZero();
  }

  /**
   * The first of two mails is damaged; it must not come, and not keep the second one. On another
   * node, because the one that has accepted a mail has it in memory.
   */
  private void assertSetAside(Runnable damage, String reason) throws Exception {
    queue.enQueue(mail("broken"));
    damage.run();
    queue.enQueue(mail("next"));

    MongoMailQueue other = mongo.factory(clock).createQueue(NAME);
    assertThat(next(other).getMail().getName()).isEqualTo("next");
    Document broken = mongo.deliveries().find().sort(new Document("_id", 1)).first();
    assertThat(broken.getEmbedded(List.of("setAside", "reason"), String.class)).contains(reason);
    assertThat(broken.getBoolean("locked")).isTrue();
    assertThat(broken.getString("sendingZone")).isEqualTo("james:spool");
    assertThat(broken).doesNotContainKey("lease");
    assertThat(queue.getSize()).isEqualTo(1);
  }

  private void set(String field, Object value) {
    mongo.deliveries().updateOne(new Document(), new Document("$set", new Document(field, value)));
  }

  private static MailQueueItem next(MongoMailQueue queue) {
    return queue.deQueue().blockFirst(PATIENCE);
  }

  private List<MailQueueItem> take(int count) {
    return queue.deQueue().take(count).collectList().block(PATIENCE);
  }

  private static List<String> names(List<MailQueueItem> items) {
    return items.stream().map(item -> item.getMail().getName()).collect(Collectors.toList());
  }

  private static void consume(
      MongoMailQueue queue, java.util.function.Consumer<MailQueueItem> seen) {
    queue
        .deQueue()
        .flatMap(
            item ->
                Mono.fromCallable(
                        () -> {
                          seen.accept(item);
                          item.done(CompletionStatus.SUCCESS);
                          return item;
                        })
                    .subscribeOn(Schedulers.boundedElastic()),
            5)
        .subscribe();
  }

  private static void enqueue(MongoMailQueue queue, String name) {
    try {
      queue.enQueue(mail(name));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static BaseSubscriber<MailQueueItem> manual(List<MailQueueItem> items) {
    return new BaseSubscriber<>() {
      @Override
      protected void hookOnSubscribe(Subscription subscription) {}

      @Override
      protected void hookOnNext(MailQueueItem item) {
        items.add(item);
      }
    };
  }

  private static List<Path> temporaryFiles() throws Exception {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("wildduck-"))
          .collect(Collectors.toList());
    }
  }

  private static Attribute attribute(String name, AttributeValue<?> value) {
    return new Attribute(AttributeName.of(name), value);
  }

  private static String raw(Mail mail) throws Exception {
    try (var in = MailMessages.rawMessage(mail).open()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
