package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import dev.apifleet.apiserver.version.SameInBothVersions;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.jboss.resteasy.reactive.Cache;

/** Exchanges an e-mail address and a password for an access token. */
@Path(SameInBothVersions.API + "/auth/login")
public class LoginEndpoint {

  private final Accounts accounts;
  private final PasswordCheck passwords;
  private final Tokens tokens;

  LoginEndpoint(Accounts accounts, PasswordCheck passwords, Tokens tokens) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.tokens = tokens;
  }

  /** The answer to a login. */
  record Session(String token, User user) {}

  @POST
  @Cache(noStore = true)
  public Uni<Session> login(Credentials sent) {
    Credentials credentials = Optional.ofNullable(sent).orElse(NONE).checked();
    return accounts.byEmail(credentials.email()).chain(account -> open(credentials, account));
  }

  private static final Credentials NONE = new Credentials(null, null);

  private Uni<Session> open(Credentials credentials, Optional<Account> account) {
    return passwords
        .matches(credentials.password(), account)
        .map(matches -> account.filter(known -> matches).map(User::of))
        .map(user -> user.orElseThrow(LoginEndpoint::refused))
        .map(user -> new Session(tokens.issue(user), user));
  }

  private static ProblemException refused() {
    return new ProblemException(
        Problem.of(401, "invalid-credentials", "E-mail address and password do not match."));
  }
}
