/** What is told of attempts to deliver: one form for their three outcomes. */
package email.wildduck.james.delivery.event;
