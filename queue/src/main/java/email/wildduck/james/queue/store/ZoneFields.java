package email.wildduck.james.queue.store;

/** The fields of a delivery: WildDuck's queue format, and ours. */
public final class ZoneFields {
  /** The queue id. */
  public static final String ID = "id";

  public static final String SEQ = "seq";
  public static final String DOMAIN = "domain";
  public static final String RECIPIENT = "recipient";
  public static final String ZONE = "sendingZone";
  public static final String ASSIGNED = "assigned";
  public static final String LOCKED = "locked";
  public static final String LOCK_TIME = "lockTime";
  public static final String QUEUED = "queued";
  public static final String CREATED = "created";

  /** Ours, hidden from others under one name. */
  public static final String EXTENSION = "james";

  public static final String PRIORITY = EXTENSION + ".priority";

  /** How often a document of James' queues has been taken; tells an old owner from a new one. */
  public static final String TAKES = EXTENSION + ".takes";

  /** The {@code _id} of the file that belongs to a document of James' queues. */
  public static final String FILE = EXTENSION + ".file";

  /** {@code {owner, token, until}}; present while a delivery is held. */
  public static final String LEASE = "lease";

  public static final String LEASE_OWNER = LEASE + ".owner";
  public static final String LEASE_TOKEN = LEASE + ".token";
  public static final String LEASE_UNTIL = LEASE + ".until";

  /** {@code {reason, time}}; present when nobody may take the delivery any more. */
  public static final String SET_ASIDE = "setAside";

  public static final String SET_ASIDE_TIME = SET_ASIDE + ".time";

  /**
   * {@code {token, takes, time: Date}}; present in each delivery of a message while that is handed
   * over from the spool to its sending zones, and nobody may take them.
   */
  public static final String HAND_OVER = "handOver";

  public static final String HAND_OVER_TOKEN = HAND_OVER + ".token";
  public static final String HAND_OVER_TAKES = HAND_OVER + ".takes";
  public static final String HAND_OVER_TIME = HAND_OVER + ".time";

  /** ZoneMTA's: {@code {first, last, next: ms, count, response, log[]}} after a deferral. */
  public static final String DEFERRED = "_deferred";

  /** Ours: {@code [{time: Date, target, reply, owner}]}, the latest attempts, oldest first. */
  public static final String ATTEMPTS = "attempts";

  /**
   * Ours: {@code {reason, time, until: Date, owner}} after it was given back without an attempt.
   */
  public static final String POSTPONED = "postponed";

  /** Ours: {@code {reason, time: Date}} when an administrator wants the sender to get a bounce. */
  public static final String BOUNCE = "bounceRequest";

  /** Ours: {@code {ret, envid, notify, orcpt}}, what the sender asked for (RFC 3461). */
  public static final String DSN = "dsn";

  /**
   * Ours: {@code {time, next: Date, status, text, host, expired}}; present when the delivery has
   * failed for good and its sender has still to be told. {@code next} is the earliest time for
   * that; what follows it is missing when there was no attempt.
   */
  public static final String FAILURE = "failure";

  public static final String FAILURE_NEXT = FAILURE + ".next";

  /**
   * Ours: {@code {document, others}} in one of several failed deliveries: it becomes the delivery
   * {@code document} of the report about all of them, when the {@code others}, by their {@code
   * _id}s, are deleted.
   */
  public static final String REPORT = "report";

  public static final String REPORT_ID = REPORT + ".document." + ID;

  /**
   * Ours: {@code {time, status, host, until: Date}} of the last deferral, and what is known of the
   * warning of the delay. {@code next}: there has still to be one, from that time on. {@code
   * warning}: it is the one with that queue id, which is certain to go. {@code warned}: when that
   * was queued. In a warning that is staged: {@code {next, of, named, token}}.
   */
  public static final String DELAY = "delay";

  public static final String DELAY_NEXT = DELAY + ".next";
  public static final String WARNING = DELAY + ".warning";
  public static final String WARNED = DELAY + ".warned";

  public static final String SESSION = "sessionId";

  /** How the zones begin that are queues of James, and no others. */
  public static final String JAMES_ZONES = "james:";

  /** In {@code assigned}: nobody's yet. */
  public static final String UNASSIGNED = "no";

  /**
   * In {@code assigned}: written before it is certain that it has to be delivered, for nobody to
   * take. Neither a ZoneMTA nor one of our nodes has this name.
   */
  public static final String STAGED = "wildduck-james:staged";

  /**
   * In {@code assigned}: it has failed for good, and its sender has still to be told. Nobody has
   * this name, and the delivery is locked, so nobody takes it and no owner cancels it.
   */
  public static final String FAILED = "wildduck-james:failed";

  private ZoneFields() {}
}
