package email.wildduck.james.core.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningKeyCacheTest {
  private final List<String> made = new ArrayList<>();
  private final SigningKeyCache cache = new SigningKeyCache(this::make, 2);

  @Test
  void aKeyIsMadeOnceWhileItsTextStaysTheSame() {
    SigningKey first = cache.get("a");

    assertThat(cache.get("a")).isSameAs(first);
    assertThat(cache.get("b")).isNotSameAs(first);
    assertThat(made).containsExactly("a", "b");
  }

  @Test
  void theLeastRecentlyUsedKeyGoesFirst() {
    cache.get("a");
    cache.get("b");
    cache.get("a");
    cache.get("c");
    cache.get("a");
    cache.get("b");

    assertThat(made).containsExactly("a", "b", "c", "b");
  }

  @Test
  void aFailureIsNotRemembered() {
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> cache.get("broken")).isInstanceOf(DkimKeyException.class);
    }
    assertThat(made).hasSize(20);
  }

  private SigningKey make(String stored) {
    made.add(stored);
    if (stored.equals("broken")) {
      throw new DkimKeyException("broken");
    }
    return PrivateKeyParser.parse(TestKeys.privateKey("ed"));
  }
}
