package email.wildduck.james.core.cert;

import email.wildduck.james.core.cache.LruMap;
import email.wildduck.james.core.crypto.StoredSecret;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.bson.Document;

/**
 * Makes certificates of documents, and keeps them as long as the document stays the same: opening
 * an encrypted key is slow by design. A document that has become unusable keeps what it was before.
 * Thread-safe.
 */
final class StoredCertificates {
  private static final int MAX_KEPT = 1000;

  private final StoredSecret atRest;
  private final CertificateEvents events;
  private final Map<String, Entry> byDocument = Collections.synchronizedMap(new LruMap<>(MAX_KEPT));

  StoredCertificates(StoredSecret atRest, CertificateEvents events) {
    this.atRest = atRest;
    this.events = events;
  }

  /** Empty for a document that waits for its certificate (ACME), and for one that is broken. */
  Optional<ServerCertificate> of(Document document) {
    Object key = document.get("privateKey");
    Object certificate = document.get("cert");
    if (!isText(key) || !isText(certificate)) {
      return Optional.empty();
    }
    String chain = certificate + "\n" + chainAbove(document.get("ca"));
    String digest = DigestUtils.sha256Hex(key + "\0" + chain);
    String id = String.valueOf(document.get("_id"));
    Entry known = byDocument.getOrDefault(id, Entry.NONE);
    if (known.digest.equals(digest)) {
      return known.certificate;
    }
    Optional<ServerCertificate> made = make(document, (String) key, chain, known);
    byDocument.put(id, new Entry(digest, made));
    return made;
  }

  private Optional<ServerCertificate> make(
      Document document, String key, String chain, Entry known) {
    String source = "certs/" + document.get("_id");
    String servername = String.valueOf(document.get("servername"));
    try {
      ServerCertificate made =
          ServerCertificate.ofPem(atRest.decrypt(key), chain).named(servername);
      if (known.certificate.isPresent()) {
        events.renewed(made, source);
      } else {
        events.loaded(made, source);
      }
      return Optional.of(made);
    } catch (RuntimeException e) {
      // Not only what is thrown on purpose: no document may stop the look-ups of others.
      events.broken(servername, source, e);
      return known.certificate;
    }
  }

  /** WildDuck stores the chain as an array of PEM texts, or as one. */
  private static String chainAbove(Object ca) {
    if (ca instanceof Collection) {
      return ((Collection<?>) ca).stream().map(String::valueOf).collect(Collectors.joining("\n"));
    }
    return ca instanceof String ? (String) ca : "";
  }

  private static boolean isText(Object value) {
    return value instanceof String && !((String) value).isEmpty();
  }

  /** What a document was made into; the document itself is remembered as its SHA-256 only. */
  private static final class Entry {
    static final Entry NONE = new Entry("", Optional.empty());

    final String digest;
    final Optional<ServerCertificate> certificate;

    Entry(String digest, Optional<ServerCertificate> certificate) {
      this.digest = digest;
      this.certificate = certificate;
    }
  }
}
