package email.wildduck.james.queue.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.queue.Vectors;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class DeliveryTargetTest {
  @Test
  void targetsOfAllSamplesAreRead() {
    int fixed = 0;
    for (Document delivery : samples()) {
      DeliveryTarget target = DeliveryTarget.of(delivery);
      assertThat(target.hosts()).hasSize(delivery.getList("mx", Document.class, List.of()).size());
      assertThat(target.isImplicitTls()).isEqualTo(delivery.getBoolean("mxSecure", false));
      assertThat(target.isWithoutSrs()).isEqualTo(delivery.getBoolean("skipSRS", false));
      assertThat(target.isWithoutMtaSts()).isEqualTo(delivery.getBoolean("skipSTS", false));
      assertThat(target.url().isPresent()).isEqualTo(delivery.getBoolean("http", false));
      Object port = delivery.get("mxPort");
      assertThat(target.port().map(String::valueOf).orElse("null")).isEqualTo("" + port);
      assertThat(target.login().isPresent()).isEqualTo(delivery.containsKey("mxAuth"));
      target.toFields().forEach((name, value) -> assertThat(delivery).containsEntry(name, value));
      fixed += target.hosts().isEmpty() ? 0 : 1;
    }
    assertThat(fixed).isGreaterThan(2);
  }

  @Test
  void whatWasBuiltIsReadBack() {
    DeliveryTarget built =
        DeliveryTarget.hosts(
                List.of(
                    MxHost.of(0, "127.0.0.1", List.of("127.0.0.1"), List.of()).asLocalDelivery()))
            .withPort(2424)
            .withLogin(new RelayLogin("us@er", "p:ss"))
            .withImplicitTls()
            .withoutSrs()
            .withoutMtaSts();
    DeliveryTarget read = DeliveryTarget.of(built.toFields());
    assertThat(read.hosts().get(0).isLocalDelivery()).isTrue();
    assertThat(read.port()).contains(2424);
    assertThat(read.login().orElseThrow().password()).isEqualTo("p:ss");
    assertThat(DeliveryTarget.of(DeliveryTarget.http("https://x/in").toFields()).url())
        .contains("https://x/in");
    assertThat(DeliveryTarget.mxOfDomain().toFields()).isEmpty();
  }

  @Test
  void targetIsRefusedWhenAHostOrAPortCannotBeRead() {
    for (String broken : List.of("{mxPort: 'many'}", "{mxPort: 70000}", "{mx: [{priority: 1}]}")) {
      assertThatThrownBy(() -> DeliveryTarget.of(Document.parse(broken)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static List<Document> samples() {
    List<Document> deliveries = new ArrayList<>();
    for (JsonNode sample : Vectors.read("queue-documents.json").get("samples")) {
      sample.path("queue").forEach(entry -> deliveries.add(Document.parse(entry.toString())));
    }
    return deliveries;
  }
}
