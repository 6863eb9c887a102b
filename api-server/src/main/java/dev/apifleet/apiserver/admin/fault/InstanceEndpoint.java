package dev.apifleet.apiserver.admin.fault;

import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/**
 * The same as {@link CrashEndpoint} for one who speaks to an instance itself, and not to the API
 * through a gateway. A class of its own, as an endpoint has one path.
 */
@Tag(name = "instance")
@Path("/admin")
public class InstanceEndpoint {

  private final Faults faults;

  InstanceEndpoint(Faults faults) {
    this.faults = faults;
  }

  @POST
  @Path("crash")
  @PermissionsAllowed("faults:write")
  @Cache(noStore = true)
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Let this instance answer slow errors until told otherwise (demo only)")
  @RequestBody(
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Fault.class)))
  public Faults.State crash(String body) {
    return faults.crash(body);
  }

  @DELETE
  @Path("crash")
  @PermissionsAllowed("faults:write")
  @Cache(noStore = true)
  @Operation(summary = "Let this instance be well again (demo only)")
  public Faults.State endCrash() {
    return faults.recover();
  }

  @POST
  @Path("recover")
  @PermissionsAllowed("faults:write")
  @Cache(noStore = true)
  @Operation(summary = "Let this instance be well again (demo only)")
  public Faults.State recover() {
    return faults.recover();
  }
}
