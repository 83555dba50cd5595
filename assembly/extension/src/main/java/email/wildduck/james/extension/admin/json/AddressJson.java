package email.wildduck.james.extension.admin.json;

/** Whether an address is used now. */
public final class AddressJson {
  public final String ip;
  public final boolean disabled;

  /** Of an address. */
  public AddressJson(String ip, boolean disabled) {
    this.ip = ip;
    this.disabled = disabled;
  }
}
