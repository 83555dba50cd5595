package email.wildduck.james.delivery.attempt;

/** Who or what made a delivery fail. */
public enum FailureCause {
  /** The peer said so in a reply. */
  REPLY,
  /** A web server said so. */
  HTTP,
  /** DNS knows no host, or did not answer. */
  DNS,
  /** No connection, a connection that broke, or a peer that did not answer in time. */
  NETWORK,
  /** A rule of ours: encryption, local addresses, login, or what the peer is able to take. */
  POLICY,
  /** An error on this side that says nothing about the peer: always temporary. */
  LOCAL
}
