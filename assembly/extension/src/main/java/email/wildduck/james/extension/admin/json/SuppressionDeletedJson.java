package email.wildduck.james.extension.admin.json;

/** The id of what was taken off the suppression list. */
public final class SuppressionDeletedJson {
  public final String deleted;

  /** Of an entry's id. */
  public SuppressionDeletedJson(String id) {
    deleted = id;
  }
}
