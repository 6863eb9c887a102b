package dev.apifleet.apiserver.status;

import dev.apifleet.apiserver.ApiServerConfig;
import dev.apifleet.apiserver.version.SameInBothVersions;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** Tells which instance answers; never cached, so that balancing can be watched. */
@Path(SameInBothVersions.API + "/status")
@Tag(name = "instance")
public class StatusEndpoint {

  private final Status status;

  StatusEndpoint(ApiServerConfig config) {
    this.status = new Status("ok", config.instanceId());
  }

  /** The answer. */
  record Status(String status, String instanceId) {}

  @GET
  @Cache(noStore = true)
  @Operation(summary = "Which instance answers")
  public Status status() {
    return status;
  }
}
