package email.wildduck.james.core.event;

import java.util.List;

/**
 * Who is told what becomes of messages. Telling never fails and never waits: whoever tells goes on
 * with a delivery. Thread-safe.
 */
public interface EventSink {

  /** Something happened. */
  void tell(Event event);

  /** Something failed, for that cause, and an administrator should look at it. */
  void tell(Event event, Throwable cause);

  /** Tells each of them, in their order. */
  static EventSink all(List<EventSink> sinks) {
    List<EventSink> told = List.copyOf(sinks);
    return new EventSink() {
      @Override
      public void tell(Event event) {
        told.forEach(sink -> sink.tell(event));
      }

      @Override
      public void tell(Event event, Throwable cause) {
        told.forEach(sink -> sink.tell(event, cause));
      }
    };
  }
}
