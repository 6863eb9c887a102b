package dev.apifleet.apiserver.identity;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.Cache;

/** Publishes the keys that verify this fleet's tokens, as a JSON Web Key Set (RFC 7517). */
@Path("/.well-known/jwks.json")
public class JwksEndpoint {

  private final Map<String, Object> keys;

  JwksEndpoint(SigningKey key) {
    this.keys = Map.of("keys", List.of(key.toJwk()));
  }

  @GET
  @Cache(maxAge = 300)
  public Map<String, Object> keys() {
    return keys;
  }
}
