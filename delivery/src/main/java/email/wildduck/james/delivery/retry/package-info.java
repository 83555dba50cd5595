/** When a deferred delivery is tried again. */
package email.wildduck.james.delivery.retry;
