package email.wildduck.james.delivery.limit;

import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryResult;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.reply.FailedAttempt;
import email.wildduck.james.delivery.reply.FailureCategory;
import email.wildduck.james.delivery.reply.ReplyClassifier;
import email.wildduck.james.delivery.source.DisabledAddresses;
import email.wildduck.james.delivery.source.PoolAddress;
import email.wildduck.james.delivery.source.SourceChoice;
import email.wildduck.james.delivery.warmup.Warmup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is learned from what a site said. Thread-safe. */
final class Lessons {
  private static final int CLOSING = 421;

  private final ReplyClassifier classifier;
  private final BackOff backOff;
  private final DisabledAddresses disabled;
  private final Warmup warmup;
  private final String hostName;

  Lessons(
      ReplyClassifier classifier,
      BackOff backOff,
      DisabledAddresses disabled,
      Warmup warmup,
      String hostName) {
    this.classifier = classifier;
    this.backOff = backOff;
    this.disabled = disabled;
    this.warmup = warmup;
    this.hostName = hostName;
  }

  /** Whether this host, which has no pool for the delivery, is on a block list of the site. */
  boolean isBlockedHere(String site) {
    return disabled.contains(thisHost(), site);
  }

  /**
   * @param choices the addresses of the delivery; empty when the system chooses
   * @param blockedHere whether this host was on a block list before, if the system chooses
   * @return the same, with failures that say so
   */
  DeliveryResult learn(
      DeliveryRequest request,
      String site,
      List<SourceChoice> choices,
      boolean blockedHere,
      DeliveryResult result) {
    countAccepted(site, choices, result);
    List<RecipientOutcome> outcomes = new ArrayList<>();
    for (RecipientOutcome outcome : result.outcomes()) {
      Optional<Failure> failure = outcome.failure();
      failure.ifPresent(known -> learn(site, choices, known));
      outcomes.add(
          failure
                  .filter(
                      known -> request.sender().isEmpty() || isLast(known, choices, blockedHere))
                  .isPresent()
              ? RecipientOutcome.failed(outcome.recipient(), failure.get().fromLastAddress())
              : outcome);
    }
    return DeliveryResult.of(outcomes);
  }

  private void countAccepted(String site, List<SourceChoice> choices, DeliveryResult result) {
    List<RecipientOutcome> accepted = new ArrayList<>(result.outcomes());
    accepted.removeIf(outcome -> !outcome.isAccepted());
    if (!accepted.isEmpty()) {
      backOff.succeeded(site);
      accepted
          .get(0)
          .peer()
          .flatMap(peer -> used(choices, peer.remote().getAddress().getClass()))
          .ifPresent(address -> warmup.sent(address.ip(), address.plan(), site, accepted.size()));
    }
  }

  private void learn(String site, List<SourceChoice> choices, Failure failure) {
    if (failure.reply().isEmpty()) {
      return;
    }
    FailureCategory category = classifier.judge(attemptOf(failure)).category();
    if (category == FailureCategory.BLACKLIST) {
      String blocked =
          failure
              .peer()
              .flatMap(peer -> used(choices, peer.remote().getAddress().getClass()))
              .map(PoolAddress::identity)
              .orElseGet(this::thisHost);
      disabled.block(blocked, site, oneLine(failure));
    } else if (isAboutSite(failure)
        && (failure.code() == CLOSING
            || failure.isTemporary() && category == FailureCategory.RATE)) {
      backOff.begin(site, oneLine(failure));
    }
  }

  /** A mailbox that gets too much (X.1.X, X.2.X) says nothing about its site. */
  private static boolean isAboutSite(Failure failure) {
    return !failure.enhancedStatus().matches("\\d\\.([12]\\.\\d+|5\\.3)");
  }

  private static FailedAttempt attemptOf(Failure failure) {
    return failure.stage().isBeforeMessage()
        ? FailedAttempt.refusedOnConnect(failure.response())
        : FailedAttempt.refused(failure.response());
  }

  /** Whether no other address of ours can be tried instead. */
  private static boolean isLast(Failure failure, List<SourceChoice> choices, boolean blockedHere) {
    return failure
        .peer()
        .flatMap(peer -> choice(choices, peer.remote().getAddress().getClass()))
        .map(SourceChoice::isOfDisabledPool)
        .orElse(choices.isEmpty() && blockedHere);
  }

  private static Optional<PoolAddress> used(List<SourceChoice> choices, Class<?> family) {
    return choice(choices, family).map(SourceChoice::address);
  }

  private static Optional<SourceChoice> choice(List<SourceChoice> choices, Class<?> family) {
    return choices.stream()
        .filter(choice -> choice.address().source().address().getClass() == family)
        .findFirst();
  }

  private String thisHost() {
    return "*" + hostName;
  }

  private static String oneLine(Failure failure) {
    return failure.response().replace('\n', ' ');
  }
}
