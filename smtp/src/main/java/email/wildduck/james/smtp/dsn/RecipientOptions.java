package email.wildduck.james.smtp.dsn;

import com.google.common.collect.ImmutableMap;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;

/** What was asked for each recipient of a transaction. Immutable. */
final class RecipientOptions {
  static final RecipientOptions NONE = new RecipientOptions(Map.of());

  private final Map<MailAddress, RecipientDsnParameters> options;

  private RecipientOptions(Map<MailAddress, RecipientDsnParameters> options) {
    this.options = options;
  }

  /** The same with another one, or with other options for one. */
  RecipientOptions with(MailAddress recipient, RecipientDsnParameters wanted) {
    Map<MailAddress, RecipientDsnParameters> more = new LinkedHashMap<>(options);
    more.put(recipient, wanted);
    return new RecipientOptions(more);
  }

  /** Of these recipients only: a hook may have refused one after its options were read. */
  ImmutableMap<MailAddress, RecipientDsnParameters> of(Collection<MailAddress> recipients) {
    ImmutableMap.Builder<MailAddress, RecipientDsnParameters> known = ImmutableMap.builder();
    options.forEach(
        (recipient, wanted) -> {
          if (recipients.contains(recipient)) {
            known.put(recipient, wanted);
          }
        });
    return known.build();
  }
}
