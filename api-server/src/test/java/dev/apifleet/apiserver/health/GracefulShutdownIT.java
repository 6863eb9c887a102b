package dev.apifleet.apiserver.health;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.backends.Backends;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server as it is shipped, a process of its own that is told to end while it is asked. */
class GracefulShutdownIT {

  private static final String NAME = "graceful-shutdown";
  private static final int TERMINATED = 128 + 15;

  private final Backends backends = new Backends();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger served = new AtomicInteger();
  private volatile boolean ready = true;
  private Map<String, String> settings;
  private ServerProcess server;

  @BeforeEach
  void start() throws IOException {
    settings = backends.start();
    server = new ServerProcess(NAME, settings).awaitReady();
  }

  @AfterEach
  void stop() {
    server.close();
    backends.stop();
  }

  @Test
  void instanceThatIsToldToEndLosesNoRequestAndNoEntryOfItsLog() throws Exception {
    List<Thread> clients =
        IntStream.range(0, 8).mapToObj(i -> Thread.ofVirtual().start(this::ask)).toList();
    await().atMost(Duration.ofSeconds(60)).until(() -> served.get() > 100);
    server.process().destroy();
    await().until(() -> status("/health/ready") != 200);
    ready = false;
    for (Thread asking : clients) {
      asking.join();
    }
    assertTrue(server.process().waitFor(30, TimeUnit.SECONDS), "it did not end in time");
    assertEquals(List.of(), List.copyOf(failures));
    assertEquals(TERMINATED, server.process().exitValue());
    assertEquals(served.get(), logged());
  }

  /** As gateways do: until the instance says that it is not ready. */
  private void ask() {
    while (ready) {
      int status = status("/api/v1/resources");
      if (status == 200) {
        served.incrementAndGet();
      } else {
        failures.add("answered " + status);
      }
    }
  }

  private int status(String path) {
    return server.get(path, Map.of("x-request-id", path.startsWith("/api") ? NAME : "probe"));
  }

  private int logged() throws SQLException {
    String url =
        "jdbc:postgresql://127.0.0.1:%s/%s"
            .formatted(settings.get("DB_PORT"), settings.get("DB_NAME"));
    try (Connection connection =
            DriverManager.getConnection(
                url, settings.get("DB_USERNAME"), settings.get("DB_PASSWORD"));
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT count(*) FROM request_log WHERE request_id = '" + NAME + "'")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
