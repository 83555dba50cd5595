package email.wildduck.james.delivery.local;

import static email.wildduck.james.delivery.local.LoopGuard.Passage.FIRST;
import static email.wildduck.james.delivery.local.LoopGuard.Passage.LOOP;
import static email.wildduck.james.delivery.local.LoopGuard.Passage.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LoopGuardTest {
  private static final String ALICE = "alice@example.com";

  private final LoopGuard guard = new LoopGuard();

  @Test
  void aMessageThatComesBackIsSeenTheSecondAndTheThirdTime() {
    Headers once = Headers.empty().prepend(guard.mark(ALICE));
    Headers twice = once.prepend(guard.mark(ALICE));

    assertThat(guard.passage(Headers.empty(), ALICE)).isEqualTo(FIRST);
    assertThat(guard.passage(once, ALICE)).isEqualTo(SECOND);
    assertThat(guard.passage(twice, ALICE)).isEqualTo(LOOP);
    assertThat(guard.passage(twice, "bob@example.com")).isEqualTo(FIRST);
  }

  @Test
  void anotherSpellingIsTheSameRecipient() {
    Headers once = Headers.empty().prepend(guard.mark("A.lice+news@Example.com"));

    assertThat(guard.passage(once, ALICE)).isEqualTo(SECOND);
  }

  @Test
  void aMessageWithManyReceivedFieldsGoesRound() {
    Headers headers = Headers.empty();
    for (int i = 0; i < LoopGuard.MAX_HOPS; i++) {
      headers = headers.prepend(HeaderField.of("Received", "from a by b"));
    }

    assertThat(guard.passage(headers, ALICE)).isEqualTo(FIRST);
    assertThat(guard.passage(headers.prepend(HeaderField.of("Received", "x")), ALICE))
        .isEqualTo(LOOP);
  }

  @Property
  void everyRecipientHasAMarkThatDoesNotShowIt(@ForAll String recipient) {
    HeaderField mark = guard.mark(recipient);

    assertThat(mark.value()).matches("[0-9a-f]{32}");
    assertThat(guard.passage(Headers.empty().prepend(mark), recipient)).isEqualTo(SECOND);
  }
}
