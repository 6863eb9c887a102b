package dev.apifleet.bench.elastic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that ask the same again and again until closed, each with a connection of its own and one
 * request at a time; they remember what was not answered by 200.
 */
final class Askers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpRequest request;
  private final Duration pause;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LongAdder answered = new LongAdder();
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
  private volatile boolean over;

  /** Clients that think so long between an answer and their next request. */
  Askers(HttpRequest request, int count, Duration pause) {
    this.request = request;
    this.pause = pause;
    for (int i = 0; i < count; i++) {
      threads.execute(this::ask);
    }
  }

  /** One request from a client that is new. */
  static HttpResponse<String> once(HttpRequest request) throws IOException, InterruptedException {
    try (HttpClient client = client()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /** A GET with a header by which its route knows it. */
  static HttpRequest get(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(PATIENCE).header("x-bench", "elastic").build();
  }

  private void ask() {
    try (HttpClient client = client()) {
      while (!over) {
        count(client);
        LockSupport.parkNanos(pause.toNanos());
      }
    }
  }

  private void count(HttpClient client) {
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        answered.increment();
      } else {
        failed(answer.statusCode() + " " + answer.body());
      }
    } catch (IOException e) {
      failed(e.toString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void failed(String how) {
    failures.computeIfAbsent(how, _ -> new LongAdder()).increment();
  }

  long answered() {
    return answered.sum();
  }

  /** How often each thing went wrong. */
  Map<String, Long> failures() {
    Map<String, Long> counts = new TreeMap<>();
    failures.forEach((how, count) -> counts.put(how, count.sum()));
    return counts;
  }

  long failed() {
    return failures().values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() {
    over = true;
    threads.shutdown();
    try {
      threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
