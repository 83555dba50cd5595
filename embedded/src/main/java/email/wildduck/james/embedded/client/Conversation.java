package email.wildduck.james.embedded.client;

/** Is told what both sides of a session say. */
public interface Conversation {

  /** A line that the client sent, without its line end. */
  void client(String line);

  /** A line that the server sent, without its line end. */
  void server(String line);

  /** Something about the connection itself. */
  void note(String text);

  /** Tells nobody. */
  static Conversation silent() {
    return new Conversation() {
      @Override
      public void client(String line) {}

      @Override
      public void server(String line) {}

      @Override
      public void note(String text) {}
    };
  }
}
