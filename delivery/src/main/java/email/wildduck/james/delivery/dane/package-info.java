/**
 * DANE for mail (RFC 7672): which hosts are to be spoken to with TLS, and which certificates they
 * may show, as the signed part of DNS says.
 *
 * <p>What this package promises:
 *
 * <ul>
 *   <li>an answer that is signed and not valid, or that does not come, is never taken for "no
 *       DANE": the host is not used for now;
 *   <li>a host that the signed MX records of the domain do not name is not used;
 *   <li>records that nobody can use still mean TLS.
 * </ul>
 */
package email.wildduck.james.delivery.dane;
