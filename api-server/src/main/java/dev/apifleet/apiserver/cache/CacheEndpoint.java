package dev.apifleet.apiserver.cache;

import dev.apifleet.apiserver.version.SameInBothVersions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.RestResponse;

/** Tells how the caches do, and empties them. */
@Path(SameInBothVersions.API + "/admin/cache")
@Tag(name = "admin")
public class CacheEndpoint {

  private final Caches caches;

  CacheEndpoint(Caches caches) {
    this.caches = caches;
  }

  /**
   * What was emptied.
   *
   * @param scope {@code fleet}; {@code instance} while Redis is away, and the rest when it is back
   */
  public record Cleared(String scope) {}

  @GET
  @PermissionsAllowed("cache:read")
  @Cache(noStore = true)
  @Operation(summary = "How the caches of the instance that answers do")
  @APIResponse(responseCode = "200", description = "Sizes, hit ratios and the state of Redis")
  public CacheReport report() {
    return caches.report();
  }

  @POST
  @Path("clear")
  @PermissionsAllowed("cache:clear")
  @Operation(summary = "Empty the caches of every instance")
  @APIResponse(responseCode = "200", description = "Every cache of the fleet is empty")
  @APIResponse(
      responseCode = "202",
      description = "Redis is away: this instance's is empty, the others' will be",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Cleared.class)))
  public Uni<RestResponse<Cleared>> clear() {
    return caches.clear().map(CacheEndpoint::answer);
  }

  private static RestResponse<Cleared> answer(boolean everywhere) {
    return everywhere
        ? RestResponse.ok(new Cleared("fleet"))
        : RestResponse.status(RestResponse.Status.ACCEPTED, new Cleared("instance"));
  }
}
