package dev.apifleet.bench.load;

import dev.apifleet.bench.Command;
import dev.apifleet.bench.race.Cpus;
import dev.apifleet.bench.race.Pinned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One measurement by nghttp2's load generator.
 *
 * @param micros CPU time of the process under test for each request
 */
record H2load(double perSecond, long good, long bad, double micros) {
  private static final Pattern RATE = Pattern.compile("finished in \\S+, ([\\d.]+) req/s");
  private static final Pattern COUNTS =
      Pattern.compile("(\\d+) succeeded, (\\d+) failed, (\\d+) errored, (\\d+) timeout");

  /** With options of its own, such as how many requests are under way on a connection. */
  static H2load run(Pinned process, int port, String path, Duration time, List<String> options) {
    List<String> words = new ArrayList<>(List.of("taskset", "-c", "" + Cpus.OTHERS, "h2load"));
    words.addAll(List.of("-t1", "-D" + time.toSeconds()));
    words.addAll(options);
    words.add("http://127.0.0.1:" + port + path);
    long before = process.cpuMicros();
    String said = Command.run(words);
    return read(said, process.cpuMicros() - before);
  }

  static H2load read(String said, long cpuMicros) {
    Matcher rate = RATE.matcher(said);
    Matcher counts = COUNTS.matcher(said);
    if (!rate.find() || !counts.find()) {
      throw new IllegalStateException("h2load says no figures: " + said);
    }
    long good = Long.parseLong(counts.group(1));
    long bad =
        Long.parseLong(counts.group(2))
            + Long.parseLong(counts.group(3))
            + Long.parseLong(counts.group(4));
    double micros = (double) cpuMicros / Math.max(1, good);
    return new H2load(Double.parseDouble(rate.group(1)), good, bad, micros);
  }
}
