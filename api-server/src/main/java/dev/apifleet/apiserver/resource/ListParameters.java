package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.json.Rfc3339;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Optional;
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
            text("name", name),
            text("q", q),
            text("owner", owner),
            sent("status", status).map(ResourceStatus::parse).orElse(null),
            time("createdAfter", createdAfter),
            time("createdBefore", createdBefore));
    return new ResourceQuery(
        filter,
        sent("sort", sort).map(ResourceSort::parse).orElse(ResourceSort.USUAL),
        null,
        (int)
            sent("limit", limit)
                .map(text -> number("limit", text, 1, ResourceQuery.LARGEST_LIMIT))
                .orElse((long) ResourceQuery.USUAL_LIMIT)
                .longValue());
  }

  /** An empty parameter comes as null; it is bad input and not the same as none. */
  Optional<String> sent(String parameter, String value) {
    return Optional.ofNullable(uri.getQueryParameters().getFirst(parameter))
        .map(text -> value == null ? "" : value);
  }

  static long number(String field, String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException ignored) {
      // told below, as a number out of range is
    }
    throw invalid(field, "must be a whole number from " + least + " to " + most);
  }

  private String text(String field, String value) {
    return sent(field, value).map(text -> Text.checked(field, text, 1, LONGEST)).orElse(null);
  }

  private Instant time(String field, String value) {
    return sent(field, value)
        .map(
            text ->
                Rfc3339.parse(text)
                    .orElseThrow(() -> invalid(field, "must be a time as in 2030-01-31T12:00:00Z")))
        .orElse(null);
  }

  private static ProblemException invalid(String field, String rule) {
    return new ProblemException(Problem.invalid(field, field + " " + rule + "."));
  }
}
