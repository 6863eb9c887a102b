package dev.apifleet.apiserver.external;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.Cache;

/** Answers with the flaky dependency's data, or with a stand-in for it, but always answers. */
@Path("/api/v1/external")
public class ExternalEndpoint {

  private final ExternalClient client;

  ExternalEndpoint(ExternalClient client) {
    this.client = client;
  }

  /** The answer. */
  record Answer(String data) {}

  @GET
  @Cache(noStore = true)
  public Uni<Answer> external() {
    return client.fetch().map(data -> new Answer(data.orElse("fallback")));
  }
}
