package email.wildduck.james.core.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PasswordHashesProperties {
  private final PasswordHashes hashes = new PasswordHashes(new SecureRandom());

  @Property(tries = 3000)
  void anyHashAnswersOrThrowsTheTypedError(
      @ForAll String password, @ForAll("hashLikeTexts") String hash) {
    hashes.shouldRehash(hash);
    try {
      hashes.matches(password, hash);
    } catch (UnsupportedHashException e) {
      assertThat(e).hasMessageMatching("(?s)(Invalid algo|Broken|Refusing).*");
    }
  }

  @Property(tries = 300)
  void anyPasswordCanBeComparedWithEachCheapFormat(
      @ForAll String password, @ForAll("cheapHashes") String hash) {
    assertThat(hashes.matches(password, hash)).isFalse();
  }

  @Property(tries = 10)
  void anyPasswordMatchesItsOwnHash(@ForAll String password) {
    String hash = hashes.hash(password);
    assertThat(hashes.matches(password, hash)).isTrue();
    assertThat(hashes.matches(password + "x", hash)).isFalse();
  }

  @Provide
  Arbitrary<String> hashLikeTexts() {
    Arbitrary<String> prefix =
        Arbitraries.of(
            "",
            "$",
            "$1$",
            "$2a$",
            "$2b$04$",
            "$2y$31$",
            "$5$",
            "$6$rounds=",
            "$6$salt$",
            "$pbkdf2-sha256$",
            "$pbkdf2-sha1$i=1$AA$",
            "$pbkdf2-sha512$i=",
            "$argon2id$v=19$",
            "$argon2i$v=19$m=8,t=1,p=1$",
            "$argon2d$m=64,t=1,p=8$MDEyMzQ1Njc4OWFiY2RlZg$",
            "$ARGON2ID$",
            "$2A$",
            "{SHA}");
    Arbitrary<String> rest =
        Arbitraries.oneOf(
            Arbitraries.strings().withChars("./$=,0123456789abcXYZ+mtp").ofMaxLength(100),
            Arbitraries.strings().ofMaxLength(60),
            Arbitraries.strings().withChars("./09azAZ").ofLength(13));
    return Combinators.combine(prefix, rest).as(String::concat);
  }

  @Provide
  Arbitrary<String> cheapHashes() {
    return Arbitraries.of(
        "$1$saltsalt$7DwGF604FLHMzlPQKL50l!",
        "$2a$04$dkk6RPgDQw0aM0JzLlVqAep9fnAyaJaDi3SUdM2HmR204wZ2k7qIb",
        "$6$rounds=1000$saltsalt1234$" + "a".repeat(86),
        "$5$rounds=1000$saltsalt1234$" + "a".repeat(43),
        "$argon2id$v=19$m=8,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$wMO6O8j2ig70nqt5yGIN0pGu9uo",
        "$pbkdf2-sha1$i=1$PCezNSho20yQRn+mz46yzw$s0KrMVTIdt8kwRKGqUT+HwuS9uE");
  }
}
