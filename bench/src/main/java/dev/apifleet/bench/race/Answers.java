package dev.apifleet.bench.race;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Waits until one who was started serves. */
public final class Answers {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Answers() {}

  /** Returns with the first answer 200; a process that ends meanwhile is an error. */
  public static void await(int port, Load load, Pinned process) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String last = "none";
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = request(port, load);
      while (!last.equals("200")) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new IllegalStateException(
              "no answer 200, last was %s; it says: %s".formatted(last, process.lastWords()));
        }
        last = ask(client, request);
        if (!last.equals("200")) {
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private static HttpRequest request(int port, Load load) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + load.path()))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(10));
    load.headers().forEach(request::header);
    load.tokens()
        .ifPresent(
            file -> {
              try (Stream<String> lines = Files.lines(file)) {
                request.header("Authorization", "Bearer " + lines.findFirst().orElseThrow());
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    return request.build();
  }

  private static String ask(HttpClient client, HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? "200" : response.statusCode() + " " + response.body();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
