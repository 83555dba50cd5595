package email.wildduck.james.bench.queue;

/** What is measured, in the order of a round. */
enum Step {
  ACCEPT("accepted"),
  HAND_OVER("taken from the spool, handed over"),
  FINISH("taken from the zone, finished"),
  DEFER("taken from the zone, deferred"),
  WHOLE_BEFORE("whole way in single steps"),
  WHOLE_NOW("whole way with room");

  private final String title;

  Step(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
