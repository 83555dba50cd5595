/** Sending zones: which of them a delivery belongs to. */
package email.wildduck.james.delivery.zone;
