package email.wildduck.james.queue.model;

import email.wildduck.james.queue.store.QueuePoint;
import java.util.Optional;

/**
 * One thing that happens to the queue.
 *
 * @param node which of two nodes does it
 * @param number what else there is to choose, from 0
 * @param crash where the node is killed while it does it
 */
record Step(Kind kind, int node, int number, Optional<QueuePoint> crash) {

  enum Kind {
    /** A message arrives. */
    ACCEPT,
    /** A message arrives, and a consumer of the spool is given it. */
    ACCEPT_GIVEN,
    /** A message is taken from the spool. */
    TAKE_SPOOL,
    /**
     * A message of the spool is taken from an owner that has been silent for longer than a lease.
     */
    TAKE_SPOOL_OVER,
    /** A message that was taken from the spool is handed over, perhaps much later. */
    HAND_OVER,
    /** The same, and a consumer of the zone has room for one domain or for all. */
    HAND_OVER_GIVEN,
    /** The same, and the database stops in the middle of it, as does the node. */
    HAND_OVER_CUT,
    /** The same, and another node does things in the middle of it. */
    HAND_OVER_WITH_PAUSE,
    /** What a hand-over has left to be written is written. */
    LATE_WRITE,
    /** A message that was taken from the spool goes back. */
    RETRY_SPOOL,
    TAKE,
    FINISH,
    DEFER,
    /** A delivery was refused for good. */
    FAIL,
    /** The same, and the node is paused while it reports that, longer than its lease. */
    FAIL_WITH_PAUSE,
    /** A sweep, which reports what has failed. */
    REPORT,
    /** Time goes by. */
    WAIT,
    RENEW,
    SWEEP,
    /** The owner cancels, through WildDuck's API. */
    CANCEL
  }
}
