package dev.apifleet.bench.load;

import dev.apifleet.bench.Aim;
import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.race.Load;
import dev.apifleet.bench.steady.GeneratorProcess;
import dev.apifleet.bench.steady.Outcomes;
import dev.apifleet.bench.steady.Plan;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** 50,000 requests a minute through a fleet in a cluster, and the same calls without it. */
final class Cluster implements Scenario {
  private static final double PER_SECOND = 50_000 / 60.0;

  /** The API servers alone need not bear what the fleet takes from them. */
  private static final double DIRECT_SHARE = 0.1;

  /** A mean needs less time than a promise that nothing fails. */
  private static final int DIRECT_PART = 5;

  private static final int WARM_UP_PART = 10;
  private static final int CONNECTIONS = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PATH = "/api/v1/resources";
  private static final List<String> COLUMNS =
      List.of("asked", "requests/s", "answered", "failed", "mean ms", "p50 ms", "p99 ms");

  /** The sample API's own account with the largest limit. */
  private static final String ACCOUNT =
      """
      {"email": "admin@example.com", "password": "admin123"}""";

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public Effort usual() {
    return new Effort(1, 1, Duration.ofMinutes(10));
  }

  @Override
  public Report run(Effort effort) throws Exception {
    URI fleet = URI.create(System.getenv().getOrDefault("GATEWAY_URL", "http://127.0.0.1:8080"));
    String alone = System.getenv("API_SERVER_URL");
    if (alone == null) {
      return new Report(
          "Left out: API_SERVER_URL does not say where an API server is reached without the fleet.",
          List.of());
    }
    Duration time = effort.warmUps() == 0 ? Duration.ofSeconds(1) : effort.time();
    return compare(fleet, URI.create(alone), time);
  }

  /** Asks the fleet for so long, and then an API server for a part of it. */
  static Report compare(URI fleet, URI alone, Duration time) throws Exception {
    Load load = Load.of(PATH).with("Authorization", "Bearer " + token(fleet));
    Duration directTime = time.dividedBy(DIRECT_PART);
    try (GeneratorProcess generator = new GeneratorProcess()) {
      Duration warmUp = time.dividedBy(WARM_UP_PART);
      generator.run(plan(fleet, load, PER_SECOND, warmUp, true));
      Outcomes through = generator.run(plan(fleet, load, PER_SECOND, time, true));
      generator.run(plan(alone, load, PER_SECOND * DIRECT_SHARE, warmUp, false));
      Outcomes direct =
          generator.run(plan(alone, load, PER_SECOND * DIRECT_SHARE, directTime, false));
      return report(time, directTime, through, direct);
    }
  }

  private static Plan plan(URI server, Load load, double perSecond, Duration time, boolean kept) {
    return new Plan(
        server.getHost(),
        server.getPort(),
        List.of(Site.request(kept ? load : load.with("Connection", "close"))),
        perSecond,
        CONNECTIONS,
        PATIENCE,
        Duration.ZERO,
        time,
        kept);
  }

  private static String token(URI fleet) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(fleet.resolve("/api/v1/auth/login"))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(ACCOUNT))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("log-in at " + fleet + " failed: " + answer.body());
      }
      return new JsonObject(answer.body()).getString("token");
    }
  }

  private static Report report(
      Duration time, Duration directTime, Outcomes through, Outcomes direct) {
    String about =
        """
        GET %s at even intervals for %d s, from when each was due: 50,000 a minute through the fleet, over %d kept
        connections; then for %d s a tenth of that straight to an API server, each on a connection of its own."""
            .formatted(PATH, time.toSeconds(), CONNECTIONS, directTime.toSeconds());
    long failed = through.all() - through.good();
    return new Report(
        about,
        List.of(
            new Table(
                "Through the fleet and without it",
                COLUMNS,
                List.of(
                    row("through the fleet", PER_SECOND, through),
                    row("an API server itself", PER_SECOND * DIRECT_SHARE, direct)),
                List.of(
                    Aim.atMost("Errors through the fleet", 0, "", failed).toString(),
                    Aim.atMost(
                            "Mean time through the fleet",
                            0.6,
                            " × that without it",
                            through.meanMillis() / direct.meanMillis())
                        .toString()))));
  }

  private static List<Object> row(String asked, double perSecond, Outcomes found) {
    return List.of(
        asked,
        Math.round(perSecond),
        found.good(),
        found.all() - found.good(),
        hundredths(found.meanMillis()),
        hundredths(found.millis(50)),
        hundredths(found.millis(99)));
  }

  private static double hundredths(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
