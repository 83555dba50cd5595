/**
 * {@code wildduck.xml}: read once at the start, checked as a whole, then immutable.
 *
 * <p>What this package promises: a configuration object exists only when every element of the file
 * was known and every value was valid; everything else is a {@link
 * email.wildduck.james.core.config.ConfigurationException} that names the file, the line, the
 * element, the value and what would be right. Every setting that is not given has a default that
 * works beside a WildDuck of standard installation. Secrets never appear in a message.
 */
package email.wildduck.james.core.config;
