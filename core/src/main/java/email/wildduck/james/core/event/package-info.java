/**
 * What happened, told to administrators: one word of ZoneMTA's log vocabulary and named facts
 * ({@code spec/observability.md} §4). No fact can end a line, fake another one or close its quotes;
 * credentials and contents of messages are never facts.
 */
package email.wildduck.james.core.event;
