package dev.apifleet.apiserver.attack;

import dev.apifleet.apiserver.attack.Operation.Parameter;
import io.vertx.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sends operations as no honest client would. */
final class Attacker {

  private static final int LONGEST_ANSWER = 100_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;

  Attacker(URI server) {
    this.server = server;
  }

  /** A body that no library would write. */
  record Raw(String json) {}

  /** What came back; of a stream, its head alone. */
  record Answer(int status, HttpHeaders headers, String body) {

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  /** A request under way to being sent: values by parameter, the body, and headers. */
  record Attempt(
      Operation operation, Map<String, String> values, Object body, Map<String, String> headers) {

    static Attempt of(Operation operation) {
      Object body = operation.body().map(schema -> schema.body(null, null, "")).orElse(null);
      return new Attempt(operation, Map.of(), body, Map.of());
    }

    Attempt as(String token) {
      return header("Authorization", "Bearer " + token);
    }

    Attempt header(String name, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(name, value);
      return new Attempt(operation, values, body, more);
    }

    Attempt value(String parameter, String value) {
      Map<String, String> more = new HashMap<>(values);
      more.put(parameter, value);
      return new Attempt(operation, more, body, headers);
    }

    Attempt body(Object other) {
      return new Attempt(operation, values, other, headers);
    }
  }

  Answer send(Attempt attempt) throws IOException, InterruptedException {
    String text =
        switch (attempt.body()) {
          case null -> "";
          case Raw(String json) -> json;
          default -> Json.encode(attempt.body());
        };
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(attempt))
            .timeout(Duration.ofSeconds(20))
            .method(attempt.operation().method(), HttpRequest.BodyPublishers.ofString(text))
            .header("Content-Type", attempt.operation().mediaType());
    attempt.headers().forEach(request::setHeader);
    HttpResponse<InputStream> answer =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      boolean stream =
          answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
      byte[] read = stream ? new byte[0] : body.readNBytes(LONGEST_ANSWER);
      return new Answer(
          answer.statusCode(), answer.headers(), new String(read, StandardCharsets.UTF_8));
    }
  }

  private URI address(Attempt attempt) {
    String path = attempt.operation().path();
    List<String> query = new ArrayList<>();
    for (Parameter parameter : attempt.operation().parameters()) {
      String value = attempt.values().get(parameter.name());
      if (parameter.in().equals("path")) {
        path = path.replace("{" + parameter.name() + "}", encoded(value == null ? "1" : value));
      } else if (parameter.in().equals("query") && value != null) {
        query.add(encoded(parameter.name()) + "=" + encoded(value));
      }
    }
    return server.resolve(path + (query.isEmpty() ? "" : "?" + String.join("&", query)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
