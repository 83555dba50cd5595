package email.wildduck.james.core.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line of the log, readable by people and by programs: the text is
 *
 * <pre>{@code
 * <queue id> WORD name=value name="value with blanks"
 * }</pre>
 *
 * and the same facts are key-value pairs of SLF4J ({@code event} is the word, {@code queue_id} the
 * queue id), which Logback's JSON encoder writes as fields. Names are those of ZoneMTA's GELF
 * messages without the underscore in front. Facts without a value are left out. Immutable.
 */
public final class Event {
  private static final int MAX_LENGTH = 320;
  private static final int MAX_LIST_LENGTH = 8000;

  private final String word;
  private final String queueId;
  private final List<Fact> facts;
  private final String sentence;

  private Event(String word, String queueId, List<Fact> facts, String sentence) {
    this.word = word;
    this.queueId = queueId;
    this.facts = facts;
    this.sentence = sentence;
  }

  /**
   * @param word upper-case letters, the same for all events of a kind
   */
  public static Event of(String word) {
    return new Event(Objects.requireNonNull(word), "", List.of(), "");
  }

  /** The same, about the message with this queue id. */
  public Event about(String id) {
    return new Event(word, FactText.safe(id, MAX_LENGTH), facts, sentence);
  }

  /** The same with one fact more; an empty text is no fact. */
  public Event with(String name, String value) {
    return value.isEmpty()
        ? this
        : withFact(new Fact(name, FactText.safe(value, MAX_LENGTH), true));
  }

  /** The same with a number more. */
  public Event with(String name, long value) {
    return withFact(new Fact(name, value, true));
  }

  /** The same with a list more, its entries joined by commas; an empty one is no fact. */
  public Event with(String name, List<String> values) {
    return values.isEmpty()
        ? this
        : withFact(new Fact(name, FactText.safe(String.join(",", values), MAX_LIST_LENGTH), true));
  }

  /** The same with a yes or no more. */
  public Event with(String name, boolean value) {
    return with(name, value ? "yes" : "no");
  }

  /**
   * The same with a fact more that is not for the log of this server, such as a subject: only those
   * see it who were given the events of messages on purpose ({@link EventSink}).
   *
   * @param maxLength where it is cut, in characters
   */
  public Event withContent(String name, String value, int maxLength) {
    return value.isEmpty()
        ? this
        : withFact(new Fact(name, FactText.safe(value, maxLength), false));
  }

  /** The same, told in a sentence: the text has it in the place of the facts. */
  public Event saying(String text) {
    return new Event(word, queueId, facts, FactText.safe(text, 4 * MAX_LENGTH));
  }

  /** Writes the event at level INFO. */
  public void info(Logger logger) {
    write(logger.atLevel(Level.INFO));
  }

  /** Writes the event at level WARN: something an administrator should look at. */
  public void warn(Logger logger) {
    write(logger.atLevel(Level.WARN));
  }

  /** Writes the event at level WARN with its cause. */
  public void warn(Logger logger, Throwable cause) {
    write(logger.atLevel(Level.WARN).setCause(cause));
  }

  /** Writes the event at level ERROR with its cause. */
  public void error(Logger logger, Throwable cause) {
    write(logger.atLevel(Level.ERROR).setCause(cause));
  }

  /** The word. */
  public String word() {
    return word;
  }

  /** The queue id, with the number of the delivery if there is one; empty for none. */
  public String queueId() {
    return queueId;
  }

  /** All facts by their names: texts and numbers, those of {@link #withContent} too. */
  public Map<String, Object> facts() {
    Map<String, Object> all = new LinkedHashMap<>();
    facts.forEach(fact -> all.put(fact.name(), fact.value()));
    return all;
  }

  private Event withFact(Fact fact) {
    List<Fact> more = new ArrayList<>(facts);
    more.add(fact);
    return new Event(word, queueId, more, sentence);
  }

  private void write(LoggingEventBuilder line) {
    LoggingEventBuilder described = line.addKeyValue("event", word);
    if (!queueId.isEmpty()) {
      described = described.addKeyValue("queue_id", queueId);
    }
    for (Fact fact : facts) {
      if (fact.isForLog()) {
        described = described.addKeyValue(fact.name(), fact.value());
      }
    }
    // The text is no pattern: braces in it are braces.
    described.log("{}", this);
  }

  /** The line of the log. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(queueId);
    if (line.length() > 0) {
      line.append(' ');
    }
    line.append(word);
    if (sentence.isEmpty()) {
      facts.stream().filter(Fact::isForLog).forEach(fact -> line.append(' ').append(fact));
    } else {
      line.append(' ').append(sentence);
    }
    return line.toString();
  }
}
