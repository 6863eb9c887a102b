package dev.apifleet.gateway.fleet;

import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backends close connections when they like, clients leave, and nobody else hears of it. */
class RestlessBackendsTest {
  private static final int CLIENTS = 16;
  private static final int REQUESTS = 60;
  private static final int LEAVES_ONE_IN = 30;
  private static final int MOST_BODY_BYTES = 30_000;
  private static final BreakerConfig STRICT = new BreakerConfig(5, 50, 20, 10_000, 30_000, 1, 100);

  private final TestFleet fleet = new TestFleet();
  private final Map<String, Integer> wrong = new ConcurrentHashMap<>();

  @AfterEach
  void stop() {
    fleet.close();
  }

  @Test
  void eachRequestThatMayBeRepeatedGetsItsAnswerWithoutARetry() throws Exception {
    long seed = System.nanoTime();
    try (RestlessServer one = new RestlessServer(seed);
        RestlessServer two = new RestlessServer(seed + 1)) {
      fleet.serve(
          Resources.pool(POOL, STRICT),
          new EndpointsConfig(POOL, List.of(one.endpoint(), two.endpoint())),
          Resources.route("/", Resources.forward(POOL, 20_000, 0)));
      List<Thread> clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(i -> Thread.ofVirtual().start(() -> ask(i, new Random(seed + i))))
              .toList();
      for (Thread client : clients) {
        client.join();
      }
    }
    assertThat(wrong).as("seed %d", seed).isEmpty();
  }

  private void ask(int client, Random random) {
    try {
      for (int i = 0; i < REQUESTS; i++) {
        String target = "/" + client + "/" + i + "/" + "x".repeat(random.nextInt(200));
        if (random.nextInt(LEAVES_ONE_IN) == 0) {
          leave(target);
        } else {
          ask(List.of("GET", "HEAD", "PUT").get(random.nextInt(3)), target, random);
        }
      }
    } catch (IOException | RuntimeException e) {
      wrong.merge(e.toString(), 1, Integer::sum);
    }
  }

  private void leave(String target) throws IOException {
    try (Socket socket = RawClient.connect(fleet.port)) {
      socket.getOutputStream().write(("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes());
    }
  }

  private void ask(String method, String target, Random random) {
    byte[] body = new byte[method.equals("PUT") ? random.nextInt(MOST_BODY_BYTES) : 0];
    HttpResponse<String> answer =
        fleet.send(fleet.request(target).method(method, BodyPublishers.ofByteArray(body)).build());
    String expected = method.equals("HEAD") ? "" : target;
    if (answer.statusCode() != 200 || !answer.body().equals(expected)) {
      wrong.merge(method + " " + answer.statusCode() + " " + answer.body(), 1, Integer::sum);
    }
  }
}
