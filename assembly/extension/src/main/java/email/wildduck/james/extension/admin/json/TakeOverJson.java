package email.wildduck.james.extension.admin.json;

/** How many deliveries were taken over from an instance, or would be in a dry run. */
public final class TakeOverJson {
  public final String instance;
  public final boolean dryRun;
  public final long deliveries;

  /** Of a take-over. */
  public TakeOverJson(String instance, boolean dryRun, long deliveries) {
    this.instance = instance;
    this.dryRun = dryRun;
    this.deliveries = deliveries;
  }
}
