/**
 * Failures that know how they look to an SMTP client.
 *
 * <p>An {@link email.wildduck.james.core.error.SmtpException} carries its reply from the place that
 * knows the reason to the place that answers. A failure of the infrastructure is always temporary:
 * it is answered with a 4xx or defers a delivery, it never refuses for good and never lets a
 * message pass.
 */
package email.wildduck.james.core.error;
