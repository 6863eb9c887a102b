package dev.apifleet.e2e;

import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * One client with a connection to each gateway, that asks on all of them without a pause until it
 * has got all it can get.
 */
record Siege(Map<String, Traffic> connections) {
  private static final int MOST_CONNECTIONS = 300;

  /** No request has passed for so long: slices that one gateway held have gone to another. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  /** Connects until it has met each of so many gateways. */
  static Siege of(String url, int gateways) {
    Map<String, Traffic> met = new TreeMap<>();
    for (int i = 0; i < MOST_CONNECTIONS && met.size() < gateways; i++) {
      Traffic traffic = new Traffic(url);
      met.putIfAbsent(gateway(traffic.get("/.well-known/jwks.json")), traffic);
    }
    if (met.size() < gateways) {
      throw new IllegalStateException("met only " + met.keySet());
    }
    return new Siege(met);
  }

  private static String gateway(HttpResponse<?> answer) {
    return answer.headers().firstValue("x-gateway").orElseThrow();
  }

  /** The status that each gateway answers with. */
  List<Integer> statuses(String path, String... headers) {
    return connections.values().stream()
        .map(traffic -> traffic.get(path, headers).statusCode())
        .toList();
  }

  /** How many answers had which status, when all is used up and so many were refused. */
  Map<Integer, Long> exhaust(int refusals, String path, String... headers) {
    Count count = new Count();
    try (ExecutorService clients = Executors.newFixedThreadPool(connections.size())) {
      connections
          .values()
          .forEach(
              traffic ->
                  clients.submit(
                      () -> {
                        while (!count.over) {
                          count.add(traffic.get(path, headers).statusCode());
                        }
                      }));
      try {
        await("nothing passes any more")
            .atMost(Duration.ofSeconds(50))
            .until(() -> count.of(429) >= refusals && count.isQuiet());
      } finally {
        count.over = true;
      }
    }
    return count.all();
  }

  private static final class Count {
    private final ConcurrentHashMap<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
    private volatile long lastPassed = System.nanoTime();
    private volatile boolean over;

    void add(int status) {
      statuses.computeIfAbsent(status, _ -> new LongAdder()).increment();
      if (status == 200) {
        lastPassed = System.nanoTime();
      }
    }

    long of(int status) {
      return all().getOrDefault(status, 0L);
    }

    boolean isQuiet() {
      return System.nanoTime() - lastPassed > QUIET.toNanos();
    }

    Map<Integer, Long> all() {
      Map<Integer, Long> counts = new TreeMap<>();
      statuses.forEach((status, count) -> counts.put(status, count.sum()));
      return counts;
    }
  }
}
