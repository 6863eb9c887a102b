package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.Optional;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Lists, reads, creates, replaces and deletes resources. Everybody may read. */
@Path("/api/v1/resources")
public class ResourcesEndpoint {

  private final Resources resources;

  ResourcesEndpoint(Resources resources) {
    this.resources = resources;
  }

  /**
   * The same for all, whoever they say they are. A write drops its own address from caches, not the
   * lists it is in: those must age soon.
   */
  @GET
  @Cache(maxAge = 5, sMaxAge = 5)
  public Uni<ResourcePage> list(@RestQuery String limit, @RestQuery String after) {
    return resources.list(PageRequest.parse(limit, after));
  }

  @GET
  @Path("{id}")
  public Uni<ResourceView> get(@RestPath long id) {
    return resources.get(id).map(found -> orNotFound(found, id));
  }

  @POST
  @PermissionsAllowed("resources:create")
  public Uni<RestResponse<ResourceView>> create(ResourceDraft draft) {
    return resources.create(checked(draft)).map(ResourcesEndpoint::created);
  }

  @PUT
  @Path("{id}")
  @PermissionsAllowed("resources:update")
  public Uni<ResourceView> update(@RestPath long id, ResourceDraft draft) {
    return resources.update(id, checked(draft)).map(updated -> orNotFound(updated, id));
  }

  @DELETE
  @Path("{id}")
  @PermissionsAllowed("resources:delete")
  public Uni<RestResponse<Void>> delete(@RestPath long id) {
    return resources
        .delete(id)
        .map(
            deleted -> {
              if (!deleted) {
                throw notFound(id);
              }
              return RestResponse.noContent();
            });
  }

  private static ResourceDraft checked(ResourceDraft draft) {
    return Optional.ofNullable(draft).orElse(ResourceDraft.EMPTY).checked();
  }

  private static RestResponse<ResourceView> created(ResourceView view) {
    URI location = URI.create("/api/v1/resources/" + view.id());
    return RestResponse.ResponseBuilder.<ResourceView>created(location).entity(view).build();
  }

  private static ResourceView orNotFound(Optional<ResourceView> found, long id) {
    return found.orElseThrow(() -> notFound(id));
  }

  private static ProblemException notFound(long id) {
    return new ProblemException(Problem.of(404, "not-found", "There is no resource " + id + "."));
  }
}
