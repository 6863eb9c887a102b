package dev.apifleet.apiserver.identity;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** Publishes the keys that verify this fleet's tokens, as a JSON Web Key Set (RFC 7517). */
@Path("/.well-known/jwks.json")
@Tag(name = "identity")
public class JwksEndpoint {

  private final Keys keys;

  JwksEndpoint(Keys keys) {
    this.keys = keys;
  }

  @GET
  @Cache(maxAge = 300)
  @Operation(summary = "The keys that verify access tokens")
  public Map<String, Object> keys() {
    return keys.current().toJwks();
  }
}
