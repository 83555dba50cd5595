/**
 * What happened, told to administrators: one word of ZoneMTA's log vocabulary and named facts
 * ({@code spec/observability.md} §4). No fact can end a line, fake another one or close its quotes;
 * credentials and contents of messages are never facts of the log.
 *
 * <p>What becomes of a message has a form for each kind of event, and is told to an {@link
 * email.wildduck.james.core.event.EventSink}: the log, and whoever else is configured.
 */
package email.wildduck.james.core.event;
