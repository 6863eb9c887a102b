package dev.apifleet.apiserver.admin.fault;

import dev.apifleet.apiserver.version.SameInBothVersions;
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

/** Makes this instance fail, and ends that; only in demonstrations. */
@Tag(name = "admin")
@Path(SameInBothVersions.API + "/admin/crash")
public class CrashEndpoint {

  private final Faults faults;

  CrashEndpoint(Faults faults) {
    this.faults = faults;
  }

  @POST
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
  @PermissionsAllowed("faults:write")
  @Cache(noStore = true)
  @Operation(summary = "Let this instance be well again (demo only)")
  public Faults.State recover() {
    return faults.recover();
  }
}
