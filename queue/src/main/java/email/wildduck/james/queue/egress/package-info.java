/**
 * Takes deliveries from the sending zones and has them worked on, as many at a time as a zone and a
 * domain allow.
 *
 * <p>What this package promises:
 *
 * <ul>
 *   <li>A domain at its limit keeps nobody else waiting: it is left out of the query, and its next
 *       delivery begins the moment one of its connections is free.
 *   <li>New deliveries that this process hands over need not be taken from the database: they
 *       begin, or wait here for a place in their order, as many as there is room for, unless older
 *       ones wait in the database.
 *   <li>What comes out of the work is written to the queue under the delivery's lease; work that
 *       ends in an unexpected error is a deferral.
 *   <li>Work on a delivery begins only while its lease surely holds, and may ask that again ({@link
 *       email.wildduck.james.queue.mail.LeasedMail}) before what must not be done twice. When it
 *       does not, nothing is written.
 *   <li>At the end no more is taken; what has begun may end in its time, and what has not is given
 *       back at once.
 * </ul>
 */
package email.wildduck.james.queue.egress;
