package email.wildduck.james.embedded.sink;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The messages received so far, and those who wait for more. Thread-safe. */
final class Mailbox {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final List<ReceivedMail> mails = new ArrayList<>();

  void add(ReceivedMail mail) {
    lock.lock();
    try {
      mails.add(mail);
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  List<ReceivedMail> all() {
    lock.lock();
    try {
      return List.copyOf(mails);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the question has an answer. */
  <T> T await(Function<List<ReceivedMail>, Optional<T>> question, Duration limit)
      throws InterruptedException, TimeoutException {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (true) {
        Optional<T> answer = question.apply(mails);
        if (answer.isPresent()) {
          return answer.get();
        }
        if (left <= 0) {
          throw new TimeoutException("Not within " + limit + "; there are " + summary());
        }
        left = arrived.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private List<String> summary() {
    return mails.stream().map(mail -> mail.mailFrom() + " -> " + mail.recipients()).toList();
  }

  void clear() throws IOException {
    lock.lock();
    try {
      for (ReceivedMail mail : mails) {
        mail.content().delete();
      }
      mails.clear();
    } finally {
      lock.unlock();
    }
  }
}
