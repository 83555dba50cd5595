/** A real ZoneMTA from npm, and the mail that is given to it. */
package email.wildduck.james.endtoend.zonemta;
