package email.wildduck.james.extension.admin;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.queue.id.QueueId;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MessageSourceTest {
  private static final String HEADER =
      "Subject: Gr\u00fc\u00dfe\r\nMessage-ID: <m@example.com>\r\n\r\n";

  @Nested
  class WithoutLeave {
    @RegisterExtension final AdminQueue queue = new AdminQueue();

    @Test
    void headerIsShownByteForByte() throws Exception {
      HttpResponse<String> answer = source(queue, "");

      assertThat(answer.body()).isEqualTo(HEADER);
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("message/rfc822");
    }

    @Test
    void bodyIsNotShown() throws Exception {
      HttpResponse<String> answer = source(queue, "?body=true");

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("queue/showBodies").doesNotContain("secret");
    }
  }

  @Nested
  class WithLeave {
    @RegisterExtension final AdminQueue queue = new AdminQueue(true);

    @Test
    void bodyIsShownWhenAskedFor() throws Exception {
      assertThat(source(queue, "").body()).isEqualTo(HEADER);
      assertThat(source(queue, "?body=true").body()).isEqualTo(HEADER + "secret body\r\n");
    }
  }

  private static HttpResponse<String> source(AdminQueue queue, String parameters) throws Exception {
    QueueId id = queue.queue("a@one.example");
    return queue.send("GET", "/messages/" + id + "/source" + parameters, "");
  }
}
