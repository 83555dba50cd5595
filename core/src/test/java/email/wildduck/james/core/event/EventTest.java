package email.wildduck.james.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EventTest {

  @Test
  void lineNamesQueueIdWordAndFacts() {
    assertThat(
            Event.of("RCPTACCEPT")
                .about("1a20922255b000ab2b")
                .with("to", "bob@example.net")
                .with("limit_sent", 3)
                .with("error", "")
                .with("reason", "over \"quota\""))
        .hasToString(
            "1a20922255b000ab2b RCPTACCEPT to=bob@example.net limit_sent=3"
                + " reason=\"over \\\"quota\\\"\"");
  }

  @Test
  void factsAreKeyValuePairsOfTheLoggedEvent() {
    ILoggingEvent logged =
        logged(Event.of("RWFROM").about("1a2").with("user", "al{}ice").with("n", 2));

    assertThat(logged.getLevel()).isEqualTo(Level.INFO);
    assertThat(logged.getFormattedMessage()).isEqualTo("1a2 RWFROM user=al{}ice n=2");
    assertThat(logged.getKeyValuePairs().stream().map(Object::toString))
        .containsExactly("event=\"RWFROM\"", "queue_id=\"1a2\"", "user=\"al{}ice\"", "n=\"2\"");
  }

  @Property
  void lineStaysOneLineWhateverAFactSays(@ForAll String value) {
    String line = Event.of("X").with("a", value).with("b", 1).toString();

    assertThat(line.codePoints().filter(Character::isISOControl)).isEmpty();
    assertThat(line).doesNotContain("\u2028", "\u2029").endsWith(" b=1");
  }

  @Property
  void textCannotFakeAFact(@ForAll String value) {
    String line = Event.of("X").with("a", value + " user=root").toString();

    // Whatever is in quotes is one value: without them nothing but the name a is left.
    String names = line.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "");
    assertThat(names).doesNotContain("user=");
  }

  private static ILoggingEvent logged(Event event) {
    Logger logger = (Logger) LoggerFactory.getLogger(EventTest.class);
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    logger.addAppender(appender);
    logger.setLevel(Level.INFO);
    try {
      event.info(logger);
    } finally {
      logger.detachAppender(appender);
    }
    List<ILoggingEvent> events = appender.list.stream().collect(Collectors.toList());
    assertThat(events).hasSize(1);
    return events.get(0);
  }
}
