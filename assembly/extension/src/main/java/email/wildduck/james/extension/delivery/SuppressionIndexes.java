package email.wildduck.james.extension.delivery;

import email.wildduck.james.delivery.suppress.SuppressionAdministration;
import javax.inject.Inject;

/** Makes the indexes of the suppression list at the start. Made eagerly. */
final class SuppressionIndexes {

  /**
   * Makes them.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database fails
   */
  @Inject
  SuppressionIndexes(SuppressionAdministration administration) {
    administration.createIndexes();
  }
}
