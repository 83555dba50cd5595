package email.wildduck.james.core.account;

import com.mongodb.client.model.Filters;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * Which user a login name means, and under which name its failures are counted if there is none.
 */
final class LoginQuery {
  private final Bson filter;
  private final String limiterName;

  private LoginQuery(Bson filter, String limiterName) {
    this.filter = filter;
    this.limiterName = limiterName;
  }

  static LoginQuery byId(ObjectId id) {
    return new LoginQuery(Filters.eq("_id", id), id.toHexString());
  }

  static LoginQuery byNameView(String unameview) {
    return new LoginQuery(Filters.eq("unameview", unameview), unameview);
  }

  /** The filter on {@code users}. */
  Bson filter() {
    return filter;
  }

  /** The user's id or the view of the name. */
  String limiterName() {
    return limiterName;
  }
}
