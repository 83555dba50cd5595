/**
 * A real WildDuck as a process, and what its administrator and its users do with it: the HTTP API
 * and IMAP.
 */
package email.wildduck.james.endtoend.wildduck;
