package email.wildduck.james.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsTextProperties {

  @Property
  void wellFormedTextStaysAndLosesNoLength(@ForAll String text) {
    String once = JsText.wellFormed(text);
    assertThat(once).hasSameSizeAs(text);
    assertThat(JsText.wellFormed(once)).isEqualTo(once);
  }

  @Property
  void trimmedTextHasNoWhitespaceAtItsEnds(@ForAll String text) {
    String trimmed = JsText.trim(text);
    assertThat(text).contains(trimmed);
    assertThat(JsText.trim(trimmed)).isEqualTo(trimmed);
  }
}
