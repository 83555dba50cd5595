package email.wildduck.james.core.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told. */
public final class RecordedEvents implements EventSink {
  private final List<Event> told = new CopyOnWriteArrayList<>();

  @Override
  public void tell(Event event) {
    told.add(event);
  }

  @Override
  public void tell(Event event, Throwable cause) {
    told.add(event);
  }

  /** In their order. */
  public List<Event> told() {
    return told;
  }
}
