package dev.apifleet.e2e;

import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A few clients that ask without a pause until closed, and remember what went wrong. */
final class Load implements AutoCloseable {
  private final ExecutorService clients;
  private final AtomicLong answered = new AtomicLong();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final Supplier<HttpResponse<String>> ask;
  private volatile boolean closed;

  private Load(int clients, Supplier<HttpResponse<String>> ask) {
    this.clients = Executors.newFixedThreadPool(clients);
    this.ask = ask;
    for (int i = 0; i < clients; i++) {
      this.clients.submit(this::run);
    }
  }

  static Load of(int clients, Supplier<HttpResponse<String>> ask) {
    return new Load(clients, ask);
  }

  private void run() {
    while (!closed) {
      try {
        HttpResponse<String> answer = ask.get();
        if (answer.statusCode() == 200) {
          answered.incrementAndGet();
        } else {
          failures.add(answer.statusCode() + " " + answer.body());
        }
      } catch (RuntimeException e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Returns after so many more answers. */
  void awaitMore(int count) {
    long goal = answered.get() + count;
    await(count + " more answers")
        .atMost(Duration.ofMinutes(2))
        .until(() -> answered.get() >= goal);
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    closed = true;
    clients.close();
  }
}
