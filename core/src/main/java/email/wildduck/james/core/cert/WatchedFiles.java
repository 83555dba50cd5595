package email.wildduck.james.core.cert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Certificates made of files. When they are asked for and the last look at the files is older than
 * the given age, the files are read again, by one thread; the others go on with what they have.
 * Content counts, not time: links that are moved (certbot) and copies that keep their time are
 * noticed. Thread-safe.
 */
public final class WatchedFiles {
  private final List<Path> files;
  private final Function<List<byte[]>, List<ServerCertificate>> maker;
  private final CertificateEvents events;
  private final Clock clock;
  private final Duration maxAge;
  private final ReentrantLock checking = new ReentrantLock();
  private volatile State state;

  private WatchedFiles(
      List<Path> files,
      Function<List<byte[]>, List<ServerCertificate>> maker,
      CertificateEvents events,
      Clock clock,
      Duration maxAge) {
    this.files = files;
    this.maker = maker;
    this.events = events;
    this.clock = clock;
    this.maxAge = maxAge;
    this.state = load();
    state.certificates.forEach(certificate -> events.loaded(certificate, source()));
  }

  /**
   * Loads the files for the first time.
   *
   * @param maker makes the certificates, at least one, of the contents of the files, in their order
   * @param maxAge how old the last look may be
   * @throws BrokenCertificateException when a file cannot be read, or by the maker
   */
  public static WatchedFiles of(
      List<Path> files,
      Function<List<byte[]>, List<ServerCertificate>> maker,
      CertificateEvents events,
      Clock clock,
      Duration maxAge) {
    return new WatchedFiles(List.copyOf(files), maker, events, clock, maxAge);
  }

  /** What the files hold; what they held before, while they cannot be used. */
  public List<ServerCertificate> current() {
    if (clock.instant().isAfter(state.checked.plus(maxAge)) && checking.tryLock()) {
      try {
        check();
      } finally {
        checking.unlock();
      }
    }
    return state.certificates;
  }

  /**
   * Reads the files now.
   *
   * @throws BrokenCertificateException when they cannot be used; what was in use stays
   */
  public void reload() {
    checking.lock();
    try {
      replaceBy(load());
    } finally {
      checking.unlock();
    }
  }

  private void check() {
    String digest = state.digest;
    try {
      List<byte[]> contents = read();
      digest = digest(contents);
      if (digest.equals(state.digest)) {
        state = new State(state.certificates, digest, clock.instant());
      } else {
        replaceBy(new State(maker.apply(contents), digest, clock.instant()));
      }
    } catch (RuntimeException e) {
      // Told once for each content, or as often as a file cannot be read.
      events.broken(state.certificates.get(0).name(), source(), e);
      state = new State(state.certificates, digest, clock.instant());
    }
  }

  private void replaceBy(State fresh) {
    Collection<ServerCertificate> former = state.certificates;
    state = fresh;
    fresh.certificates.stream()
        .filter(certificate -> !former.contains(certificate))
        .forEach(certificate -> events.renewed(certificate, source()));
  }

  private State load() {
    List<byte[]> contents = read();
    return new State(maker.apply(contents), digest(contents), clock.instant());
  }

  private List<byte[]> read() {
    List<byte[]> contents = new ArrayList<>();
    for (Path file : files) {
      try {
        contents.add(Files.readAllBytes(file));
      } catch (IOException e) {
        throw new BrokenCertificateException(file + " cannot be read");
      }
    }
    return contents;
  }

  private static String digest(List<byte[]> contents) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    contents.forEach(content -> digest.update(DigestUtils.sha256(content)));
    return Hex.encodeHexString(digest.digest());
  }

  private String source() {
    return files.stream().map(Path::toString).collect(Collectors.joining(" "));
  }

  /** What the files held at a time. */
  private static final class State {
    final List<ServerCertificate> certificates;
    final String digest;
    final Instant checked;

    State(List<ServerCertificate> certificates, String digest, Instant checked) {
      this.certificates = List.copyOf(certificates);
      this.digest = digest;
      this.checked = checked;
    }
  }
}
