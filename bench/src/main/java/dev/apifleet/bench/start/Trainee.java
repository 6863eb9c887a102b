package dev.apifleet.bench.start;

import dev.apifleet.bench.race.Jvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server whose JVM remembers which classes it needs and which methods are hot, in a file for
 * those that start later.
 */
final class Trainee implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private final Path cache;
  private final Path log;
  private final Process process;

  Trainee(Path jar, Path cache, Path log, Map<String, String> environment) throws IOException {
    this.cache = cache;
    this.log = log;
    ProcessBuilder builder =
        new ProcessBuilder(Jvm.home("java"), "-XX:AOTCacheOutput=" + cache, "-jar", jar.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    process = builder.start();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it says that it is ready. */
  void awaitReady(String url) throws IOException, InterruptedException {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady(url)) {
      if (!isAlive() || System.nanoTime() > patience) {
        throw new IllegalStateException("not ready: " + Files.readString(log));
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private static boolean isReady(String url) throws InterruptedException {
    try {
      return status(HttpRequest.newBuilder(URI.create(url))) == 200;
    } catch (IOException _) {
      return false; // it does not listen yet
    }
  }

  /** Asks it so many times, and wants each answer to be a good one. */
  static void ask(String url, int times, String... headers)
      throws IOException, InterruptedException {
    askAll(request(url, headers), times);
  }

  /** Sends it JSON so many times, and gives back the last answer. */
  static String post(String url, String json, int times, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(url, headers)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    return askAll(request, times);
  }

  private static HttpRequest.Builder request(String url, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static String askAll(HttpRequest.Builder request, int times)
      throws IOException, InterruptedException {
    String last = "";
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < times; i++) {
        HttpResponse<String> answer = send(client, request);
        if (answer.statusCode() / 100 != 2) {
          throw new IllegalStateException(answer + ": " + answer.body());
        }
        last = answer.body();
      }
    }
    return last;
  }

  private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return send(client, request).statusCode();
    }
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpRequest plain = request.version(HttpClient.Version.HTTP_1_1).build();
    return client.send(plain, BodyHandlers.ofString());
  }

  /** It writes the file as it ends. */
  void finish() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || !Files.exists(cache)) {
      throw new IllegalStateException("it wrote no cache: " + Files.readString(log));
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
