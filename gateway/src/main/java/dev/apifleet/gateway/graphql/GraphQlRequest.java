package dev.apifleet.gateway.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.apifleet.gateway.check.StrictJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The operations of one request: one, or a batch. */
record GraphQlRequest(List<Operation> operations) {
  private static final int MOST_OPERATIONS = 10;

  /** Reads those of a GET. */
  static GraphQlRequest ofQuery(HttpServerRequest request) throws InvalidOperationException {
    try {
      once(request, "query", "operationName", "variables", "extensions");
      Operation parts = Operation.of(part(request, "extensions", true));
      return new GraphQlRequest(
          List.of(
              new Operation(
                  request.getParam("query"),
                  request.getParam("operationName"),
                  part(request, "variables", false),
                  parts.hash())));
    } catch (IllegalArgumentException _) {
      throw new InvalidOperationException("The query of the URL is not validly escaped.");
    }
  }

  /** Servers do not agree on which of two they take. */
  private static void once(HttpServerRequest request, String... names)
      throws InvalidOperationException {
    for (String name : names) {
      if (request.params().getAll(name).size() > 1) {
        throw new InvalidOperationException("The parameter " + name + " is there twice.");
      }
    }
  }

  private static JsonNode part(HttpServerRequest request, String name, boolean wrap)
      throws InvalidOperationException {
    String text = request.getParam(name);
    if (text == null || text.isEmpty()) {
      return MissingNode.getInstance();
    }
    return json(wrap ? "{\"" + name + "\":" + text + '}' : text);
  }

  /** Reads those of a POST. */
  static GraphQlRequest ofBody(HttpServerRequest request, Buffer body)
      throws InvalidOperationException {
    if (request.params().contains("query")) {
      throw new InvalidOperationException("A POST has its query in the body alone.");
    }
    if (isGraphQl(request)) {
      String text = body.toString(StandardCharsets.UTF_8);
      return new GraphQlRequest(
          List.of(new Operation(text, null, MissingNode.getInstance(), null)));
    }
    JsonNode sent = json(body.toString(StandardCharsets.UTF_8));
    if (sent.isObject()) {
      return new GraphQlRequest(List.of(Operation.of(sent)));
    }
    if (!sent.isArray() || sent.isEmpty() || sent.size() > MOST_OPERATIONS) {
      throw new InvalidOperationException(
          "The body has to be one operation, or an array of up to " + MOST_OPERATIONS + '.');
    }
    List<Operation> batch = new ArrayList<>();
    sent.forEach(one -> batch.add(Operation.of(one)));
    return new GraphQlRequest(batch);
  }

  private static JsonNode json(String text) throws InvalidOperationException {
    try {
      return StrictJson.read(text);
    } catch (StrictJson.MalformedException e) {
      throw new InvalidOperationException("It is not valid JSON: " + e.getMessage() + '.');
    }
  }

  /** Whether a body of this kind can be read. */
  static boolean isReadable(HttpServerRequest request) {
    return isGraphQl(request) || StrictJson.isSaidBy(request);
  }

  private static boolean isGraphQl(HttpServerRequest request) {
    String type = request.getHeader("content-type");
    return type != null
        && type.toLowerCase(Locale.ROOT).startsWith("application/graphql")
        && !type.toLowerCase(Locale.ROOT).contains("json")
        && !request.headers().contains("content-encoding");
  }
}
