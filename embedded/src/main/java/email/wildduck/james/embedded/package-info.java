/**
 * What the demo and the tests run on when nothing else is installed: a MongoDB and a Redis that
 * come with the build.
 *
 * <p>{@link email.wildduck.james.embedded.EmbeddedStores} starts the two together. Tests ask {@link
 * email.wildduck.james.embedded.TestStores}, which prefers the real stores named by the
 * environment.
 */
package email.wildduck.james.embedded;
