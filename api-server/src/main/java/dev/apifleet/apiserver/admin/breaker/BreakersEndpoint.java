package dev.apifleet.apiserver.admin.breaker;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import dev.apifleet.apiserver.version.SameInBothVersions;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.RestPath;

/** Shows the circuit breakers of the instance that answers, and closes them. */
@Tag(name = "admin")
@Path(SameInBothVersions.API + "/admin/circuit-breakers")
public class BreakersEndpoint {

  private final Breakers breakers;

  BreakersEndpoint(Breakers breakers) {
    this.breakers = breakers;
  }

  /** All of them. */
  public record BreakerList(List<Breaker> items) {}

  @GET
  @PermissionsAllowed("admin:read")
  @Cache(noStore = true)
  @Operation(summary = "The circuit breakers of the instance that answers")
  public BreakerList list() {
    return new BreakerList(breakers.all());
  }

  @POST
  @Path("{name}/reset")
  @PermissionsAllowed("admin:write")
  @Cache(noStore = true)
  @Operation(summary = "Close a circuit breaker of the instance that answers")
  public Breaker reset(@RestPath String name) {
    return breakers
        .reset(name)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(404, "not-found", "There is no such circuit breaker.")));
  }
}
