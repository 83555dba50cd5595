package email.wildduck.james.delivery.attempt;

import email.wildduck.james.core.error.SmtpReply;
import java.util.List;
import java.util.Optional;

/** What a {@link Target} consists of, while one is made. */
final class TargetParts {
  String domain = "";
  List<TargetHost> hosts = List.of();
  int port = Target.SMTP_PORT;
  Protocol protocol = Protocol.SMTP;
  boolean implicitTls;
  boolean local;
  boolean withoutMtaSts;
  Optional<Login> login = Optional.empty();
  Optional<SmtpReply> refusal = Optional.empty();

  TargetParts copy() {
    TargetParts copy = new TargetParts();
    copy.domain = domain;
    copy.hosts = hosts;
    copy.port = port;
    copy.protocol = protocol;
    copy.implicitTls = implicitTls;
    copy.local = local;
    copy.withoutMtaSts = withoutMtaSts;
    copy.login = login;
    copy.refusal = refusal;
    return copy;
  }
}
