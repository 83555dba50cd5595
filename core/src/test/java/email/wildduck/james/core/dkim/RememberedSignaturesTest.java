package email.wildduck.james.core.dkim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RememberedSignaturesTest {
  private final List<String> signed = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final SigningKey key = new RememberedSignatures(new CountedKey());

  /** Signs with the bytes themselves; slow for "slow", never for "broken". */
  private final class CountedKey implements SigningKey {
    @Override
    public String algorithm() {
      return "rsa-sha256";
    }

    @Override
    public byte[] sign(byte[] canonicalHeader) {
      String text = new String(canonicalHeader, UTF_8);
      signed.add(text);
      if (text.equals("slow")) {
        awaitEnd();
      }
      if (text.equals("broken")) {
        throw new DkimKeyException("broken");
      }
      return canonicalHeader.clone();
    }

    private void awaitEnd() {
      begun.countDown();
      try {
        assertThat(mayEnd.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private String sign(String text) {
    return new String(key.sign(text.getBytes(UTF_8)), UTF_8);
  }

  @Test
  void theSameBytesAreSignedOnce() {
    assertThat(sign("a")).isEqualTo("a");
    assertThat(sign("b")).isEqualTo("b");
    assertThat(sign("a")).isEqualTo("a");

    assertThat(signed).containsExactly("a", "b");
    assertThat(key.algorithm()).isEqualTo("rsa-sha256");
  }

  @Test
  void whoChangesWhatWasGivenOutChangesNothingForOthers() {
    key.sign("a".getBytes(UTF_8))[0] = 'x';

    assertThat(sign("a")).isEqualTo("a");
  }

  @Test
  void aFailureIsNotRemembered() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> sign("broken"))
          .isInstanceOf(DkimKeyException.class)
          .hasMessage("broken");
    }
    assertThat(signed).hasSize(2);
  }

  @Test
  void theOldestGoesFirst() {
    for (int i = 0; i <= 32; i++) {
      sign("m" + i);
    }
    sign("m32");
    sign("m1");
    sign("m0");

    assertThat(signed).hasSize(34).endsWith("m0");
  }

  @Test
  void whoComesWhileASignatureIsMadeWaitsForIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<String> first = threads.submit(() -> sign("slow"));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      Future<String> second = threads.submit(() -> sign("slow"));
      mayEnd.countDown();

      assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("slow");
      assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo("slow");
      assertThat(signed).containsExactly("slow");
    } finally {
      threads.shutdownNow();
    }
  }
}
