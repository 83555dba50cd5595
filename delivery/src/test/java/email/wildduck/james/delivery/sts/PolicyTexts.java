package email.wildduck.james.delivery.sts;

import email.wildduck.james.delivery.dns.TextRecords;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What domains have published, in DNS and on their web servers. */
public final class PolicyTexts implements TextRecords, PolicySource {
  private final Map<String, String> policies = new ConcurrentHashMap<>();

  /** With one host. */
  public void publish(String domain, String mode, String pattern) {
    policies.put(
        domain, "version: STSv1\nmode: " + mode + "\nmx: " + pattern + "\nmax_age: 86400\n");
  }

  @Override
  public List<String> texts(String name) {
    return policies.containsKey(name.replaceFirst("^_mta-sts\\.", ""))
        ? List.of("v=STSv1; id=1;")
        : List.of();
  }

  @Override
  public StsPolicy fetch(String domain) throws StsException {
    return new StsPolicyParser().parse(policies.get(domain));
  }
}
