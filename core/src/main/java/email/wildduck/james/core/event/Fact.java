package email.wildduck.james.core.event;

/** A named value of an event, a text that is safe already or a number. */
final class Fact {
  private final String name;
  private final Object value;

  Fact(String name, Object value) {
    this.name = name;
    this.value = value;
  }

  String name() {
    return name;
  }

  Object value() {
    return value;
  }

  @Override
  public String toString() {
    return name + '=' + FactText.quoted(value.toString());
  }
}
