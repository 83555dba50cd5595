/**
 * The steps of the pipeline for {@code mailetcontainer.xml}, one thin mailet each: it reads its
 * parameters, takes what it needs from the Mail, asks one James-free object, and writes the result
 * back.
 *
 * <p>What this package promises: a step that cannot be made because a store is away throws, so that
 * {@code onMailetException} can have the message tried again; nothing is passed on half done.
 */
package email.wildduck.james.mailets;
