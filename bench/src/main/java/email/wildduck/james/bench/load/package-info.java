/**
 * The server and a ZoneMTA under the same load, one after the other in one run: the same clients,
 * the same sink, a MongoDB and a Redis of the same kind that start empty for each.
 *
 * <p>{@code bench/load-test} starts it; {@code docs/performance.md} has figures and says what they
 * mean. Promised: a case only counts when each recipient has got each message once.
 */
package email.wildduck.james.bench.load;
