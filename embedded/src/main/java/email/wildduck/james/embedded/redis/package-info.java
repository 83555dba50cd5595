/**
 * A Redis server from the binary that comes with the build.
 *
 * <p>Promised: it listens on 127.0.0.1 only, keeps nothing on disk, ends with the JVM, and can be
 * stopped and started again on its port. It is a real Redis, so all that Redis does, it does; its
 * data is gone when it stops.
 */
package email.wildduck.james.embedded.redis;
