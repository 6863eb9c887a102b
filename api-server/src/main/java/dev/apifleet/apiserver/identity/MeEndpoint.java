package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import dev.apifleet.apiserver.version.SameInBothVersions;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.Cache;

/** Tells the bearer of a token who they are. */
@Path(SameInBothVersions.API + "/me")
public class MeEndpoint {

  private final Accounts accounts;
  private final SecurityIdentity identity;

  MeEndpoint(Accounts accounts, SecurityIdentity identity) {
    this.accounts = accounts;
    this.identity = identity;
  }

  @GET
  @Authenticated
  @Cache(noStore = true)
  public Uni<User> me() {
    return accounts
        .byEmail(identity.getPrincipal().getName())
        .map(account -> account.map(User::of).orElseThrow(MeEndpoint::gone));
  }

  private static ProblemException gone() {
    return new ProblemException(
        Problem.of(401, "account-gone", "The account of this token no longer exists."));
  }
}
