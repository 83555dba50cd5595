package email.wildduck.james.mailets.remote;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.mailet.Mail;

/** A mail that a queue hands out, and how it was ended. */
record RecordedItem(Mail mail, List<CompletionStatus> ends) implements MailQueueItem {
  RecordedItem(Mail mail) {
    this(mail, new CopyOnWriteArrayList<>());
  }

  @Override
  public Mail getMail() {
    return mail;
  }

  @Override
  public void done(CompletionStatus status) {
    ends.add(status);
  }
}
