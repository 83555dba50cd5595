/** Who is told of events of messages: log, metrics, Graylog, audits. */
package email.wildduck.james.extension.event;
