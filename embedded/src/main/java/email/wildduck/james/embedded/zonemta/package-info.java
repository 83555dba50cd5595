/** A real ZoneMTA from npm as a process, for what is tested or measured beside it. */
package email.wildduck.james.embedded.zonemta;
