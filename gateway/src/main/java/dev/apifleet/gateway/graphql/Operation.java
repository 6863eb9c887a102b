package dev.apifleet.gateway.graphql;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One operation as a client asks for it.
 *
 * @param query the document, or null where only its hash is sent
 * @param name which operation of the document; null where there is one
 * @param variables missing where there are none
 * @param hash SHA-256 of a persisted query, or null
 */
record Operation(String query, String name, JsonNode variables, String hash) {
  /** Reads it from the parts of a request; what has another type counts as absent. */
  static Operation of(JsonNode request) {
    String hash = text(request.path("extensions").path("persistedQuery").path("sha256Hash"));
    return new Operation(
        text(request.path("query")),
        text(request.path("operationName")),
        request.path("variables"),
        hash);
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }
}
