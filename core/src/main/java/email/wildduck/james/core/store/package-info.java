/**
 * The connections to MongoDB and Redis.
 *
 * <p>What this package promises: both are opened and asked once when the process starts, so that a
 * store that is missing is noticed then and named; no call waits longer than the configured time;
 * the clients are shared by everything and closed last.
 */
package email.wildduck.james.core.store;
