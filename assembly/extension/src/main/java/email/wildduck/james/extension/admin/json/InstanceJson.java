package email.wildduck.james.extension.admin.json;

/** Another instance, such as a ZoneMTA, and how many deliveries it has been given. */
public final class InstanceJson {
  public final String instance;
  public final long deliveries;

  /** Of a count. */
  public InstanceJson(String instance, long deliveries) {
    this.instance = instance;
    this.deliveries = deliveries;
  }
}
