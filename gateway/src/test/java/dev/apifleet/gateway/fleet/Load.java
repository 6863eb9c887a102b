package dev.apifleet.gateway.fleet;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Clients that ask one after the other, all at the same time, until they are stopped. */
public final class Load implements AutoCloseable {
  private final ConcurrentSkipListMap<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();
  private final Semaphore answered = new Semaphore(0);
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final TestFleet fleet;
  private final Supplier<HttpRequest> request;
  private volatile boolean running = true;

  public Load(TestFleet fleet, int concurrency, Supplier<HttpRequest> request) {
    this.fleet = fleet;
    this.request = request;
    IntStream.range(0, concurrency).forEach(_ -> clients.submit(this::ask));
  }

  private void ask() {
    while (running) {
      int status = status();
      answers.computeIfAbsent(status, _ -> new LongAdder()).increment();
      answered.release();
    }
  }

  private int status() {
    try {
      return fleet.send(request.get()).statusCode();
    } catch (IllegalStateException _) {
      return 0;
    }
  }

  /** Waits until so many more answers have come. */
  public void await(int more) {
    try {
      answered.drainPermits();
      if (!answered.tryAcquire(more, 60, TimeUnit.SECONDS)) {
        throw new AssertionError("fewer than " + more + " answers in 60 s: " + answers);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops and returns how many answers had which status; 0 stands for none. */
  public Map<Integer, Long> stop() {
    close();
    Map<Integer, Long> counts = new TreeMap<>();
    answers.forEach((status, count) -> counts.put(status, count.sum()));
    return counts;
  }

  @Override
  public void close() {
    running = false;
    clients.close();
  }

  public static List<Integer> statuses(Map<Integer, Long> answers) {
    return List.copyOf(answers.keySet());
  }
}
