package email.wildduck.james.server.demo;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.password.PasswordHashes;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * A domain, two users, an alias, an application-specific password and a DKIM key, with the fields
 * that WildDuck itself writes.
 */
public final class DemoData {
  /** The domain of the users. */
  public static final String DOMAIN = "example.com";

  /** A user's main address. */
  public static final String ALICE = "alice@" + DOMAIN;

  /** Another address of hers. */
  public static final String ALICE_ALIAS = "sales@" + DOMAIN;

  /** Her main password. */
  public static final String ALICE_PASSWORD = "demo password of alice";

  /** Her application-specific password, as WildDuck shows it. */
  public static final String ALICE_APPLICATION_PASSWORD = "demo abcd efgh ijkl";

  /** Another user's main address. */
  public static final String BOB = "bob@" + DOMAIN;

  /** His main password. */
  public static final String BOB_PASSWORD = "demo password of bob";

  /** The selector of the DKIM key. */
  public static final String SELECTOR = "demo";

  private final MongoDatabase database;
  private final PasswordHashes hashes;
  private final Clock clock;

  /**
   * @param database main and users database in one, as in a standard installation
   */
  public DemoData(MongoDatabase database, PasswordHashes hashes, Clock clock) {
    this.database = database;
    this.hashes = hashes;
    this.clock = clock;
  }

  /** Writes everything. */
  public DemoAccounts write() {
    ObjectId alice = user("alice", ALICE, ALICE_PASSWORD, "Alice Example");
    address(alice, ALICE);
    address(alice, ALICE_ALIAS);
    applicationPassword(alice, ALICE_APPLICATION_PASSWORD);
    ObjectId bob = user("bob", BOB, BOB_PASSWORD, "Bob Example");
    address(bob, BOB);
    return new DemoAccounts(alice, bob, dkimKey());
  }

  private ObjectId user(String username, String address, String password, String name) {
    ObjectId id = new ObjectId();
    database
        .getCollection("users")
        .insertOne(
            new Document("_id", id)
                .append("username", username)
                .append("unameview", username)
                .append("name", name)
                .append("password", hashes.hash(password))
                .append("enabled2fa", List.of())
                .append("address", address)
                .append("quota", 0)
                .append("storageUsed", 0)
                .append("recipients", 2000)
                .append("uploadSentMessages", true)
                .append("disabledScopes", List.of())
                .append("activated", true)
                .append("disabled", false)
                .append("suspended", false)
                .append("created", now()));
    return id;
  }

  private void address(ObjectId user, String address) {
    database
        .getCollection("addresses")
        .insertOne(
            new Document("user", user)
                .append("address", address)
                .append("addrview", address)
                .append("created", now()));
  }

  private void applicationPassword(ObjectId user, String shown) {
    String password = shown.replace(" ", "");
    database
        .getCollection("asps")
        .insertOne(
            new Document("user", user)
                .append("description", "mail program")
                .append("scopes", List.of("smtp"))
                .append("password", hashes.hash(password))
                .append("selector", selectorOf(password))
                .append("used", false)
                .append("authEvent", false)
                .append("authIp", false)
                .append("created", now()));
  }

  /** Returns the public key as it would stand in the DNS. */
  private String dkimKey() {
    KeyPair keys = rsaKeys();
    String publicKey = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    database
        .getCollection("dkim")
        .insertOne(
            new Document("domain", DOMAIN)
                .append("selector", SELECTOR)
                .append("privateKey", pem("PRIVATE KEY", keys.getPrivate().getEncoded()))
                .append("publicKey", pem("PUBLIC KEY", keys.getPublic().getEncoded()))
                .append("publicKeyDer", publicKey)
                .append("created", now())
                .append("latest", true));
    return publicKey;
  }

  private Date now() {
    return Date.from(Instant.now(clock));
  }

  private static String selectorOf(String password) {
    int sum = 0;
    for (byte b : sha1(password)) {
      sum += b & 0xff;
    }
    return Integer.toHexString(sum % 32);
  }

  private static byte[] sha1(String text) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair rsaKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
