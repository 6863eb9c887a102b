package dev.apifleet.apiserver.shop;

import static dev.apifleet.apiserver.idempotency.Attempt.HEADER;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.idempotency.Answer;
import dev.apifleet.apiserver.idempotency.Attempt;
import dev.apifleet.apiserver.idempotency.Idempotent;
import dev.apifleet.apiserver.version.SameInBothVersions;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** Places orders: what must work when all else is refused. */
@Tag(name = "shop", description = "A critical endpoint beside one that can wait")
@Path(SameInBothVersions.API + "/checkout")
public class CheckoutEndpoint {

  private final Orders orders;
  private final Idempotent idempotent;
  private final SecurityIdentity identity;

  CheckoutEndpoint(Orders orders, Idempotent idempotent, SecurityIdentity identity) {
    this.orders = orders;
    this.idempotent = idempotent;
    this.identity = identity;
  }

  @POST
  @PermissionsAllowed("orders:create")
  @Operation(summary = "Place an order, which belongs to the caller")
  @APIResponse(
      responseCode = "201",
      description = "The order",
      headers =
          @Header(
              name = "Location",
              schema = @Schema(type = SchemaType.STRING, format = "uri-reference")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = OrderView.class)))
  public Uni<Response> checkout(
      @RestPath String version,
      @RestHeader(HEADER) @Parameter(schema = @Schema(pattern = Attempt.PATTERN)) String key,
      @NotNull @Valid Basket body) {
    Caller caller = Caller.of(identity);
    String base = "/api/" + version;
    return idempotent.run(
        new Attempt(caller, key, base + "/checkout", body),
        session -> orders.place(session, caller, body).map(view -> created(base, view)));
  }

  private static Answer created(String base, OrderView view) {
    return new Answer(201, Map.of(HttpHeaders.LOCATION, base + "/orders/" + view.id()), view);
  }
}
