/** What a Mail says about who may sign it. */
package email.wildduck.james.mailets.sign;
