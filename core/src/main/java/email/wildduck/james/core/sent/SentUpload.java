package email.wildduck.james.core.sent;

import com.mongodb.MongoException;
import email.wildduck.james.core.api.ApiException;
import email.wildduck.james.core.api.ApiFailure;
import email.wildduck.james.core.api.Upload;
import email.wildduck.james.core.api.WildDuckApi;
import email.wildduck.james.core.audit.UploadedAudits;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.ObjectId;

/** One attempt to store a copy in its Sent folder. Thread-safe. */
final class SentUpload {
  private static final int REMEMBERED_MAILBOXES = 10_000;

  private final WildDuckApi api;
  private final SentMailboxes mailboxes;
  private final StoredMessages messages;
  private final UploadedAudits audits;
  private final boolean skipExisting;

  SentUpload(
      WildDuckApi api, StoredMessages messages, UploadedAudits audits, boolean skipExisting) {
    this.api = api;
    this.mailboxes = new SentMailboxes(api, REMEMBERED_MAILBOXES);
    this.messages = messages;
    this.audits = audits;
    this.skipExisting = skipExisting;
  }

  /** Tries to store the copy; failures are outcomes. */
  SentOutcome attempt(SentJob job) {
    try {
      return store(job);
    } catch (ApiException e) {
      return outcomeOf(e);
    } catch (MongoException e) {
      // Perhaps after the upload: the next attempt finds the message and goes on from there.
      return SentOutcome.of(
          SentOutcome.Kind.RETRY, "MongoDB failed: " + e.getClass().getSimpleName());
    }
  }

  private SentOutcome store(SentJob job) {
    Optional<StoredMessage> linked = messages.linked(job);
    if (linked.isPresent()) {
      audits.settle(job.user(), job.time(), job.info());
      return SentOutcome.stored(linked.get().uid());
    }
    Optional<ObjectId> mailbox = mailboxes.find(job.user());
    if (mailbox.isEmpty()) {
      return SentOutcome.of(SentOutcome.Kind.FAILED, "Mailbox is missing");
    }
    Optional<StoredMessage> uploaded =
        job.attempt() > 1 ? messages.uploaded(job, mailbox.get()) : Optional.empty();
    if (uploaded.isPresent()) {
      return uploaded(uploaded.get(), job);
    }
    Optional<StoredMessage> existing =
        skipExisting ? messages.withMessageId(job, mailbox.get()) : Optional.empty();
    if (existing.isPresent()) {
      messages.link(existing.get(), job);
      return SentOutcome.of(SentOutcome.Kind.SKIPPED, "already exists");
    }
    return uploaded(upload(job, mailbox.get()), job);
  }

  private StoredMessage upload(SentJob job, ObjectId mailbox) {
    try {
      return new StoredMessage(mailbox, api.upload(job.user(), mailbox, uploadOf(job)));
    } catch (ApiException e) {
      if (e.failure() != ApiFailure.NO_SUCH_MAILBOX) {
        throw e;
      }
      mailboxes.forget(job.user());
      ObjectId other =
          mailboxes.find(job.user()).filter(found -> !found.equals(mailbox)).orElseThrow(() -> e);
      return new StoredMessage(other, api.upload(job.user(), other, uploadOf(job)));
    }
  }

  private SentOutcome uploaded(StoredMessage stored, SentJob job) {
    messages.linkUploaded(stored, job);
    audits.settle(job.user(), job.time(), job.info());
    return SentOutcome.stored(stored.uid());
  }

  private static Upload uploadOf(SentJob job) {
    Document info = job.info();
    Document metaData =
        new Document("queueId", job.queueId())
            .append("from", info.getString("from"))
            .append("transtype", info.getString("transtype"));
    return new Upload(job.content(), job.time(), metaData, job.session(), info.getString("origin"));
  }

  private static SentOutcome outcomeOf(ApiException e) {
    return SentOutcome.of(kindOf(e.failure()), String.valueOf(e.getMessage()));
  }

  private static SentOutcome.Kind kindOf(ApiFailure failure) {
    switch (failure) {
      case OVER_QUOTA:
        return SentOutcome.Kind.SKIPPED;
      case REFUSED:
        return SentOutcome.Kind.FAILED;
      case NO_ANSWER:
        return SentOutcome.Kind.UNKNOWN;
      case MISCONFIGURED:
        return SentOutcome.Kind.MISCONFIGURED;
      default:
        return SentOutcome.Kind.RETRY;
    }
  }
}
