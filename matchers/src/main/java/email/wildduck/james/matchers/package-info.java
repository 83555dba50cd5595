/** Questions about a message for {@code mailetcontainer.xml}, one matcher each. */
package email.wildduck.james.matchers;
