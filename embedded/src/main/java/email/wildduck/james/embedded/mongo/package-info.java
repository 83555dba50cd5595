/**
 * A MongoDB stand-in that runs in the JVM: mongo-java-server with what WildDuck, ZoneMTA and the
 * zone queue ask for on top.
 *
 * <p>Promised: the wire protocol as the official drivers speak it; each command on a database is
 * atomic; replies are snapshots; unique indexes (partial ones too) refuse duplicates; queries that
 * an index can answer do not read the rest of the collection; TTL indexes expire documents.
 *
 * <p>Not promised: durability (everything is gone on close), replica sets, sessions, transactions,
 * change streams, collations, or MongoDB's own query plans and speed.
 */
package email.wildduck.james.embedded.mongo;
