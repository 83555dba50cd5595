/** One form for each kind of event that messages have, with the names of ZoneMTA. */
package email.wildduck.james.core.event.form;
