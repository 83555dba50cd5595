/**
 * Programs from npm, each as a process on the Node.js that comes from npm too. None outlives the
 * JVM of the tests, however that ends.
 */
package email.wildduck.james.endtoend.node;
