package email.wildduck.james.core.srs;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Hex;

/**
 * Local parts of the scheme:
 *
 * <ul>
 *   <li>{@code SRS0=<hash>=<day>=<domain>=<local>} for any address
 *   <li>{@code SRS1=<hash>=<domain>=<rest>} for one that is {@code SRS0} already: the first
 *       forwarder stays the one that bounces go to
 * </ul>
 *
 * <p>The hash is the first four hexadecimal digits of an HMAC-SHA1 under the secret. Immutable and
 * thread-safe.
 */
public final class Srs {
  private static final Pattern SRS0 =
      Pattern.compile("SRS0[-=+]([0-9a-f]{4})=([A-Z2-7]{2})=([^=]*)=(.*)", Pattern.DOTALL);
  private static final Pattern SRS1 =
      Pattern.compile("SRS1[-=+]([0-9a-f]{4})=([^=]*)=(.*)", Pattern.DOTALL);
  private static final String HMAC = "HmacSHA1";
  private static final int PREFIX = "SRS0".length();
  private static final int HASH_DIGITS = 4;

  private final SecretKeySpec secret;
  private final Clock clock;

  /**
   * @param secret that of the MX which turns addresses back; not empty
   */
  public Srs(String secret, Clock clock) {
    this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC);
    this.clock = clock;
  }

  /**
   * The local part, under the forwarder's domain, that stands for an address.
   *
   * @param local of the address
   * @param domain of the address, in lower case
   * @throws SrsException when the local part begins as {@code SRS1} and does not go on so
   */
  public String rewrite(String local, String domain) throws SrsException {
    if (local.startsWith("SRS0")) {
      return guarded(domain, local.substring(PREFIX));
    }
    if (local.startsWith("SRS1")) {
      Matcher known = SRS1.matcher(local);
      if (!known.matches()) {
        throw new SrsException("Attempted to rewrite invalid SRS1 address.");
      }
      return guarded(known.group(2), known.group(3));
    }
    String day = SrsDay.of(clock.instant()).toString();
    return "SRS0=" + hash(day, domain, local) + "=" + day + "=" + domain + "=" + local;
  }

  /**
   * The address that a local part stands for; empty when it is none of the scheme.
   *
   * @throws SrsException when it looks like one and is none, is forged, or has expired
   */
  public Optional<SrsAddress> reverse(String local) throws SrsException {
    if (local.startsWith("SRS0")) {
      return Optional.of(reverseFirst(local));
    }
    return local.startsWith("SRS1") ? Optional.of(reverseGuarded(local)) : Optional.empty();
  }

  private SrsAddress reverseFirst(String local) throws SrsException {
    Matcher parts = SRS0.matcher(local);
    if (!parts.matches()) {
      throw new SrsException("Unrecognized SRS0 format");
    }
    String day = parts.group(2);
    SrsAddress address = new SrsAddress(parts.group(4), parts.group(3));
    check(parts.group(1), hash(day, address.domain(), address.local()));
    if (!SrsDay.parse(day).isGoodOn(SrsDay.of(clock.instant()))) {
      throw new SrsException("Address has expired");
    }
    return address;
  }

  private SrsAddress reverseGuarded(String local) throws SrsException {
    Matcher parts = SRS1.matcher(local);
    if (!parts.matches()) {
      throw new SrsException("Unrecognized SRS1 format");
    }
    check(parts.group(1), hash(parts.group(2), parts.group(3)));
    return new SrsAddress("SRS0" + parts.group(3), parts.group(2));
  }

  private String guarded(String domain, String rest) {
    return "SRS1=" + hash(domain, rest) + "=" + domain + "=" + rest;
  }

  private static void check(String given, String right) throws SrsException {
    if (!MessageDigest.isEqual(
        given.getBytes(StandardCharsets.US_ASCII), right.getBytes(StandardCharsets.US_ASCII))) {
      throw new SrsException("Invalid signature");
    }
  }

  private String hash(String... parts) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(secret);
      byte[] hash = mac.doFinal(String.join("", parts).getBytes(StandardCharsets.UTF_8));
      return Hex.encodeHexString(hash).substring(0, HASH_DIGITS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a Java platform without HMAC-SHA1", e);
    }
  }
}
