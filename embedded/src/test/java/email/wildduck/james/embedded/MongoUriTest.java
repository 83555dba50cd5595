package email.wildduck.james.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MongoUriTest {

  @ParameterizedTest
  @CsvSource({
    "mongodb://h:1, mongodb://h:1/new",
    "mongodb://h:1/, mongodb://h:1/new",
    "mongodb://h:1/old, mongodb://h:1/new",
    "mongodb://h:1/?replicaSet=rs, mongodb://h:1/new?replicaSet=rs",
    "mongodb://u:p@h/old, mongodb://u:p@h/new?authSource=old",
    "mongodb://u:p@h/?w=1, mongodb://u:p@h/new?w=1&authSource=admin",
    "mongodb://u:p@h/?authSource=x, mongodb://u:p@h/new?authSource=x",
    "mongodb+srv://h.example/old, mongodb+srv://h.example/new",
    "'mongodb://a:1,b:2/old', 'mongodb://a:1,b:2/new'",
  })
  void changesOnlyTheDatabaseWhenAnotherIsAskedFor(String uri, String expected) {
    assertThat(MongoUri.of(uri).withDatabase("new")).isEqualTo(expected);
  }

  @Test
  void isRefusedWhenItIsNotForMongo() {
    assertThatThrownBy(() -> MongoUri.of("redis://h").withDatabase("x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
