package email.wildduck.james.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebadminAddressTest {
  @TempDir private Path folder;

  @Test
  void addressIsThatOfTheConfiguration() throws Exception {
    assertThat(in("enabled=true\nhost=127.0.0.1\nport=8000\n")).isEqualTo("http://127.0.0.1:8000");
    assertThat(in("enabled=true\nhost=0.0.0.0\nhttps.enabled=true\nport=8443"))
        .isEqualTo("https://127.0.0.1:8443");
    assertThat(in("enabled=true\nhost=fd00::1\n")).isEqualTo("http://[fd00::1]:8080");
  }

  @Test
  void webadminThatIsSwitchedOffIsNamed() {
    assertThatThrownBy(() -> in("enabled=false"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("webadmin is switched off");
  }

  @Test
  void whatIsNoAddressIsNamed() {
    for (String text : new String[] {"", "nowhere", "http://", "a b", "http:x"}) {
      assertThatThrownBy(() -> WebadminAddress.parse(text))
          .as(text)
          .isInstanceOf(CommandFailure.class)
          .hasMessageStartingWith("no address: " + text);
    }
    assertThat(WebadminAddress.parse("https://mail.example.com:8000/").toString())
        .isEqualTo("https://mail.example.com:8000");
  }

  private String in(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("webadmin.properties"), content);
    return WebadminAddress.in(file).toString();
  }
}
