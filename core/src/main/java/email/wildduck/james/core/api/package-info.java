/**
 * WildDuck's HTTP API, as far as it is used here: where a user's Sent folder is, and storing a
 * message in it ({@code spec/sent-copy.md} §3).
 *
 * <p>What this package promises: every call ends within the configured time and either succeeds or
 * throws an {@link email.wildduck.james.core.api.ApiException} that says whether the same can ever
 * succeed, and whether it may have succeeded without an answer. The access token is in no message
 * and no log. Certificates are checked; redirections are not followed.
 */
package email.wildduck.james.core.api;
