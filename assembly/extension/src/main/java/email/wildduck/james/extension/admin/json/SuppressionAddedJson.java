package email.wildduck.james.extension.admin.json;

/** What was put on the suppression list. */
public final class SuppressionAddedJson {
  public final SuppressedJson suppressed;

  /** Of an entry. */
  public SuppressionAddedJson(SuppressedJson entry) {
    suppressed = entry;
  }
}
