/**
 * Everything in one process with nothing else installed: embedded stores with a domain and users as
 * WildDuck stores them, the server, and a sink that stands for the outside world.
 *
 * <p>For trying out and for tests: what is stored here is gone when the process ends.
 */
package email.wildduck.james.server.demo;
