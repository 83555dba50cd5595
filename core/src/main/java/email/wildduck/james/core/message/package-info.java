/**
 * The message as bytes: header fields that can be looked up, edited and written, and a body that is
 * only ever read as a stream.
 *
 * <p>What this package promises:
 *
 * <ul>
 *   <li>parsing and writing gives back the same bytes, whatever they are;
 *   <li>an edit changes the fields it names and no other byte;
 *   <li>the body is never held in memory as a whole above a threshold, and can be read as often as
 *       needed;
 *   <li>a header field that is made here is one field: line breaks in a value are refused.
 * </ul>
 *
 * <p>Why not javax.mail: its MimeMessage turns 8-bit header bytes into question marks and moves
 * fields when one of them is changed.
 */
package email.wildduck.james.core.message;
