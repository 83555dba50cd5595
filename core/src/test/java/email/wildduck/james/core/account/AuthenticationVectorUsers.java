package email.wildduck.james.core.account;

import email.wildduck.james.core.Vectors;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * The users of {@code authentication.json} with what the file leaves out: their hashes and
 * addresses. Their application-specific passwords are in {@code application-passwords.json}.
 */
final class AuthenticationVectorUsers {
  private static final String FILE = "authentication.json";
  private static final String PASSWORD = "secretpass";
  private static final String TEMPORARY_PASSWORD = "temppass";

  private AuthenticationVectorUsers() {}

  static void storeIn(AccountStores stores) {
    Map<String, String> hashes =
        Map.of(
            "emptypass",
            "",
            "badhash",
            "not a hash",
            "oldhash",
            bcryptHash(),
            "aspmaster",
            stores.hashes.hash("abcdefghijklmnop"));
    String hash = stores.hashes.hash(PASSWORD);
    String temporaryHash = stores.hashes.hash(TEMPORARY_PASSWORD);
    Vectors.cases(FILE, "users")
        .map(Vectors::document)
        .forEach(
            user -> {
              user.append("password", hashes.getOrDefault(user.getString("username"), hash));
              Document temporary = user.get("tempPassword", Document.class);
              if (temporary != null) {
                temporary.append("password", temporaryHash);
              }
              stores.collection("users").insertOne(user);
              if (!user.getString("address").isEmpty()) {
                stores.addAddress(user.getString("address"), user.getObjectId("_id"));
              }
            });
    storeApplicationPasswords(stores);
    stores
        .collection("domainaliases")
        .insertOne(new Document("alias", "alias.example").append("domain", "example.com"));
    stores
        .collection("addresses")
        .insertOne(
            new Document("_id", new ObjectId())
                .append("address", "fwd@example.com")
                .append("addrview", "fwd@example.com")
                .append("targets", List.of()));
  }

  static void storeApplicationPasswords(AccountStores stores) {
    Vectors.cases("application-passwords.json", "documentsBeforeUse")
        .map(Vectors::document)
        .forEach(stores.collection("asps")::insertOne);
  }

  private static String bcryptHash() {
    return Vectors.cases(FILE, "cases")
        .filter(c -> c.has("rehash"))
        .findFirst()
        .orElseThrow()
        .path("rehash")
        .path("before")
        .asText();
  }
}
