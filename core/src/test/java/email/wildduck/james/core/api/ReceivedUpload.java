package email.wildduck.james.core.api;

import java.util.Map;
import org.bson.types.ObjectId;

/** An upload as the API got it; a character of its body is one byte. */
public record ReceivedUpload(
    ObjectId user,
    ObjectId mailbox,
    Map<String, String> query,
    Map<String, String> headers,
    String body,
    long uid) {}
