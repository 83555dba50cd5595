package email.wildduck.james.core.password;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.MutableClock;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerifiedPasswordsTest {
  private static final String HASH = "$pbkdf2-sha256$i=100000$c2FsdA$a2V5";

  private final MutableClock clock = new MutableClock("2026-11-23T15:54:43Z");
  private final VerifiedPasswords verified = verified(Duration.ofMinutes(10), 100);

  @Test
  void passwordIsKnownForItsHashOnly() {
    verified.add("secret", HASH);

    assertThat(verified.contains("secret", HASH)).isTrue();
    assertThat(verified.contains("secreT", HASH)).isFalse();
    assertThat(verified.contains("", HASH)).isFalse();
    assertThat(verified.contains("secret", HASH + "x")).isFalse();
  }

  @Test
  void nothingMovesFromThePasswordIntoTheHash() {
    verified.add("cd", "ab");

    assertThat(verified.contains("d", "abc")).isFalse();
    assertThat(verified.contains("bcd", "a")).isFalse();
  }

  @Test
  void passwordIsForgottenAfterItsTime() {
    verified.add("secret", HASH);
    clock.advance(Duration.ofMinutes(10).minusMillis(1));
    assertThat(verified.contains("secret", HASH)).isTrue();

    clock.advance(Duration.ofMillis(1));
    assertThat(verified.contains("secret", HASH)).isFalse();

    verified.add("secret", HASH);
    assertThat(verified.contains("secret", HASH)).isTrue();
  }

  @Test
  void oldestGoFirstWhenThereAreTooMany() {
    VerifiedPasswords few = verified(Duration.ofMinutes(10), 2);
    few.add("a", "1");
    few.add("b", "2");
    few.add("a", "1");
    few.add("c", "3");

    assertThat(few.contains("a", "1")).isTrue();
    assertThat(few.contains("b", "2")).isFalse();
    assertThat(few.contains("c", "3")).isTrue();
  }

  @Test
  void nothingIsRememberedWhenTheTimeIsZero() {
    VerifiedPasswords off = verified(Duration.ZERO, 100);
    off.add("secret", HASH);

    assertThat(off.contains("secret", HASH)).isFalse();
  }

  private VerifiedPasswords verified(Duration memory, int maxEntries) {
    return new VerifiedPasswords(new SecureRandom(), clock, memory, maxEntries);
  }
}
