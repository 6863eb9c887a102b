package dev.apifleet.apiserver.shop;

import dev.apifleet.apiserver.version.SameInBothVersions;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.RestQuery;

/** Finds resources by their words; it is the first to be refused when there is too much to do. */
@Tag(name = "shop")
@Path(SameInBothVersions.API + "/search")
public class SearchEndpoint {

  /** PostgreSQL cannot store U+0000, nor be asked for it. */
  private static final String STORABLE = "^[^\\u0000]*$";

  private final Search search;

  SearchEndpoint(Search search) {
    this.search = search;
  }

  @GET
  @Cache(maxAge = 5, sMaxAge = 5)
  @Operation(summary = "The resources that fit the words best, out of the first thousand that fit")
  public Uni<Search.Results> search(
      @RestQuery @NotNull @Size(min = 1, max = 200) @Pattern(regexp = STORABLE) String q,
      @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit) {
    return search.find(q, limit);
  }
}
