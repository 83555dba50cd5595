/**
 * What an administrator sees of the queue and can do with it.
 *
 * <p>Reading changes nothing. Each action has an effect on deliveries that nobody works on, and on
 * those that were set aside; it tells how many those were. What a node or a ZoneMTA holds, and what
 * a ZoneMTA has been given, is left alone, and so are the queues of James. An action on many
 * deliveries goes through the queue in pages and needs a condition.
 */
package email.wildduck.james.queue.admin;
