package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.json.Numeral;
import dev.apifleet.apiserver.json.Rfc3339;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** What lists are asked with, in all versions of the API. */
public class ListParameters {

  @RestQuery
  @Parameter(
      description = "How many items a page holds",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
  String limit;

  @RestQuery
  @Parameter(
      description = "What to sort by; - before it descends",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {
                "id",
                "-id",
                "name",
                "-name",
                "createdAt",
                "-createdAt",
                "updatedAt",
                "-updatedAt"
              },
              defaultValue = "id"))
  String sort;

  @RestQuery
  @Parameter(
      description = "How the name begins",
      schema =
          @Schema(
              type = SchemaType.STRING,
              minLength = 1,
              maxLength = LONGEST,
              pattern = Text.VISIBLE))
  String name;

  @RestQuery
  @Parameter(
      description = "Words of name and description; -word excludes, \"two words\" are a phrase",
      schema =
          @Schema(
              type = SchemaType.STRING,
              minLength = 1,
              maxLength = LONGEST,
              pattern = Text.VISIBLE))
  String q;

  @RestQuery
  @Parameter(
      description = "The subject of whom they belong to",
      schema =
          @Schema(
              type = SchemaType.STRING,
              minLength = 1,
              maxLength = LONGEST,
              pattern = Text.VISIBLE))
  String owner;

  @RestQuery
  @Parameter(
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"draft", "active", "archived"}))
  String status;

  @RestQuery
  @Parameter(
      description = "Exclusive",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdAfter;

  @RestQuery
  @Parameter(
      description = "Exclusive",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdBefore;

  @Context UriInfo uri;

  private static final int LONGEST = 100;

  /** The first page of what is asked for. */
  ResourceQuery query() {
    ResourceFilter filter =
        new ResourceFilter(
            read("name", name, ListParameters::text),
            read("q", q, ListParameters::text),
            read("owner", owner, ListParameters::text),
            read("status", status, (field, text) -> ResourceStatus.parse(text)),
            read("createdAfter", createdAfter, ListParameters::time),
            read("createdBefore", createdBefore, ListParameters::time));
    return new ResourceQuery(
        filter,
        sent("sort", sort).map(ResourceSort::parse).orElse(ResourceSort.USUAL),
        null,
        (int)
            sent("limit", limit)
                .map(text -> Numeral.parse("limit", text, 1, ResourceQuery.LARGEST_LIMIT))
                .orElse((long) ResourceQuery.USUAL_LIMIT)
                .longValue());
  }

  /** An empty parameter comes as null; it is bad input and not the same as none. */
  Optional<String> sent(String parameter, String value) {
    return Optional.ofNullable(uri.getQueryParameters().getFirst(parameter))
        .map(text -> value == null ? "" : value);
  }

  /** What the reader makes of a parameter's name and text; null where it was not sent. */
  private <T> T read(String parameter, String value, BiFunction<String, String, T> reader) {
    return sent(parameter, value).map(text -> reader.apply(parameter, text)).orElse(null);
  }

  private static String text(String field, String text) {
    return Text.checked(field, text, 1, LONGEST);
  }

  private static Instant time(String field, String text) {
    return Rfc3339.parse(text).orElseThrow(() -> noTime(field));
  }

  private static ProblemException noTime(String field) {
    return new ProblemException(
        Problem.invalid(field, field + " must be a time as in 2030-01-31T12:00:00Z."));
  }
}
