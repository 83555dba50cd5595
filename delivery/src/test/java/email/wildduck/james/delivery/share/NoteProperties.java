package email.wildduck.james.delivery.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;

class NoteProperties {
  @Property(tries = 200)
  void anyTextIsReadAsItWasStored(@ForAll String text) {
    Note note = new Note(Instant.ofEpochMilli(1_900_000_000_000L), 3, text);

    assertThat(Note.parse(note.stored())).contains(note);
  }

  @Property(tries = 200)
  void anythingElseIsNoNote(@ForAll @AlphaChars String stored) {
    assertThat(Note.parse(stored)).isEmpty();
  }
}
