package dev.apifleet.bench.race;

import dev.apifleet.bench.Command;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The load generator wrk: 64 connections, each with a request under way all the time. */
public final class Wrk {
  private static final String CONNECTIONS = "64";
  private static final String MARK = "measured: ";

  /** In wrk's own language; errors are answers other than 2xx and 3xx, and all that broke. */
  private static final String DONE =
      """
      done = function(summary, latency)
        local e = summary.errors
        io.write(string.format('measured: {"seconds": %f, "requests": %d, "errors": %d, ' ..
          '"p50": %f, "p99": %f, "p999": %f}\\n',
          summary.duration / 1e6, summary.requests, e.connect + e.read + e.write + e.status + e.timeout,
          latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency:percentile(99.9) / 1e3))
      end
      """;

  /** Begins somewhere else each time, so that no round repeats the tokens of the one before. */
  private static final String TOKENS =
      """
      local requests = {}
      local turn = 0
      init = function()
        for token in io.lines("%s") do
          requests[#requests + 1] = wrk.format("GET", nil, {Host = wrk.headers["Host"], Authorization = "Bearer " .. token})
        end
        math.randomseed(os.time())
        turn = math.random(#requests)
      end
      request = function()
        turn = turn %% #requests + 1
        return requests[turn]
      end
      """;

  private Wrk() {}

  /**
   * What wrk found.
   *
   * @param errors requests without a proper answer
   * @param p50 in milliseconds, as the other percentiles
   */
  public record Found(
      double seconds, long requests, long errors, double p50, double p99, double p999) {
    static Found read(String said) {
      JsonObject json = new JsonObject(said.substring(said.indexOf(MARK) + MARK.length()));
      return new Found(
          json.getDouble("seconds"),
          json.getLong("requests"),
          json.getLong("errors"),
          json.getDouble("p50"),
          json.getDouble("p99"),
          json.getDouble("p999"));
    }
  }

  /** Sends as many requests as are answered; for a second at least. */
  public static Found run(int port, Load load, Duration time) {
    return run("http://127.0.0.1:" + port + load.path(), lua(load), time);
  }

  /** The same with requests as a script of wrk's makes them. */
  public static Found run(String url, String lua, Duration time) {
    Path script = script(lua + DONE);
    try {
      return Found.read(
          Command.run(
              List.of(
                  "taskset",
                  "-c",
                  "" + Cpus.OTHERS,
                  "wrk",
                  "-t1",
                  "-c" + CONNECTIONS,
                  "-d" + Math.max(1, time.toSeconds()) + "s",
                  "-s",
                  script.toString(),
                  url)));
    } finally {
      delete(script);
    }
  }

  static String lua(Load load) {
    return headers(load.headers())
        + load.tokens().map(file -> TOKENS.formatted(file.toAbsolutePath())).orElse("");
  }

  private static String headers(Map<String, String> headers) {
    return headers.entrySet().stream()
        .map(
            header ->
                "wrk.headers[\"%s\"] = \"%s\"\n".formatted(header.getKey(), header.getValue()))
        .collect(Collectors.joining());
  }

  private static Path script(String lua) {
    try {
      return Files.writeString(Files.createTempFile("apifleet-bench", ".lua"), lua);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
