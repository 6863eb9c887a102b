package dev.apifleet.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Requests as a client outside the cluster makes them. */
final class Traffic {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String base;
  private final Duration timeout;

  Traffic(String base) {
    this(base, Duration.ofSeconds(20));
  }

  private Traffic(String base, Duration timeout) {
    this.base = base;
    this.timeout = timeout;
  }

  /** The same for requests that may wait for something to start. */
  Traffic patient() {
    return new Traffic(base, Duration.ofMinutes(2));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout);
  }

  /** A GET; headers as name, value, name, value… */
  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = request(path);
    return send((headers.length == 0 ? request : request.headers(headers)).build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(request + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** So many GETs at once, by the given number of clients. */
  List<HttpResponse<String>> burst(int count, String path, String... headers) {
    try (var executor = java.util.concurrent.Executors.newFixedThreadPool(16)) {
      var answers =
          IntStream.range(0, count)
              .mapToObj(_ -> executor.submit(() -> get(path, headers)))
              .toList();
      return answers.stream().map(Traffic::result).toList();
    }
  }

  private static <T> T result(java.util.concurrent.Future<T> future) {
    try {
      return future.get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A token of a demo user, from a login through the gateway. */
  String login(String email, String password) {
    String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
    HttpResponse<String> answer =
        send(
            request("/api/v1/auth/login")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("login: " + answer.statusCode() + " " + answer.body());
    }
    return json(answer).path("token").asText();
  }

  void awaitStatus(String path, int status, String... headers) {
    await("GET %s is %d".formatted(path, status))
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptions()
        .until(() -> get(path, headers).statusCode() == status);
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(answer.body(), e);
    }
  }
}
