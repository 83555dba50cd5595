package email.wildduck.james.core.dkim;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.config.ConfigurationException;
import email.wildduck.james.core.config.DkimKeyConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Keys in files, beside those that WildDuck manages: WildDuck holds one key for a domain, and dual
 * signatures need two. A domain has those that name it; one that none names has those of {@code *}.
 * Immutable.
 */
public final class AdditionalKeys {
  private final Map<String, List<Entry>> byDomain;

  private AdditionalKeys(Map<String, List<Entry>> byDomain) {
    this.byDomain = byDomain;
  }

  /** None. */
  public static AdditionalKeys none() {
    return new AdditionalKeys(Map.of());
  }

  /**
   * Reads the files.
   *
   * @param folder what relative names of files are in
   * @throws ConfigurationException when a file cannot be read, or holds no key that can be used
   */
  public static AdditionalKeys read(List<DkimKeyConfiguration> keys, Path folder) {
    Map<String, List<Entry>> byDomain = new HashMap<>();
    for (DkimKeyConfiguration key : keys) {
      byDomain
          .computeIfAbsent(
              AddressNormalizer.normalizeDomain(key.domain()), domain -> new ArrayList<>())
          .add(read(key, folder.resolve(key.file())));
    }
    return new AdditionalKeys(byDomain);
  }

  private static Entry read(DkimKeyConfiguration key, Path file) {
    try {
      Entry entry = new Entry(key.selector(), PrivateKeyParser.parse(Files.readString(file)));
      if (!key.domain().equals(KeyDocuments.ANY_DOMAIN)) {
        entry.keyOf(key.domain());
      }
      return entry;
    } catch (IOException e) {
      throw new ConfigurationException(
          key.place() + ": " + file + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
    } catch (DkimKeyException e) {
      throw new ConfigurationException(key.place() + ": " + file + ": " + e.getMessage(), e);
    }
  }

  /** The keys of a domain that a signature can name. */
  List<DkimKey> find(String domain, boolean ofAnyDomain) {
    if (SigningDomain.toAscii(domain).isEmpty()) {
      return List.of();
    }
    List<Entry> anyDomain =
        ofAnyDomain ? byDomain.getOrDefault(KeyDocuments.ANY_DOMAIN, List.of()) : List.of();
    return byDomain.getOrDefault(AddressNormalizer.normalizeDomain(domain), anyDomain).stream()
        .map(entry -> entry.keyOf(domain))
        .collect(Collectors.toUnmodifiableList());
  }

  private static final class Entry {
    private final String selector;
    private final SigningKey signingKey;

    Entry(String selector, SigningKey signingKey) {
      this.selector = selector;
      this.signingKey = signingKey;
    }

    DkimKey keyOf(String domain) {
      return DkimKey.of(domain, selector, signingKey);
    }
  }
}
