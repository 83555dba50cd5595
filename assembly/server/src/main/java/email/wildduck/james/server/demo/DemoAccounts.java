package email.wildduck.james.server.demo;

import org.bson.types.ObjectId;

/**
 * What {@link DemoData} wrote.
 *
 * @param alice the id of the first user
 * @param bob the id of the second user
 * @param dkimPublicKey the public key of the domain, base64, as in the DNS
 */
public record DemoAccounts(ObjectId alice, ObjectId bob, String dkimPublicKey) {}
