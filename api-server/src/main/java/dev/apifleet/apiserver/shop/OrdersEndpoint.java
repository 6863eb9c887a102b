package dev.apifleet.apiserver.shop;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import dev.apifleet.apiserver.version.SameInBothVersions;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Shows orders to those whose they are. */
@Tag(name = "shop")
@Path(SameInBothVersions.API + "/orders")
public class OrdersEndpoint {

  private final Orders orders;
  private final SecurityIdentity identity;

  OrdersEndpoint(Orders orders, SecurityIdentity identity) {
    this.orders = orders;
    this.identity = identity;
  }

  @GET
  @PermissionsAllowed("orders:read")
  @Cache(noStore = true)
  @Operation(summary = "The caller's orders, the newest first; all with orders:read-any")
  public Uni<OrderPage> list(
      @RestQuery @Min(1) Long after, @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit) {
    return orders.list(Caller.of(identity), after == null ? Long.MAX_VALUE : after, limit);
  }

  @GET
  @Path("{id}")
  @PermissionsAllowed("orders:read")
  @Cache(noStore = true)
  @Operation(summary = "Read an order")
  public Uni<OrderView> get(@RestPath long id) {
    return orders.get(Caller.of(identity), id).map(found -> found.orElseThrow(() -> notFound(id)));
  }

  private static ProblemException notFound(long id) {
    return new ProblemException(Problem.of(404, "not-found", "There is no order " + id + "."));
  }
}
