package email.wildduck.james.queue.james;

import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.QueueEntries;
import email.wildduck.james.queue.store.QueueEntry;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.james.queue.api.ManageableMailQueue.DefaultMailQueueItemView;
import org.apache.james.queue.api.ManageableMailQueue.MailQueueItemView;
import org.apache.james.queue.api.ManageableMailQueue.MailQueueIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Views of the mails of a queue; those that go while it is browsed are left out. */
final class MailBrowser implements MailQueueIterator {
  private static final Logger LOGGER = LoggerFactory.getLogger(MailBrowser.class);

  private final QueueEntries entries;
  private final MailReader reader;
  private Optional<MailQueueItemView> next = Optional.empty();

  MailBrowser(QueueEntries entries, MailReader reader) {
    this.entries = entries;
    this.reader = reader;
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty() && entries.hasNext()) {
      next = view(entries.next());
    }
    return next.isPresent();
  }

  @Override
  public MailQueueItemView next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    MailQueueItemView view = next.get();
    next = Optional.empty();
    return view;
  }

  private Optional<MailQueueItemView> view(QueueEntry entry) {
    try {
      return Optional.of(
          new DefaultMailQueueItemView(reader.view(entry), entry.queued().atZone(ZoneOffset.UTC)));
    } catch (BrokenEntryException | IOException e) {
      LOGGER.info("message {} is left out: {}", entry.id(), e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    entries.close();
  }
}
