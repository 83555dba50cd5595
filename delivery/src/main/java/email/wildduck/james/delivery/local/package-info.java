/**
 * Delivery to recipients of this WildDuck without a look at DNS: who they are, where their mail is
 * handed over, and what keeps a message from going round in circles.
 *
 * <p>What this package promises: a database that does not answer is an exception, never "not ours";
 * what WildDuck refuses although its database says otherwise is tried again; a message is handed
 * over to the same recipient at most twice.
 */
package email.wildduck.james.delivery.local;
