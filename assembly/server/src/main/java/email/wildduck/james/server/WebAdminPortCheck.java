package email.wildduck.james.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.inject.Inject;
import org.apache.james.lifecycle.api.StartUpCheck;
import org.apache.james.webadmin.WebAdminConfiguration;

/**
 * Sees to it that webadmin can have its port. With a port that is taken James' webadmin neither
 * starts nor fails.
 */
final class WebAdminPortCheck implements StartUpCheck {
  private final WebAdminConfiguration configuration;

  @Inject
  WebAdminPortCheck(WebAdminConfiguration configuration) {
    this.configuration = configuration;
  }

  @Override
  public CheckResult check() {
    CheckResult.Builder.RequireResultType result = CheckResult.builder().checkName(checkName());
    if (!configuration.isEnabled()) {
      return result.resultType(ResultType.GOOD).description("webadmin is off").build();
    }
    String host = configuration.getHost();
    int port = configuration.getPort().get().getValue();
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      return result
          .resultType(ResultType.GOOD)
          .description("port " + socket.getLocalPort() + " is free")
          .build();
    } catch (IOException e) {
      return result
          .resultType(ResultType.BAD)
          .description(
              "a port cannot be opened: "
                  + e.getMessage()
                  + " ("
                  + host
                  + ":"
                  + port
                  + ", see host and port in webadmin.properties)")
          .build();
    }
  }

  @Override
  public String checkName() {
    return "webadmin-port";
  }
}
