package email.wildduck.james.queue.mail;

import email.wildduck.james.queue.route.DsnRequest;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.EnvId;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.DsnParameters.Ret;
import org.apache.mailet.DsnParameters.XText;
import org.apache.mailet.Mail;

/** What the sender wants to be told, between James' form of it and the queue's. */
public final class DsnAttributes {
  private DsnAttributes() {}

  /** What was asked for about one recipient of a Mail. */
  public static DsnRequest read(Mail mail, MailAddress recipient) {
    return mail.dsnParameters()
        .map(parameters -> read(parameters, recipient))
        .orElseGet(DsnRequest::none);
  }

  private static DsnRequest read(DsnParameters parameters, MailAddress recipient) {
    DsnRequest request = DsnRequest.none();
    request = parameters.getRetParameter().map(Ret::toString).map(request::withRet).orElse(request);
    request =
        parameters.getEnvIdParameter().map(EnvId::asString).map(request::withEnvid).orElse(request);
    Optional<RecipientDsnParameters> own =
        Optional.ofNullable(parameters.getRcptParameters().get(recipient));
    request =
        own.flatMap(RecipientDsnParameters::getNotifyParameter)
            .map(DsnAttributes::textOf)
            .map(request::withNotify)
            .orElse(request);
    return own.flatMap(RecipientDsnParameters::getOrcptParameter)
        .map(address -> DsnParameters.RFC_822_PREFIX + XText.encode(address.asString()))
        .map(request::withOrcpt)
        .orElse(request);
  }

  /**
   * Writes it to a Mail with these recipients; what is said about the whole message is taken from
   * the first.
   *
   * @throws AddressException when ORCPT is no address
   */
  public static void write(Mail mail, Map<MailAddress, DsnRequest> requests)
      throws AddressException {
    DsnParameters.Builder parameters = DsnParameters.builder();
    DsnRequest common = requests.values().stream().findFirst().orElseGet(DsnRequest::none);
    common.ret().flatMap(Ret::parse).ifPresent(parameters::ret);
    common.envid().map(EnvId::of).ifPresent(parameters::envId);
    for (Map.Entry<MailAddress, DsnRequest> request : requests.entrySet()) {
      parametersOf(request.getValue())
          .ifPresent(own -> parameters.addRcptParameter(request.getKey(), own));
    }
    parameters.build().ifPresent(mail::setDsnParameters);
  }

  private static Optional<RecipientDsnParameters> parametersOf(DsnRequest request)
      throws AddressException {
    Optional<EnumSet<Notify>> notifications = request.notifyOn().map(Notify::parse);
    Optional<String> original =
        request
            .orcpt()
            .filter(text -> text.startsWith(DsnParameters.RFC_822_PREFIX))
            .map(text -> XText.decode(text.substring(DsnParameters.RFC_822_PREFIX.length())));
    Optional<MailAddress> orcpt = Optional.empty();
    if (original.isPresent()) {
      orcpt = Optional.of(new MailAddress(original.get()));
    }
    return RecipientDsnParameters.of(notifications, orcpt);
  }

  private static String textOf(EnumSet<Notify> notifications) {
    return notifications.stream().map(Notify::name).collect(Collectors.joining(","));
  }
}
