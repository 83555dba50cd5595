package email.wildduck.james.queue.store;

/** The fields of a delivery: WildDuck's queue format, and ours. */
final class ZoneFields {
  static final String ID = "id";
  static final String SEQ = "seq";
  static final String DOMAIN = "domain";
  static final String RECIPIENT = "recipient";
  static final String ZONE = "sendingZone";
  static final String ASSIGNED = "assigned";
  static final String LOCKED = "locked";
  static final String LOCK_TIME = "lockTime";
  static final String QUEUED = "queued";
  static final String CREATED = "created";

  /** Ours, hidden from others under one name. */
  static final String EXTENSION = "james";

  static final String PRIORITY = EXTENSION + ".priority";

  /** {@code {owner, token, until}}; present while a delivery is held. */
  static final String LEASE = "lease";

  static final String LEASE_OWNER = LEASE + ".owner";
  static final String LEASE_TOKEN = LEASE + ".token";
  static final String LEASE_UNTIL = LEASE + ".until";

  /** {@code {reason, time}}; present when nobody may take the delivery any more. */
  static final String SET_ASIDE = "setAside";

  static final String SET_ASIDE_TIME = SET_ASIDE + ".time";

  static final String UNASSIGNED = "no";

  private ZoneFields() {}
}
