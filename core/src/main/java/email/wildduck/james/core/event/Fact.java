package email.wildduck.james.core.event;

/** A named value of an event, a text that is safe already or a number. */
final class Fact {
  private final String name;
  private final Object value;
  private final boolean forLog;

  Fact(String name, Object value, boolean forLog) {
    this.name = name;
    this.value = value;
    this.forLog = forLog;
  }

  String name() {
    return name;
  }

  Object value() {
    return value;
  }

  boolean isForLog() {
    return forLog;
  }

  @Override
  public String toString() {
    return name + '=' + FactText.quoted(value.toString());
  }
}
