package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.version.SameInBothVersions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** Tells the bearers of tokens who they are, and lets them change it. */
@Path(SameInBothVersions.API + "/me")
@Tag(name = "identity")
public class MeEndpoint {

  private final Me me;
  private final CurrentSession current;

  MeEndpoint(Me me, CurrentSession current) {
    this.me = me;
    this.current = current;
  }

  @GET
  @PermissionsAllowed("me:read")
  @Cache(noStore = true)
  @Operation(summary = "Who the caller is")
  public Uni<User> me() {
    return me.read(current.subject());
  }

  @PATCH
  @PermissionsAllowed("me:update")
  @Cache(noStore = true)
  @Operation(
      summary = "Change one's name or password",
      description = "A new password revokes all tokens and ends all sessions but this one")
  public Uni<User> change(@Valid MePatch sent) {
    MePatch patch = LoginEndpoint.present(sent, "body");
    return session(patch).chain(session -> me.change(current.subject(), patch, session));
  }

  /** Needed for a new password only, and not worth a refusal while Redis is away. */
  private Uni<Optional<String>> session(MePatch patch) {
    return patch.password() == null
        ? Uni.createFrom().item(Optional.empty())
        : current.id().onFailure().recoverWithItem(Optional.empty());
  }
}
