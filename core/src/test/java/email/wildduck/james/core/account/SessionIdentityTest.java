package email.wildduck.james.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SessionIdentityTest {

  @TestFactory
  Stream<DynamicTest> identityIsThatOfZoneMta() {
    return Vectors.cases("plugin-hooks.json", "smtpAuth")
        .filter(c -> c.has("sessionUserAfter"))
        .map(c -> dynamicTest(c.path("name").asText(), () -> check(c)));
  }

  @Test
  void domainBeyondLatin1StaysInUnicode() {
    assertThat(SessionIdentity.of("li", "用户@例子.公司")).hasToString("li[用户@例子.公司]");
  }

  @Test
  void nameWithoutBracketsIsReadAsItsOwnLogin() {
    assertThat(SessionIdentity.parse("alice").username()).isEqualTo("alice");
    assertThat(SessionIdentity.parse("alice")).isEqualTo(SessionIdentity.of("alice", "alice"));
  }

  private static void check(JsonNode c) {
    String expected = c.path("sessionUserAfter").asText();
    SessionIdentity read = SessionIdentity.parse(expected);
    SessionIdentity made =
        SessionIdentity.of(read.username(), c.path("auth").path("username").asText());
    assertThat(made).hasToString(expected).isEqualTo(read).hasSameHashCodeAs(read);
    assertThat(made.typedName()).isEqualTo(read.typedName());
  }
}
