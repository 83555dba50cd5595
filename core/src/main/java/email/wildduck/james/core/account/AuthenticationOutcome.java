package email.wildduck.james.core.account;

import java.util.Optional;
import java.util.function.Function;

/** What became of a login: an authenticated user or a refusal, always one of the two. */
public final class AuthenticationOutcome {
  private final Optional<AuthenticatedUser> user;
  private final Optional<Refusal> refusal;

  private AuthenticationOutcome(Optional<AuthenticatedUser> user, Optional<Refusal> refusal) {
    this.user = user;
    this.refusal = refusal;
  }

  static AuthenticationOutcome accepted(AuthenticatedUser user) {
    return new AuthenticationOutcome(Optional.of(user), Optional.empty());
  }

  static AuthenticationOutcome refused(Refusal refusal) {
    return new AuthenticationOutcome(Optional.empty(), Optional.of(refusal));
  }

  public boolean isAccepted() {
    return user.isPresent();
  }

  /** The user, if the login was accepted. */
  public Optional<AuthenticatedUser> user() {
    return user;
  }

  /** The refusal, if it was not. */
  public Optional<Refusal> refusal() {
    return refusal;
  }

  /** One answer for both cases. */
  public <T> T fold(Function<AuthenticatedUser, T> whenAccepted, Function<Refusal, T> whenRefused) {
    return user.map(whenAccepted).orElseGet(() -> whenRefused.apply(refusal.orElseThrow()));
  }
}
