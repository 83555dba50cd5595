package email.wildduck.james.delivery.source;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.delivery.TestDns;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the addresses of a configuration say in EHLO. */
class AddressNamesTest {
  private static final WildDuckConfiguration CONFIGURATION =
      TestConfiguration.of(
          "<pools><pool><name>main</name>"
              + "<address><ip>127.0.0.2</ip></address>"
              + "<address><ip>127.0.0.3</ip><name>three.example.com</name></address>"
              + "<address><ip>0.0.0.0</ip></address></pool></pools>"
              + "<zones><zone><name>bulk</name><pool><address><ip>::1</ip></address></pool></zone>"
              + "<zone><name>a</name><pool>main</pool></zone>"
              + "<zone><name>b</name><pool>main</pool></zone></zones>");

  private final TestDns dns = new TestDns();

  private Map<String, String> names() {
    AddressNames names = AddressNames.of(CONFIGURATION, "mta.example.com", dns, dns);
    Map<String, String> all = new TreeMap<>();
    Sources.configured(CONFIGURATION)
        .map(pool -> new ZonePool(pool, names))
        .flatMap(ZonePool::addresses)
        .forEach(address -> all.put(address.ip(), address.source().name()));
    return all;
  }

  @Test
  void anAddressWithoutANameIsCalledAsItsPtrRecordSays() {
    dns.name("127.0.0.2", "ptr2.example.com").host("ptr2.example.com", "127.0.0.2");
    dns.name("127.0.0.3", "ptr3.example.com").host("ptr3.example.com", "127.0.0.3");
    dns.name("::1", "ptr6.example.com").host("ptr6.example.com", "127.0.0.2", "::1");

    assertThat(names())
        .containsExactly(
            Map.entry("0.0.0.0", "mta.example.com"),
            Map.entry("127.0.0.2", "ptr2.example.com"),
            Map.entry("127.0.0.3", "three.example.com"),
            Map.entry("::1", "ptr6.example.com"));
  }

  @Test
  void ofSeveralNamesTheFirstOneIsTakenThatIsAHostOfTheAddress() {
    dns.name(
            "127.0.0.2", "zz.example.com", "other.example.com", "a_b.example.com", "yy.example.com")
        .host("other.example.com", "127.0.0.9")
        .host("a_b.example.com", "127.0.0.2")
        .host("yy.example.com", "127.0.0.2")
        .host("zz.example.com", "127.0.0.2");

    assertThat(names()).containsEntry("127.0.0.2", "yy.example.com");
  }

  @Test
  void withoutSuchANameItIsTheHosts() {
    dns.name("127.0.0.2", "elsewhere.example.com").host("elsewhere.example.com", "127.0.0.9");
    dns.broken("PTR 0:0:0:0:0:0:0:1");

    assertThat(names())
        .containsEntry("127.0.0.2", "mta.example.com")
        .containsEntry("::1", "mta.example.com");
  }

  @Test
  void eachPoolIsThereOnce() {
    assertThat(Sources.configured(CONFIGURATION)).hasSize(2);
  }
}
