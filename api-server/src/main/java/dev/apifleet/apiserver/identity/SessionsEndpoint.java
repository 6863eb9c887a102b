package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import dev.apifleet.apiserver.version.SameInBothVersions;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.RestPath;

/** Shows and ends the caller's own sessions; those of others are not there for them. */
@Path(SameInBothVersions.API + "/auth")
@Authenticated
@Tag(name = "identity")
public class SessionsEndpoint {

  private final Sessions sessions;
  private final CurrentSession current;
  private final Revocations revocations;
  private final AccountChanges accounts;

  SessionsEndpoint(
      Sessions sessions, CurrentSession current, Revocations revocations, AccountChanges accounts) {
    this.sessions = sessions;
    this.current = current;
    this.revocations = revocations;
    this.accounts = accounts;
  }

  /** All open sessions of the caller: their number is bounded. */
  public record OpenSessions(List<OpenSession> items) {}

  @POST
  @Path("logout")
  @Operation(summary = "End this session and its tokens")
  @APIResponse(responseCode = "204", description = "Ended")
  public Uni<Void> logout() {
    return revokeToken().chain(done -> current.id()).chain(this::endCurrent);
  }

  @POST
  @Path("logout-all")
  @Operation(summary = "End all sessions and tokens of the caller")
  @APIResponse(responseCode = "204", description = "Ended")
  public Uni<Void> logoutAll() {
    return accounts.endSessions(current.subject());
  }

  @GET
  @Path("sessions")
  @Cache(noStore = true)
  @Operation(summary = "The caller's open sessions, the last used first")
  @APIResponse(responseCode = "200", description = "The sessions")
  public Uni<OpenSessions> list() {
    return current.id().chain(id -> sessions.list(current.subject(), id)).map(OpenSessions::new);
  }

  @DELETE
  @Path("sessions/{id}")
  @Operation(summary = "End one of the caller's sessions and its tokens")
  @APIResponse(responseCode = "204", description = "Ended")
  public Uni<Void> end(@RestPath String id) {
    return sessions
        .end(current.subject(), id)
        .invoke(
            ended -> {
              if (!ended) {
                throw new ProblemException(
                    Problem.of(404, "not-found", "You have no such session."));
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> revokeToken() {
    return current
        .accessToken()
        .map(token -> revocations.revoke(token.jti(), token.expires()))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> endCurrent(Optional<String> id) {
    return id.map(open -> sessions.end(current.subject(), open).replaceWithVoid())
        .orElseGet(() -> Uni.createFrom().voidItem());
  }
}
