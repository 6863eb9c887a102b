package dev.apifleet.apiserver.identity;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** Publishes the keys that verify this fleet's tokens, as a JSON Web Key Set (RFC 7517). */
@Path("/.well-known/jwks.json")
@Tag(name = "identity")
public class JwksEndpoint {

  /** The answer, for the API's description: RSA keys by their public half. */
  record Jwks(@Schema(required = true) List<Jwk> keys) {

    /** One of them, in the words of RFC 7517 and RFC 7518. */
    record Jwk(
        @Schema(required = true) String kty,
        @Schema(required = true) String kid,
        @Schema(required = true) String use,
        @Schema(required = true) String alg,
        @Schema(required = true) String n,
        @Schema(required = true) String e) {}
  }

  private final Keys keys;

  JwksEndpoint(Keys keys) {
    this.keys = keys;
  }

  @GET
  @Cache(maxAge = 300)
  @Operation(summary = "The keys that verify access tokens")
  @APIResponse(
      responseCode = "200",
      description = "A JSON Web Key Set",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Jwks.class)))
  public Map<String, Object> keys() {
    return keys.current().toJwks();
  }
}
