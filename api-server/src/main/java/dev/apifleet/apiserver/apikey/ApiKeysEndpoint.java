package dev.apifleet.apiserver.apikey;

import dev.apifleet.apiserver.access.Permissions;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import dev.apifleet.apiserver.version.SameInBothVersions;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Makes, lists, replaces and revokes API keys. A key is told once, in the answer that makes it. */
@Path(SameInBothVersions.API + ApiKeysEndpoint.KEYS)
@Tag(name = "API keys")
@APIResponse(responseCode = "401", description = "No valid credential.")
@APIResponse(responseCode = "403", description = "Your roles do not permit this.")
@APIResponse(responseCode = "503", description = "The database is away.")
public class ApiKeysEndpoint {

  static final String KEYS = "/admin/api-keys";

  /** PostgreSQL and Redis can write these; nobody needs more. */
  private static final Duration LONGEST_LIFE = Duration.ofDays(36_525);

  private final ApiKeys keys;
  private final SecurityIdentity identity;
  private final Permissions permissions;
  private final Clock clock;

  ApiKeysEndpoint(ApiKeys keys, SecurityIdentity identity, Permissions permissions, Clock clock) {
    this.keys = keys;
    this.identity = identity;
    this.permissions = permissions;
    this.clock = clock;
  }

  @GET
  @PermissionsAllowed("api-keys:read")
  @Cache(noStore = true)
  @Operation(summary = "List API keys, your own or all")
  @APIResponse(responseCode = "400", description = "limit or after is not a number in range.")
  public Uni<ApiKeyPage> list(@RestQuery String limit, @RestQuery String after) {
    return keys.list(grantor(), PageRequest.parse(limit, after));
  }

  @GET
  @Path("{id}")
  @PermissionsAllowed("api-keys:read")
  @Cache(noStore = true)
  @Operation(summary = "Read what an API key allows")
  public Uni<ApiKeyView> get(@RestPath long id) {
    return keys.get(grantor(), id);
  }

  @POST
  @PermissionsAllowed("api-keys:write")
  @Cache(noStore = true)
  @Operation(summary = "Make an API key; the answer alone tells it")
  @APIResponse(responseCode = "201", description = "The key and what it allows.")
  @APIResponse(responseCode = "400", description = "The body breaks a rule; field names it.")
  public Uni<RestResponse<ApiKeyView>> create(
      @NotNull @Valid ApiKeyDraft draft, @Context UriInfo uri) {
    Grantor grantor = grantor();
    checkExpiry(draft.expiresAt());
    return keys.create(grantor, draft.completed(grantor.caller().subject()))
        .map(made -> created(made, uri));
  }

  @POST
  @Path("{id}/rotate")
  @PermissionsAllowed("api-keys:write")
  @Cache(noStore = true)
  @Operation(summary = "Replace an API key; the old one serves on for the overlap")
  @APIResponse(responseCode = "201", description = "The new key; the answer alone tells it.")
  @APIResponse(responseCode = "409", description = "It was replaced, has expired or is revoked.")
  public Uni<RestResponse<ApiKeyView>> rotate(
      @RestPath long id, @Valid Rotation rotation, @Context UriInfo uri) {
    Duration overlap = Optional.ofNullable(rotation).orElse(Rotation.USUAL).duration();
    return keys.rotate(grantor(), id, overlap).map(made -> created(made, uri));
  }

  @DELETE
  @Path("{id}")
  @PermissionsAllowed("api-keys:write")
  @Operation(summary = "Revoke an API key, on all gateways within a second")
  @APIResponse(responseCode = "204", description = "It is revoked, or was.")
  public Uni<RestResponse<Void>> revoke(@RestPath long id) {
    return keys.revoke(grantor(), id).map(done -> RestResponse.noContent());
  }

  private Grantor grantor() {
    return Grantor.of(identity, permissions);
  }

  /** In the version of the API that was asked. */
  private static RestResponse<ApiKeyView> created(ApiKeyView made, UriInfo uri) {
    String asked = uri.getRequestUri().getPath();
    String keys = asked.substring(0, asked.indexOf(KEYS) + KEYS.length());
    URI location = URI.create(keys + "/" + made.id());
    return RestResponse.ResponseBuilder.<ApiKeyView>created(location).entity(made).build();
  }

  private void checkExpiry(Instant end) {
    Instant now = clock.instant();
    if (end != null && (!end.isAfter(now) || end.isAfter(now.plus(LONGEST_LIFE)))) {
      throw new ProblemException(
          Problem.invalid("expiresAt", "expiresAt must be in the next hundred years."));
    }
  }
}
