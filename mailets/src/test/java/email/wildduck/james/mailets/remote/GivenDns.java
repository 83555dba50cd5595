package email.wildduck.james.mailets.remote;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;
import org.apache.james.core.Domain;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.dnsservice.api.TemporaryResolutionException;
import org.apache.james.domainlist.api.DomainList;

/** DNS with given mail exchangers, all on this host; {@code silent.example} has no answer. */
final class GivenDns {
  private final Function<String, List<String>> exchangers;

  GivenDns(Function<String, List<String>> exchangers) {
    this.exchangers = exchangers;
  }

  DNSService service() {
    return proxy(DNSService.class, this::answer);
  }

  private Object answer(String method, Object argument) throws Exception {
    return switch (method) {
      case "findMXRecords" -> hostsOf((String) argument);
      case "getAllByName" ->
          List.of(InetAddress.getByAddress((String) argument, new byte[] {127, 0, 0, 1}));
      default -> throw new UnsupportedOperationException(method);
    };
  }

  private List<String> hostsOf(String domain) throws TemporaryResolutionException {
    if (domain.equals("silent.example")) {
      throw new TemporaryResolutionException("no answer");
    }
    return exchangers.apply(domain);
  }

  /** Knows the default domain, for the HELO name, and nothing else. */
  static DomainList defaultDomain() {
    return proxy(
        DomainList.class,
        (method, argument) -> {
          if (method.equals("getDefaultDomain")) {
            return Domain.of("mail.example.com");
          }
          throw new UnsupportedOperationException(method);
        });
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                answer.to(method.getName(), arguments == null ? "" : arguments[0])));
  }

  private interface Answer {
    Object to(String method, Object argument) throws Exception;
  }
}
