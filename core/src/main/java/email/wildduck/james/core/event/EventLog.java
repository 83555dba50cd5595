package email.wildduck.james.core.event;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the events of messages into the log, under the name of this class: at level INFO, and
 * failures at level ERROR.
 */
public final class EventLog implements EventSink {
  private static final Logger LOGGER = LoggerFactory.getLogger(EventLog.class);

  @Override
  public void tell(Event event) {
    event.info(LOGGER);
  }

  @Override
  public void tell(Event event, Throwable cause) {
    event.error(LOGGER, cause);
  }
}
