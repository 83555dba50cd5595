package email.wildduck.james.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SpillingBufferTest {

  @Property
  void whatWasWrittenIsReadAsOftenAsAskedFor(
      @ForAll byte[] bytes, @ForAll @IntRange(max = 64) int threshold) throws IOException {
    try (SpillingBuffer buffer =
        SpillingBuffer.readFrom(new ByteArrayInputStream(bytes), threshold)) {
      ByteSource source = buffer.source();

      assertThat(source.open().readAllBytes()).isEqualTo(bytes);
      assertThat(source.open().readAllBytes()).isEqualTo(bytes);
      assertThat(source.size()).isEqualTo(bytes.length);
      assertThat(buffer.isInFile()).isEqualTo(bytes.length > threshold);
    }
  }

  @Test
  void theFileIsGoneWhenTheBufferIsClosed() throws IOException {
    SpillingBuffer buffer = new SpillingBuffer(1);
    buffer.write(new byte[] {1, 2, 3});
    ByteSource source = buffer.source();

    buffer.close();

    assertThatThrownBy(source::open).isInstanceOf(NoSuchFileException.class);
  }
}
