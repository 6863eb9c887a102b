package dev.apifleet.gateway.graphql;

import dev.apifleet.gateway.filter.Problem;
import java.util.Map;

/** The refusals of GraphQL operations. */
final class GraphQlProblems {
  static final Problem WRONG_METHOD =
      new Problem(405, "method_not_allowed", "GraphQL takes GET and POST", "Send a GET or a POST.")
          .withHeader("Allow", "GET, POST");
  static final Problem WRONG_TYPE =
      new Problem(
          415,
          "unsupported_media_type",
          "The body is not a GraphQL request",
          "Send application/json or application/graphql in UTF-8, without a Content-Encoding.");
  static final Problem NOT_ALLOWED =
      new Problem(
          403,
          "graphql_not_allowed",
          "The operation is not on the list",
          "Only operations whose SHA-256 is on the list of the rule may run, as written.");
  static final Problem INTROSPECTION =
      new Problem(
          403,
          "graphql_introspection",
          "The schema may not be asked for",
          "The rule has introspection off. Leave __schema and __type out.");

  private GraphQlProblems() {}

  static Problem invalid(String detail) {
    return new Problem(400, "graphql_invalid", "The GraphQL request is invalid", detail);
  }

  static Problem tooMuch(String limit, long most, long found) {
    return new Problem(
        400,
        "graphql_too_complex",
        "The operation asks for too much",
        "Its " + limit + " is " + found + ", and may be " + most + ". Ask for less at once.",
        Map.of("limit", limit, "most", most, "found", found),
        Map.of());
  }
}
