package email.wildduck.james.core.sent;

import email.wildduck.james.core.api.WildDuckApi;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.types.ObjectId;

/** Which mailbox is a user's Sent folder; remembers those of the users who sent last. */
final class SentMailboxes {
  private final WildDuckApi api;
  private final Map<ObjectId, ObjectId> known;

  /**
   * @param size the number of users to remember
   */
  SentMailboxes(WildDuckApi api, int size) {
    this.api = api;
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<ObjectId, ObjectId> eldest) {
            return size() > size;
          }
        };
  }

  /**
   * @throws email.wildduck.james.core.api.ApiException when the API cannot be asked
   */
  Optional<ObjectId> find(ObjectId user) {
    Optional<ObjectId> remembered = remembered(user);
    if (remembered.isPresent()) {
      return remembered;
    }
    // Not under the lock: the API may take its time.
    Optional<ObjectId> found = api.sentMailbox(user);
    found.ifPresent(mailbox -> remember(user, mailbox));
    return found;
  }

  synchronized void forget(ObjectId user) {
    known.remove(user);
  }

  private synchronized Optional<ObjectId> remembered(ObjectId user) {
    return Optional.ofNullable(known.get(user));
  }

  private synchronized void remember(ObjectId user, ObjectId mailbox) {
    known.put(user, mailbox);
  }
}
