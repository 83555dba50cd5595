/** Peers and DNS for the tests of delivery. */
package email.wildduck.james.delivery;
