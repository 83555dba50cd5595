/**
 * Events of messages as GELF 1.1 over UDP, for a Graylog server, with the field names of ZoneMTA
 * ({@code spec/observability.md} §2, §3).
 *
 * <p>What this package promises: nobody who tells an event waits or fails because of it. What
 * cannot be sent at once is lost and counted; the log has it all the same.
 */
package email.wildduck.james.core.gelf;
