package email.wildduck.james.core.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.MongoDatabase;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * The part of WildDuck's HTTP API that stores Sent copies, answering as WildDuck does or as a test
 * wants it to. What is uploaded is written into the collection {@code messages} with the fields
 * that matter here.
 */
public final class ScriptedApi implements AutoCloseable {
  private static final Pattern MAILBOXES = Pattern.compile(".*/users/([0-9a-f]{24})/mailboxes");
  private static final Pattern UPLOAD =
      Pattern.compile(".*/users/([0-9a-f]{24})/mailboxes/([0-9a-f]{24})/messages");

  private final Supplier<MongoDatabase> database;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<ObjectId, ObjectId> sentMailboxes = new ConcurrentHashMap<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<ReceivedUpload> uploads = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong uids = new AtomicLong();
  private final Semaphore released = new Semaphore(0);
  private volatile Optional<String> token = Optional.empty();

  /** What to do with the next upload. */
  private record Answer(boolean store, int status, String body) {}

  private ScriptedApi(Supplier<MongoDatabase> database) throws IOException {
    this.database = database;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public static ScriptedApi start(MongoDatabase database) throws IOException {
    return start(() -> database);
  }

  /** With a database that there will be when something is uploaded. */
  public static ScriptedApi start(Supplier<MongoDatabase> database) throws IOException {
    return new ScriptedApi(database);
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Gives the user a Sent folder, a new one each time. */
  public ObjectId giveSentFolder(ObjectId user) {
    ObjectId mailbox = new ObjectId();
    sentMailboxes.put(user, mailbox);
    return mailbox;
  }

  /** Demands a token from now on. */
  public void require(String accessToken) {
    token = Optional.of(accessToken);
  }

  /** Answers the next upload with that, and stores nothing. */
  public void answerNextUpload(int status, String body) {
    answers.add(new Answer(false, status, body));
  }

  /** Stores the next upload and closes the connection instead of answering. */
  public void loseAnswerOfNextUpload() {
    answers.add(new Answer(true, 0, ""));
  }

  /** Answers the next upload when {@link #release()} is called. */
  public void holdNextUpload() {
    answers.add(new Answer(true, -1, ""));
  }

  public void release() {
    released.release();
  }

  /** What has been stored. */
  public List<ReceivedUpload> uploads() {
    return uploads;
  }

  /** The number of all requests. */
  public int requests() {
    return requests.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      String path = exchange.getRequestURI().getPath();
      Matcher mailboxes = MAILBOXES.matcher(path);
      Matcher upload = UPLOAD.matcher(path);
      if (token.isPresent()
          && !token.get().equals(exchange.getRequestHeaders().getFirst("X-Access-Token"))) {
        reply(
            exchange, 403, "{\"code\":\"InvalidToken\",\"message\":\"Invalid accessToken value\"}");
      } else if (mailboxes.matches()) {
        listMailboxes(exchange, new ObjectId(mailboxes.group(1)));
      } else if (upload.matches()) {
        upload(exchange, new ObjectId(upload.group(1)), new ObjectId(upload.group(2)));
      } else {
        reply(exchange, 404, "{\"code\":\"ResourceNotFound\",\"message\":\"/ does not exist\"}");
      }
    }
  }

  private void listMailboxes(HttpExchange exchange, ObjectId user) throws IOException {
    ObjectId sent = sentMailboxes.get(user);
    String folder =
        sent == null
            ? ""
            : ",{\"id\":\"" + sent + "\",\"path\":\"Saadetud\",\"specialUse\":\"\\\\Sent\"}";
    reply(
        exchange,
        200,
        "{\"success\":true,\"results\":[{\"id\":\""
            + new ObjectId()
            + "\",\"path\":\"INBOX\",\"specialUse\":null}"
            + folder
            + "]}");
  }

  private void upload(HttpExchange exchange, ObjectId user, ObjectId mailbox) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (!mailbox.equals(sentMailboxes.get(user))) {
      reply(
          exchange, 404, "{\"error\":\"This mailbox does not exist\",\"code\":\"NoSuchMailbox\"}");
      return;
    }
    Answer answer = Optional.ofNullable(answers.poll()).orElse(new Answer(true, 200, ""));
    if (!answer.store()) {
      reply(exchange, answer.status(), answer.body());
      return;
    }
    long uid = store(exchange, user, mailbox, body);
    if (answer.status() < 0) {
      released.acquireUninterruptibly();
    }
    if (answer.status() != 0) {
      reply(
          exchange,
          200,
          "{\"success\":true,\"message\":{\"id\":"
              + uid
              + ",\"mailbox\":\""
              + mailbox
              + "\",\"size\":"
              + body.length
              + "}}");
    }
  }

  private long store(HttpExchange exchange, ObjectId user, ObjectId mailbox, byte[] body) {
    Map<String, String> query = queryOf(exchange);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    long uid = uids.incrementAndGet();
    database
        .get()
        .getCollection("messages")
        .insertOne(
            new Document("user", user)
                .append("mailbox", mailbox)
                .append("uid", (int) uid)
                .append("idate", Date.from(Instant.parse(query.get("date"))))
                .append("undeleted", true)
                .append(
                    "meta",
                    new Document("source", "API")
                        .append("from", "")
                        .append("transtype", "UPLOAD")
                        .append("custom", query.get("metaData"))));
    uploads.add(
        new ReceivedUpload(user, mailbox, query, headers, new String(body, ISO_8859_1), uid));
    return uid;
  }

  private static Map<String, String> queryOf(HttpExchange exchange) {
    Map<String, String> query = new TreeMap<>();
    Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .forEach(
            pair ->
                query.put(URLDecoder.decode(pair[0], UTF_8), URLDecoder.decode(pair[1], UTF_8)));
    return query;
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    released.release(1000);
    server.stop(0);
    threads.shutdownNow();
  }
}
