package email.wildduck.james.queue.store;

/** The moments between two writes. A crash at each of them must neither lose nor double a mail. */
public enum QueuePoint {
  /** Accepting: the file is complete, nothing refers to it. */
  ACCEPT_FILE_WRITTEN,
  /** Accepting: the delivery is in the queue, the caller does not know it yet. */
  ACCEPT_QUEUED,
  /** Taking: deliveries are chosen, none is held. */
  TAKE_CHOSEN,
  /** Taking: deliveries are held, the caller does not know it yet. */
  TAKE_LEASED,
  /** Handing over: the file has the new header, the spool document is as it was. */
  HAND_OVER_HEADERS_WRITTEN,
  /**
   * Handing over in steps, which is done when an earlier owner has staged deliveries: all others
   * are staged, the spool document is as it was.
   */
  HAND_OVER_STAGED,
  /** Handing over: committed, and nothing was given. In steps nothing can be taken yet. */
  HAND_OVER_COMMITTED,
  /** Handing over one delivery as it was accepted: nothing is written, and it was not given. */
  HAND_OVER_KEPT,
  /** Writing late: written, and the deliveries are worked on. */
  LATE_WRITTEN,
  /** Handing over in steps: all other deliveries can be taken, the first one cannot. */
  HAND_OVER_OTHERS_RELEASED,
  /** Finishing: the delivery is gone, the file of the message may be there without need. */
  FINISH_DELETED,
  /** Deferring: written, the caller does not know it yet. */
  DEFER_WRITTEN,
  /** Failing for good: written, the caller does not know it yet. */
  FAIL_WRITTEN,
  /** Reporting: the failed deliveries of a message are held, the caller does not know it yet. */
  REPORT_CLAIMED,
  /** Reporting: the file of the report is complete, nothing refers to it. */
  REPORT_FILE_WRITTEN,
  /** Reporting several: committed, all failed deliveries are still there. */
  REPORT_COMMITTED,
  /** Reporting several: there is one failed delivery left, which is to become the report's. */
  REPORT_OTHERS_DELETED,
  /** Reporting: the report can be taken, the caller does not know it yet. */
  REPORT_QUEUED,
  /** Warning: the delayed deliveries of a message are held, the caller does not know it yet. */
  WARNING_CLAIMED,
  /** Warning: the warning is staged, nothing refers to it. */
  WARNING_STAGED,
  /** Warning: committed, the warning cannot be taken yet. */
  WARNING_COMMITTED,
  /** Warning: it can be taken, the delayed deliveries do not say so yet. */
  WARNING_QUEUED,
  /** Warning: they do, and are still held. */
  WARNING_NOTED
}
