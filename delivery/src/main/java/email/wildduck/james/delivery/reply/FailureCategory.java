package email.wildduck.james.delivery.reply;

import java.util.Locale;
import java.util.Optional;

/** Why an attempt failed, in ZoneMTA's words; they stand in logs, events and metrics. */
public enum FailureCategory {
  /** The other side wants authentication, or refused it. */
  AUTH,
  /** The address we send from is on a block list: another one may do better. */
  BLACKLIST,
  /** The other side wants nothing from this sender or host. */
  BLOCK,
  /** No room: a full mailbox or disk. */
  CAPACITY,
  /** The other side, or our own side, is set up wrongly. */
  CONFIG,
  /** The domain's DMARC policy. */
  DMARC,
  /** The domain cannot be found, or the DNS did not answer. */
  DNS,
  /** An address of the envelope. */
  ENVELOPE,
  /** The other side wants to see a second attempt. */
  GREYLIST,
  /** A target that is reached over HTTP. */
  HTTP,
  /** The message itself, such as its size. */
  MESSAGE,
  /** No connection, or one that broke. */
  NETWORK,
  /** Anything else. */
  OTHER,
  /** A rule of either side, such as required encryption. */
  POLICY,
  /** The other side did not understand, or we did not. */
  PROTOCOL,
  /** Too much in too short a time. */
  RATE,
  /** The recipient or his system. */
  RECIPIENT,
  /** The sender's address or domain. */
  SENDER,
  /** Taken for spam. */
  SPAM,
  /** Taken for a virus. */
  VIRUS;

  /** The word of ZoneMTA: the name in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The category of a word; empty when there is none of that name. */
  public static Optional<FailureCategory> of(String label) {
    for (FailureCategory category : values()) {
      if (category.label().equals(label)) {
        return Optional.of(category);
      }
    }
    return Optional.empty();
  }
}
