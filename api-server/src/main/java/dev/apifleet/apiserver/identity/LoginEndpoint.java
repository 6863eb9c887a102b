package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import dev.apifleet.apiserver.version.SameInBothVersions;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** Exchanges a password, and later a refresh token, for an access token. */
@Path(SameInBothVersions.API + "/auth")
@Tag(name = "identity")
public class LoginEndpoint {

  private final Accounts accounts;
  private final PasswordCheck passwords;
  private final Sessions sessions;

  LoginEndpoint(Accounts accounts, PasswordCheck passwords, Sessions sessions) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.sessions = sessions;
  }

  /** What a client sends to renew its session. */
  public record Renewal(
      @NotNull @Size(min = 1, max = 128) @Pattern(regexp = "^[A-Za-z0-9_-]+$")
          String refreshToken) {

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
      return "Renewal[]";
    }
  }

  @POST
  @Path("login")
  @Cache(noStore = true)
  @Operation(summary = "Log in; opens a session")
  public Uni<LoginAnswer> login(@Valid Credentials sent) {
    Credentials credentials = present(sent, "email");
    return accounts.byEmail(credentials.address()).chain(account -> open(credentials, account));
  }

  @POST
  @Path("refresh")
  @Cache(noStore = true)
  @Operation(summary = "Renew a session; a refresh token serves once")
  public Uni<LoginAnswer> refresh(@Valid Renewal sent) {
    return sessions.refresh(present(sent, "refreshToken").refreshToken());
  }

  private Uni<LoginAnswer> open(Credentials credentials, Optional<Account> account) {
    return passwords
        .matches(credentials.password(), account)
        .map(matches -> account.filter(known -> matches && known.enabled))
        .map(known -> known.orElseThrow(LoginEndpoint::refused))
        .chain(known -> sessions.open(known, credentials.wantedKind()));
  }

  static <T> T present(T body, String firstField) {
    return Optional.ofNullable(body)
        .orElseThrow(
            () -> new ProblemException(Problem.invalid(firstField, firstField + " is missing.")));
  }

  /** The same for unknown, disabled and mistaken: who guesses is to learn nothing. */
  private static ProblemException refused() {
    return new ProblemException(
        Problem.of(401, "invalid-credentials", "E-mail address and password do not match."));
  }
}
