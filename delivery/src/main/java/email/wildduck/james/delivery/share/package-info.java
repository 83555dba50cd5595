/**
 * What nodes tell each other through Redis.
 *
 * <p>What this package promises: no call takes longer than the time limit of the connection, and
 * none fails: while Redis is away each node goes by what it knows itself, asks again every few
 * seconds, and says so in the log once. Keys begin with a prefix of our own.
 */
package email.wildduck.james.delivery.share;
