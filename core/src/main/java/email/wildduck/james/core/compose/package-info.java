/**
 * What a submitted message lacks is added, and what must not leave the house is removed.
 *
 * <p>What this package promises: a message that lacks nothing stays byte for byte as it is; blind
 * recipients are never sent out; a field that is added is one field, whatever the envelope holds.
 */
package email.wildduck.james.core.compose;
