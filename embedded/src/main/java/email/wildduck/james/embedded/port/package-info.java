/**
 * Ports for servers of tests, demo and benchmarks.
 *
 * <p>Promised: no outgoing connection is given one of them between the choice and the start.
 */
package email.wildduck.james.embedded.port;
