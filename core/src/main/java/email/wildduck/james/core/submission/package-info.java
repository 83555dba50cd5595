/**
 * A message as its sender submitted it, with what is kept about it in the Sent folder and in
 * audits: the document {@code {source, queueId, from, to, origin, originhost, transhost, transtype,
 * time}} of ZoneMTA's plugin ({@code spec/sent-copy.md} §2).
 */
package email.wildduck.james.core.submission;
