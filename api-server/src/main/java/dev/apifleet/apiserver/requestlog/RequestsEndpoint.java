package dev.apifleet.apiserver.requestlog;

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
import java.time.format.DateTimeParseException;
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

  private final LoggedRequests requests;

  RequestsEndpoint(LoggedRequests requests) {
    this.requests = requests;
  }

  @GET
  @PermissionsAllowed("admin:read")
  @Cache(noStore = true)
  @Operation(summary = "The requests that were logged, the newest first")
  public Uni<RequestPage> list(
      @RestQuery @Size(min = 1, max = 320) String subject,
      @RestQuery @Min(100) @Max(599) Integer status,
      @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time")) @RestQuery
          String from,
      @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time")) @RestQuery
          String to,
      @RestQuery @Pattern(regexp = RequestCursor.PATTERN) String after,
      @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit) {
    return requests.page(
        new RequestQuery(
            storable(subject),
            status,
            instant("from", from),
            instant("to", to),
            cursor(after),
            limit));
  }

  private static RequestCursor cursor(String after) {
    return after == null ? null : RequestCursor.parse(after).orElseThrow();
  }

  /** PostgreSQL has no such character, and no instant outside of these years. */
  private static String storable(String subject) {
    if (subject != null && subject.indexOf(0) >= 0) {
      throw invalid("subject", "must not contain the character U+0000");
    }
    return subject;
  }

  private static Instant instant(String field, String text) {
    if (text == null) {
      return null;
    }
    try {
      Instant instant = java.time.OffsetDateTime.parse(text).toInstant();
      if (instant.isAfter(EARLIEST) && instant.isBefore(LATEST)) {
        return instant;
      }
    } catch (DateTimeParseException ignored) {
      // told below, as a time out of range is
    }
    throw invalid(field, "must be a time as in 2031-01-01T00:00:00Z");
  }

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private static ProblemException invalid(String field, String rule) {
    return new ProblemException(Problem.invalid(field, field + " " + rule + "."));
  }
}
