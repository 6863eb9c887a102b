package dev.apifleet.apiserver.requestlog;

import dev.apifleet.apiserver.json.Rfc3339;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import dev.apifleet.apiserver.version.SameInBothVersions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.RestQuery;

/** Reads the log of requests, the newest first. */
@Tag(name = "admin")
@Path(SameInBothVersions.API + "/admin/requests")
public class RequestsEndpoint {

  /** PostgreSQL has no U+0000, and no instant outside of these years. */
  private static final String STORABLE = "^[^\\u0000]*$";

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final LoggedRequests requests;

  RequestsEndpoint(LoggedRequests requests) {
    this.requests = requests;
  }

  @GET
  @PermissionsAllowed("admin:read")
  @Cache(noStore = true)
  @Operation(summary = "The requests that were logged, the newest first")
  public Uni<RequestPage> list(
      @RestQuery @Size(min = 1, max = 320) @Pattern(regexp = STORABLE) String subject,
      @RestQuery @Min(100) @Max(599) Integer status,
      @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time")) @RestQuery
          String from,
      @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time")) @RestQuery
          String to,
      @RestQuery @Pattern(regexp = RequestCursor.PATTERN) String after,
      @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit) {
    return requests.page(
        new RequestQuery(
            subject, status, instant("from", from), instant("to", to), cursor(after), limit));
  }

  private static RequestCursor cursor(String after) {
    return after == null ? null : RequestCursor.parse(after).orElseThrow();
  }

  private static Instant instant(String field, String text) {
    if (text == null) {
      return null;
    }
    Instant instant =
        Rfc3339.parse(text)
            .orElseThrow(() -> invalid(field, "must be a time as in 2031-01-01T00:00:00Z"));
    return instant.isBefore(EARLIEST) ? EARLIEST : instant.isAfter(LATEST) ? LATEST : instant;
  }

  private static ProblemException invalid(String field, String rule) {
    return new ProblemException(Problem.invalid(field, field + " " + rule + "."));
  }
}
