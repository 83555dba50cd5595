/**
 * How the product's parts are put together, in a stock James and in our own server alike.
 *
 * <p>What this package promises: one instance of each store and service for all hooks, mailets and
 * matchers; the stores are opened before anything that uses them and closed after everything else.
 */
package email.wildduck.james.extension;
