package email.wildduck.james.delivery.sts;

/** Where policies come from. Thread-safe. */
@FunctionalInterface
public interface PolicySource {

  /**
   * The policy of a domain as it is now.
   *
   * @param domain in ASCII
   * @throws StsException when it cannot be had
   */
  StsPolicy fetch(String domain) throws StsException;
}
