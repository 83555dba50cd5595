package email.wildduck.james.embedded.mongo;

/** Gives the database of a name, and makes it if it is not there. */
@FunctionalInterface
interface Databases {

  IndexedDatabase get(String name);
}
