package dev.apifleet.apiserver.external;

import dev.apifleet.apiserver.version.SameInBothVersions;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** Answers with the flaky dependency's data, or with a stand-in for it, but always answers. */
@Path(SameInBothVersions.API + "/external")
@Tag(name = "external")
public class ExternalEndpoint {

  private final ExternalClient client;

  ExternalEndpoint(ExternalClient client) {
    this.client = client;
  }

  /** The answer. */
  record Answer(String data) {}

  @GET
  @Cache(noStore = true)
  @Operation(summary = "Data of a flaky dependency, or a stand-in for it")
  public Uni<Answer> external() {
    return client.fetch().map(data -> new Answer(data.orElse("fallback")));
  }
}
