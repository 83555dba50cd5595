/**
 * What a failed attempt means: whether it is made again, why it failed, and the status code that a
 * report gives for it.
 *
 * <p>A {@link email.wildduck.james.delivery.reply.FailedAttempt} goes into a {@link
 * email.wildduck.james.delivery.reply.ReplyClassifier}, a {@link
 * email.wildduck.james.delivery.reply.Verdict} comes out. What other servers' replies mean is data:
 * two text files beside the classes, read once.
 *
 * <p>What this package promises: any text is judged and none throws; in the patient reading nothing
 * but a reply of 500 or more ends a delivery that a server answered, and a refused login never
 * does; what was not a server's answer ends it only when whoever reports the failure says that it
 * is permanent.
 */
package email.wildduck.james.delivery.reply;
