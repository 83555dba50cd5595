/**
 * Programs from npm, each as a process on the Node.js that comes from npm too.
 *
 * <p>Promised: none outlives this JVM, however that ends. Not promised: that they are installed;
 * that is done by who asks for them.
 */
package email.wildduck.james.embedded.node;
