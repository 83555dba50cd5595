package email.wildduck.james.server.command;

/** What can be paused. */
enum PausableKind {
  ZONE("/zones/"),
  DOMAIN("/domains/");

  private final String path;

  PausableKind(String path) {
    this.path = path;
  }

  String path(String name) {
    return path + Webadmin.segment(name);
  }
}
